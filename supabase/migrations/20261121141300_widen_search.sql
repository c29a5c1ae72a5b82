-- The palette finds visits, jobs, resources and requests as well. What has a number is found by it first.

-- The visit of a job that one most likely means: under way or next, else the latest.
create function private.nearest_booking(org uuid, job uuid, own_ids uuid[]) returns public.bookings
language plpgsql stable set search_path = ''
as $$
declare
  nearest public.bookings;
begin
  select b.* into nearest
  from public.bookings as b
  where b.org_id = org and b.job_id = job and (own_ids is null or b.id = any (own_ids))
  order by b.status in ('completed', 'closed', 'cancelled', 'no_show'), abs(extract(epoch from b.starts_at - now()))
  limit 1;
  return nearest;
end;
$$;
comment on function private.nearest_booking(uuid, uuid, uuid[]) is 'The visit of a job that one most likely means.';
revoke execute on function private.nearest_booking(uuid, uuid, uuid[]) from public;

create function private.search_bookings(org uuid, scope text, query text, most integer)
returns table (id uuid, title text, subtitle text, match jsonb)
language plpgsql stable rows 5 set search_path = ''
as $$
declare
  numbers constant text[] := private.number_words(query);
  own_ids constant uuid[] := case when scope = 'own' then array(select private.own_booking_ids()) end;
begin
  return query
    with hits as (
      select b.id, 'number' as field, 0 as place
      from public.bookings as b
      where b.org_id = org and b.number = any (numbers) and (own_ids is null or b.id = any (own_ids))
      union all
      select n.id, f.field, f.place::integer
      from private.find_jobs(org, scope, query, most * 3) with ordinality as f (job_id, field, place)
      cross join lateral private.nearest_booking(org, f.job_id, own_ids) as n
      -- Who types the number of a visit means that one, and not the others of its job.
      where n.id is not null and (f.field <> 'number' or numbers && array(select 'J-' || substr(w, 3) from unnest(numbers) as w))
    ),
    best as (select distinct on (h.id) h.* from hits as h order by h.id, h.place)
    select
      b.id, b.number || ' · ' || j.title, c.display_name,
      jsonb_build_object(
        'field', h.field,
        'text', case h.field when 'number' then b.number when 'title' then j.title else c.display_name end,
        'status', b.status, 'starts_at', b.starts_at
      )
    from best as h
    join public.bookings as b on b.org_id = org and b.id = h.id
    join public.jobs as j on j.org_id = org and j.id = b.job_id
    join public.customers as c on c.org_id = org and c.id = j.customer_id
    order by h.place, b.id
    limit most;
end;
$$;
comment on function private.search_bookings(uuid, text, text, integer) is 'Visits a query finds, as the palette shows them.';
revoke execute on function private.search_bookings(uuid, text, text, integer) from public;

create function private.search_jobs(org uuid, scope text, query text, most integer)
returns table (id uuid, title text, subtitle text, match jsonb)
language plpgsql stable rows 5 set search_path = ''
as $$
begin
  return query
    select
      j.id, j.number || ' · ' || j.title, c.display_name,
      jsonb_build_object(
        'field', f.field,
        'text', case f.field when 'number' then j.number when 'title' then j.title else c.display_name end,
        'status', j.status
      )
    from private.find_jobs(org, scope, query, most) with ordinality as f (job_id, field, place)
    join public.jobs as j on j.org_id = org and j.id = f.job_id
    join public.customers as c on c.org_id = org and c.id = j.customer_id
    order by f.place;
end;
$$;
comment on function private.search_jobs(uuid, text, text, integer) is 'Jobs a query finds, as the palette shows them.';
revoke execute on function private.search_jobs(uuid, text, text, integer) from public;

-- Resources are few and so are the requests anybody still looks for; they need no index.
create function private.search_resources(org uuid, words text[], most integer)
returns table (id uuid, title text, subtitle text, match jsonb)
language plpgsql stable rows 5 set search_path = ''
as $$
begin
  return query
    select r.id, r.name, r.kind, jsonb_build_object('field', 'name', 'text', r.name)
    from public.bookable_resources as r
    where r.org_id = org
      and r.deleted_at is null
      and ' ' || private.search_key(concat_ws(' ', r.name, r.email, substr(r.phone, 2))) like all (words)
    order by r.is_active desc, r.name, r.id
    limit most;
end;
$$;
comment on function private.search_resources(uuid, text[], integer) is 'Resources by name, e-mail or phone.';
revoke execute on function private.search_resources(uuid, text[], integer) from public;

create function private.search_requests(org uuid, query text, words text[], most integer)
returns table (id uuid, title text, subtitle text, match jsonb)
language plpgsql stable rows 5 set search_path = ''
as $$
declare
  numbers constant text[] := private.number_words(query);
begin
  return query
    with latest as (
      select r.*
      from public.booking_requests as r
      where r.org_id = org
      order by r.created_at desc, r.id desc
      limit 1000
    ),
    named as (
      select r.*, 0 as place
      from public.booking_requests as r
      where r.org_id = org and r.number = any (numbers)
      union all
      select l.*, 1
      from latest as l
      where cardinality(numbers) = 0
        and ' ' || private.search_key(concat_ws(' ', l.name, l.email, substr(l.phone, 2), l.line1, l.description))
          like all (words)
    )
    select
      n.id, concat_ws(' · ', n.number, n.name), coalesce(concat_ws(', ', n.line1, n.city), left(n.description, 100)),
      jsonb_build_object('field', case n.place when 0 then 'number' else 'name' end, 'text', n.number, 'status', n.status)
    from named as n
    order by n.place, n.status <> 'new', n.created_at desc, n.id
    limit most;
end;
$$;
comment on function private.search_requests(uuid, text, text[], integer) is
  'Requests by number, or the latest thousand by words.';
revoke execute on function private.search_requests(uuid, text, text[], integer) from public;

create or replace function public.search_all(query text, per_kind integer default 3)
returns table (kind text, id uuid, title text, subtitle text, match jsonb)
language plpgsql stable security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  words constant text[] := private.search_patterns(query);
  most constant integer := greatest(1, least(per_kind, 20));
  customer_scope constant text := private.permission_scope('read', 'customers');
  property_scope constant text := private.permission_scope('read', 'properties');
  booking_scope constant text := private.permission_scope('read', 'bookings');
  job_scope constant text := private.permission_scope('read', 'jobs');
begin
  if cardinality(words) = 0 then
    return;
  end if;
  if customer_scope is not null then
    return query
      select
        'customer', c.id, c.display_name, coalesce(c.phone, c.email),
        private.describe_match(words, c, h.contact_id, h.property_id)
      from private.find_customers(org, customer_scope, query, '{}', most)
        with ordinality as h (customer_id, contact_id, property_id, position)
      join public.customers as c on c.org_id = org and c.id = h.customer_id
      order by h.position;
  end if;
  if property_scope is not null and private.sees_part(property_scope, 'customers') then
    return query
      select
        'property', p.id, concat_ws(', ', p.line1, p.line2, p.city), c.display_name,
        jsonb_build_object('field', 'address', 'text', concat_ws(', ', p.line1, p.line2, p.city))
      from private.find_properties(org, property_scope, query, most) with ordinality as h (id, position)
      join public.properties as p on p.org_id = org and p.id = h.id
      join public.customers as c on c.org_id = org and c.id = p.customer_id
      order by h.position;
  end if;
  if booking_scope is not null then
    return query select 'booking', s.* from private.search_bookings(org, booking_scope, query, most) as s;
  end if;
  if job_scope is not null then
    return query select 'job', s.* from private.search_jobs(org, job_scope, query, most) as s;
  end if;
  if private.permission_scope('read', 'booking_requests') = 'all' then
    return query select 'request', s.* from private.search_requests(org, query, words, most) as s;
  end if;
  if private.permission_scope('read', 'resources') = 'all' then
    return query select 'resource', s.* from private.search_resources(org, words, most) as s;
  end if;
  if private.permission_scope('read', 'members') = 'all' then
    return query
      select
        'member', m.user_id, coalesce(p.name, p.email), m.role,
        jsonb_build_object('field', 'name', 'text', coalesce(p.name, p.email))
      from public.organization_members as m
      join public.profiles as p on p.id = m.user_id
      where m.org_id = org
        and m.status <> 'removed'
        and ' ' || private.search_key(concat_ws(' ', p.name, p.email, substr(p.phone, 2))) like all (words)
      order by p.name, m.user_id
      limit most;
  end if;
end;
$$;
comment on function public.search_all(text, integer) is
  'The palette''s finds: customers, properties, visits, jobs, requests, resources, members. '
  'Definer: under row security LIKE, which is not leak-proof, would use no index.';

-- Search while typing, for customers, properties and the palette. The functions ask for org and right themselves.

-- What is typed becomes LIKE patterns that must all match. A number as people write it ("(030) 123 45-67") is compared
-- by its digits without the leading zeros, because phone numbers are kept with their country's code. A word of one or
-- two letters must begin a word: anywhere in a text it would match nearly everything, without help of the index.
create function private.search_patterns(query text) returns text[]
language plpgsql immutable set search_path = ''
as $$
declare
  words constant text := private.search_key(left(query, 200));
  digits constant text := ltrim(regexp_replace(words, '[^0-9]', '', 'g'), '0');
begin
  if words ~ '^[+0-9()/. -]+$' and length(digits) >= 4 then
    return array['%' || digits || '%'];
  end if;
  return array(
    select case when length(word) <= 2 then '% ' else '%' end
      || replace(replace(replace(word, '\', '\\'), '%', '\%'), '_', '\_') || '%'
    from regexp_split_to_table(words, '[\s,;]+') with ordinality as parts (word, position)
    where word <> ''
    order by position
    limit 6
  );
end;
$$;
comment on function private.search_patterns(text) is 'LIKE patterns over search documents; empty for an empty query.';
revoke execute on function private.search_patterns(text) from public;

-- The customers a query finds, the best first: names that begin with it, then words in the customer's own line, in a
-- contact, in an address. One or two letters are answered from the ordered names alone. A word that stands in very
-- many lines ("street") is cut off after a thousand: nobody reads further, he types on. own_ids null means all.
create function private.find_customers(
  org uuid, query text, own_ids uuid[], filters jsonb, most integer
) returns table (customer_id uuid, contact_id uuid, property_id uuid)
language plpgsql stable set search_path = '' set plan_cache_mode = force_custom_plan
as $$
declare
  patterns constant text[] := private.search_patterns(query);
  beginning constant text := replace(replace(replace(
    private.search_key(left(query, 200)), '\', '\\'), '%', '\%'), '_', '\_') || '%';
  is_short constant boolean := length(beginning) <= 3;
  wanted_status constant text := filters ->> 'status';
  wanted_kind constant text := filters ->> 'kind';
begin
  if cardinality(patterns) = 0 then
    return;
  end if;
  return query
    with hits as (
      (
        select c.id, null::uuid as contact_id, null::uuid as property_id, 1 as rank
        from public.customers as c
        where c.org_id = org
          and c.sort_name like beginning
          and c.deleted_at is null
          and (own_ids is null or c.id = any (own_ids))
          and (wanted_status is null or c.status = wanted_status)
          and (wanted_kind is null or c.kind = wanted_kind)
        order by c.sort_name, c.id
        limit most
      )
      union all
      (
        select c.id, null, null, 2
        from public.customers as c
        where c.org_id = org
          and private.search_key(c.last_name) collate "C" like beginning
          and c.deleted_at is null
          and (own_ids is null or c.id = any (own_ids))
          and (wanted_status is null or c.status = wanted_status)
          and (wanted_kind is null or c.kind = wanted_kind)
        order by private.search_key(c.last_name) collate "C", c.id
        limit most
      )
      union all
      (
        select c.id, d.contact_id, d.property_id,
          case when d.record_id = d.customer_id then 3 when d.contact_id is not null then 4 else 5 end
        from private.search_documents as d
        join public.customers as c on c.org_id = d.org_id and c.id = d.customer_id
        left join public.customer_contacts as p on p.org_id = d.org_id and p.id = d.contact_id
        left join public.properties as s on s.org_id = d.org_id and s.id = d.property_id
        where not is_short
          and d.org_id = org
          and d.document like all (patterns)
          and (own_ids is null or d.customer_id = any (own_ids))
          and c.deleted_at is null
          and p.deleted_at is null
          and s.deleted_at is null
          and (wanted_status is null or c.status = wanted_status)
          and (wanted_kind is null or c.kind = wanted_kind)
        limit 1000
      )
    ),
    best as (
      select distinct on (h.id) h.id, h.contact_id, h.property_id, h.rank
      from hits as h
      order by h.id, h.rank
    )
    select b.id, b.contact_id, b.property_id
    from best as b
    join public.customers as c on c.org_id = org and c.id = b.id
    order by b.rank, c.sort_name, c.id
    limit most;
end;
$$;
comment on function private.find_customers(uuid, text, uuid[], jsonb, integer) is
  'Customers a query finds, the best first, with the contact or property that matched.';
revoke execute on function private.find_customers(uuid, text, uuid[], jsonb, integer) from public;

-- What to show as the reason of a hit: {field, text}.
create function private.describe_match(query text, org uuid, customer uuid, contact uuid, property uuid) returns jsonb
language plpgsql stable set search_path = ''
as $$
declare
  patterns constant text[] := private.search_patterns(query);
begin
  if property is not null then
    return (
      select jsonb_build_object('field', 'address', 'text', concat_ws(', ', p.name, p.line1, p.line2, p.city))
      from public.properties as p
      where p.org_id = org and p.id = property
    );
  end if;
  if contact is not null then
    return (
      select jsonb_build_object('field', 'contact', 'text', concat_ws(', ', p.name, p.phone, p.email))
      from public.customer_contacts as p
      where p.org_id = org and p.id = contact
    );
  end if;
  return (
    select jsonb_build_object('field', v.field, 'text', v.text)
    from public.customers as c
    cross join lateral (
      values
        ('name', c.display_name, 1), ('company', c.company_name, 2), ('email', c.email, 4), ('phone', c.phone, 5),
        ('person', nullif(concat_ws(' ', c.first_name, c.last_name), ''), 3)
    ) as v (field, text, position)
    where c.org_id = org
      and c.id = customer
      and ' ' || private.search_key(v.text) like any (patterns)
    order by v.position
    limit 1
  );
end;
$$;
comment on function private.describe_match(text, uuid, uuid, uuid, uuid) is 'Which field of a found customer matched.';
revoke execute on function private.describe_match(text, uuid, uuid, uuid, uuid) from public;

create function public.search_customers(query text, filters jsonb default '{}', page_limit integer default 50)
returns setof jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  scope constant text := private.require_permission('read', 'customers');
  own_ids constant uuid[] := case when scope = 'own' then array(select private.own_customer_ids()) end;
begin
  return query
    select to_jsonb(c) || jsonb_build_object(
      'place', private.customer_place(org, c.id),
      'match', private.describe_match(query, org, h.customer_id, h.contact_id, h.property_id)
    )
    from private.find_customers(org, query, own_ids, filters, private.page_size(page_limit))
      with ordinality as h (customer_id, contact_id, property_id, position)
    join public.customers as c on c.org_id = org and c.id = h.customer_id
    order by h.position;
end;
$$;
comment on function public.search_customers(text, jsonb, integer) is
  'Customers by name, company, e-mail, phone, contact or address, with what matched. filters: status, kind. '
  'Definer: under row security LIKE, which is not leak-proof, would use no index.';
revoke execute on function public.search_customers(text, jsonb, integer) from public, anon;
grant execute on function public.search_customers(text, jsonb, integer) to authenticated;

create function private.find_properties(org uuid, query text, own_ids uuid[], most integer) returns setof uuid
language plpgsql stable set search_path = '' set plan_cache_mode = force_custom_plan
as $$
declare
  patterns constant text[] := private.search_patterns(query);
  beginning constant text := replace(replace(replace(
    private.search_key(left(query, 200)), '\', '\\'), '%', '\%'), '_', '\_') || '%';
  is_short constant boolean := length(beginning) <= 3;
begin
  if cardinality(patterns) = 0 then
    return;
  end if;
  return query
    with hits as (
      (
        select p.id, 1 as rank
        from public.properties as p
        where p.org_id = org
          and p.sort_name like beginning
          and p.deleted_at is null
          and (own_ids is null or p.id = any (own_ids))
        order by p.sort_name, p.id
        limit most
      )
      union all
      (
        select p.id, 2
        from private.search_documents as d
        join public.properties as p on p.org_id = d.org_id and p.id = d.property_id
        where not is_short
          and d.org_id = org
          and d.property_id is not null
          and d.document like all (patterns)
          and (own_ids is null or d.property_id = any (own_ids))
          and p.deleted_at is null
        limit 1000
      )
    ),
    best as (select h.id, min(h.rank) as rank from hits as h group by h.id)
    select b.id
    from best as b
    join public.properties as p on p.org_id = org and p.id = b.id
    order by b.rank, p.sort_name, p.id
    limit most;
end;
$$;
comment on function private.find_properties(uuid, text, uuid[], integer) is 'Properties a query finds, the best first.';
revoke execute on function private.find_properties(uuid, text, uuid[], integer) from public;

create function public.search_properties(query text, page_limit integer default 50) returns setof jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  scope constant text := private.require_permission('read', 'properties');
  own_ids constant uuid[] := case when scope = 'own' then array(select private.own_property_ids()) end;
begin
  return query
    select to_jsonb(p) || jsonb_build_object(
      'customer', jsonb_build_object('id', c.id, 'display_name', c.display_name), 'match', null
    )
    from private.find_properties(org, query, own_ids, private.page_size(page_limit))
      with ordinality as h (id, position)
    join public.properties as p on p.org_id = org and p.id = h.id
    join public.customers as c on c.org_id = org and c.id = p.customer_id
    order by h.position;
end;
$$;
comment on function public.search_properties(text, integer) is
  'Properties by address, name or customer. '
  'Definer: under row security LIKE, which is not leak-proof, would use no index.';
revoke execute on function public.search_properties(text, integer) from public, anon;
grant execute on function public.search_properties(text, integer) to authenticated;

-- The palette: a few of each kind the caller may read. Members are few; they need no index.
create function public.search_all(query text, per_kind integer default 3)
returns table (kind text, id uuid, title text, subtitle text, match jsonb)
language plpgsql stable security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  patterns constant text[] := private.search_patterns(query);
  most constant integer := greatest(1, least(per_kind, 20));
  customer_scope constant text := private.permission_scope('read', 'customers');
  property_scope constant text := private.permission_scope('read', 'properties');
begin
  if cardinality(patterns) = 0 then
    return;
  end if;
  if customer_scope is not null then
    return query
      select
        'customer', c.id, c.display_name, coalesce(c.phone, c.email),
        private.describe_match(query, org, h.customer_id, h.contact_id, h.property_id)
      from private.find_customers(
        org, query,
        case when customer_scope = 'own' then array(select private.own_customer_ids()) end,
        '{}', most
      ) with ordinality as h (customer_id, contact_id, property_id, position)
      join public.customers as c on c.org_id = org and c.id = h.customer_id
      order by h.position;
  end if;
  if property_scope is not null then
    return query
      select
        'property', p.id, concat_ws(', ', p.line1, p.line2, p.city), c.display_name,
        jsonb_build_object('field', 'address', 'text', concat_ws(', ', p.line1, p.line2, p.city))
      from private.find_properties(
        org, query, case when property_scope = 'own' then array(select private.own_property_ids()) end, most
      ) with ordinality as h (id, position)
      join public.properties as p on p.org_id = org and p.id = h.id
      join public.customers as c on c.org_id = org and c.id = p.customer_id
      order by h.position;
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
        and ' ' || private.search_key(concat_ws(' ', p.name, p.email, substr(p.phone, 2))) like all (patterns)
      order by p.name, m.user_id
      limit most;
  end if;
end;
$$;
comment on function public.search_all(text, integer) is
  'The palette''s finds: customers, properties, members. '
  'Definer: under row security LIKE, which is not leak-proof, would use no index.';
revoke execute on function public.search_all(text, integer) from public, anon;
grant execute on function public.search_all(text, integer) to authenticated;

-- Search for properties, and the palette's search over everything one may read. Built like the customers' search. A
-- property is found by its customer's name as well, so who may not read customers cannot search properties either.

create function private.find_properties(org uuid, scope text, query text, most integer) returns setof uuid
language plpgsql stable rows 50 set search_path = ''
  set plan_cache_mode = force_custom_plan set enable_seqscan = off set max_parallel_workers_per_gather = 0
as $$
declare
  words constant text[] := private.search_patterns(query);
  beginning constant text := private.like_prefix(query);
  is_short constant boolean := length(beginning) <= 3;
  own_ids constant uuid[] := case when scope = 'own' then array(select private.own_property_ids()) end;
begin
  if cardinality(words) = 0 then
    return;
  end if;
  return query
    with hits as (
      (
        select p.id, 1 as rank, p.sort_name as name
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
        select d.property_id, 2, substr(d.document, 2) collate "C"
        from private.search_documents as d
        where not is_short
          and d.org_id = org
          and d.property_id is not null
          and d.document like words[1]
          and (words[2] is null or d.document like words[2])
          and (words[3] is null or d.document like words[3])
          and (words[4] is null or d.document like words[4])
          and (words[5] is null or d.document like words[5])
          and (own_ids is null or d.property_id = any (own_ids))
        limit 500
      )
    ),
    best as (select distinct on (h.id) h.id, h.rank, h.name from hits as h order by h.id, h.rank)
    select b.id
    from best as b
    order by b.rank, b.name, b.id
    limit most;
end;
$$;
comment on function private.find_properties(uuid, text, text, integer) is
  'Properties a query finds, the best first.';
revoke execute on function private.find_properties(uuid, text, text, integer) from public;

create function public.search_properties(query text, page_limit integer default 50) returns setof jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  scope constant text := private.require_permission('read', 'properties');
begin
  if not private.sees_part(scope, 'customers') then
    perform private.require_permission('read', 'customers', 'all');
  end if;
  return query
    select to_jsonb(p) || jsonb_build_object(
      'customer', jsonb_build_object('id', c.id, 'display_name', c.display_name), 'match', null
    )
    from private.find_properties(org, scope, query, private.page_size(page_limit))
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
  words constant text[] := private.search_patterns(query);
  most constant integer := greatest(1, least(per_kind, 20));
  customer_scope constant text := private.permission_scope('read', 'customers');
  property_scope constant text := private.permission_scope('read', 'properties');
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
  'The palette''s finds: customers, properties, members. '
  'Definer: under row security LIKE, which is not leak-proof, would use no index.';
revoke execute on function public.search_all(text, integer) from public, anon;
grant execute on function public.search_all(text, integer) to authenticated;

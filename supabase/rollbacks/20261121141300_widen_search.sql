-- Undoes "widen search": the palette finds customers, properties and members again.
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
drop function private.search_requests(uuid, text, text[], integer);
drop function private.search_resources(uuid, text[], integer);
drop function private.search_jobs(uuid, text, text, integer);
drop function private.search_bookings(uuid, text, text, integer);
drop function private.nearest_booking(uuid, uuid, uuid[]);

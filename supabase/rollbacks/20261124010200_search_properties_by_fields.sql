-- Undoes "search properties by fields".
drop function public.search_properties(text, integer, jsonb);
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

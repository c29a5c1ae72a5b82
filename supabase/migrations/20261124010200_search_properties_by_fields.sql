-- Who searches a list that is filtered by custom fields means both. Fields are asked of what the words found: of five
-- hundred places at most, as in other searches.

drop function public.search_properties(text, integer);
create function public.search_properties(query text, page_limit integer default 50, filters jsonb default '{}')
returns setof jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  scope constant text := private.require_permission('read', 'properties');
  wanted_fields constant jsonb := private.wanted_fields(org, 'property', filters);
  page constant integer := private.page_size(page_limit);
begin
  if not private.sees_part(scope, 'customers') then
    perform private.require_permission('read', 'customers', 'all');
  end if;
  return query
    select to_jsonb(p) || jsonb_build_object(
      'customer', jsonb_build_object('id', c.id, 'display_name', c.display_name), 'match', null
    )
    from private.find_properties(org, scope, query, case when wanted_fields is null then page else 500 end)
      with ordinality as h (id, position)
    join public.properties as p on p.org_id = org and p.id = h.id
    join public.customers as c on c.org_id = org and c.id = p.customer_id
    where wanted_fields is null or p.custom_fields @> wanted_fields
    order by h.position
    limit page;
end;
$$;
comment on function public.search_properties(text, integer, jsonb) is
  'Properties by address, name or customer; filters: custom_fields. '
  'Definer: under row security LIKE, which is not leak-proof, would use no index.';
revoke execute on function public.search_properties(text, integer, jsonb) from public, anon;
grant execute on function public.search_properties(text, integer, jsonb) to authenticated;

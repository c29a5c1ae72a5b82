-- Service types in the order of the settings page, with what each asks for: one call fills a picker.
create function public.list_service_types(
  filters jsonb default '{}', page_limit integer default 50, after_key jsonb default null
) returns setof jsonb
language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_custom_plan
as $$
declare
  org constant uuid := private.require_org();
  scope constant text := private.require_permission('read', 'service_types', 'all');
  with_deleted constant boolean :=
    coalesce((filters ->> 'include_deleted')::boolean, false) and private.has_permission('delete', 'service_types');
  wanted_id constant uuid := (filters ->> 'id')::uuid;
  wanted_active constant boolean := (filters ->> 'active')::boolean;
  updated_after constant timestamptz := (filters ->> 'updated_after')::timestamptz;
  after_position constant integer := (after_key ->> 'position')::integer;
  after_id constant uuid := (after_key ->> 'id')::uuid;
begin
  return query
    select private.service_type_data(t)
    from public.service_types as t
    where scope = 'all'
      and t.org_id = org
      and (with_deleted or t.deleted_at is null)
      and (wanted_id is null or t.id = wanted_id)
      and (wanted_active is null or t.is_active = wanted_active)
      and (updated_after is null or t.updated_at > updated_after)
      and (after_id is null or (t.position, t.id) > (after_position, after_id))
    order by t.position, t.id
    limit private.page_size(page_limit);
end;
$$;
comment on function public.list_service_types(jsonb, integer, jsonb) is
  'Service types in their order, with skills and checklist. filters: id, active, updated_after, include_deleted; '
  'after_key: {position, id}. Definer: skills and checklist would cost two more policies per row.';
revoke execute on function public.list_service_types(jsonb, integer, jsonb) from public, anon;
grant execute on function public.list_service_types(jsonb, integer, jsonb) to authenticated;

-- Undoes "count custom fields".
drop function public.count_custom_field_values(uuid);
create or replace function private.settings_subjects(org uuid, entity text, entity_id uuid)
returns table (kind text, id uuid)
language plpgsql stable set search_path = ''
as $$
begin
  if entity = 'skill' then
    perform private.require_permission('read', 'skills', 'all');
    return query
      select 'skill', r.id from public.skills as r
      where r.org_id = org and r.id = settings_subjects.entity_id
        and (r.deleted_at is null or private.has_permission('delete', 'skills'));
  elsif entity = 'service_type' then
    perform private.require_permission('read', 'service_types', 'all');
    return query
      select 'service_type', r.id from public.service_types as r
      where r.org_id = org and r.id = settings_subjects.entity_id
        and (r.deleted_at is null or private.has_permission('delete', 'service_types'));
  elsif entity = 'checklist' then
    perform private.require_permission('read', 'checklists', 'all');
    return query
      select 'checklist', r.id from public.checklist_templates as r
      where r.org_id = org and r.id = settings_subjects.entity_id
        and (r.deleted_at is null or private.has_permission('delete', 'checklists'));
  elsif entity = 'closure' then
    perform private.require_permission('read', 'closures', 'all');
    return query
      select 'closure', r.id from public.business_closures as r
      where r.org_id = org and r.id = settings_subjects.entity_id
        and (r.deleted_at is null or private.has_permission('delete', 'closures'));
  elsif entity = 'service_zone' then
    perform private.require_permission('read', 'service_zones', 'all');
    return query
      select 'service_zone', r.id from public.service_zones as r
      where r.org_id = org and r.id = settings_subjects.entity_id
        and (r.deleted_at is null or private.has_permission('delete', 'service_zones'));
  elsif entity = 'tag' then
    perform private.require_permission('read', 'tags', 'all');
    return query
      select 'tag', r.id from public.tags as r
      where r.org_id = org and r.id = settings_subjects.entity_id
        and (r.deleted_at is null or private.has_permission('delete', 'tags'));
  elsif entity = 'role' then
    perform private.require_permission('read', 'roles', 'all');
    return query
      select 'role', r.id from public.custom_roles as r
      where r.org_id = org and r.id = settings_subjects.entity_id
        and (r.deleted_at is null or private.has_permission('delete', 'roles'));
  elsif entity = 'department' then
    perform private.require_permission('read', 'departments', 'all');
    return query
      select 'department', r.id from public.departments as r
      where r.org_id = org and r.id = settings_subjects.entity_id
        and (r.deleted_at is null or private.has_permission('delete', 'departments'));
  end if;
end;
$$;
comment on function private.settings_subjects(uuid, text, uuid) is
  'history_subjects of skill, service_type, checklist, closure, service_zone, tag, role, department.';

-- History of what issue after issue adds: jobs with their visits, requests, resources with all that is written with
-- them, crews, time off, and what a company works with. Each asks for the right to read the record itself, by the same
-- rules as its policy; of another kind of record each answers nothing.

create function private.planning_subjects(org uuid, entity text, entity_id uuid) returns table (kind text, id uuid)
language plpgsql stable set search_path = ''
as $$
declare
  scope text;
begin
  if entity = 'job' then
    scope := private.require_permission('read', 'jobs');
    return query
      with this as (
        select j.id
        from public.jobs as j
        where j.org_id = org
          and j.id = planning_subjects.entity_id
          and (scope = 'all' or j.id in (select private.own_job_ids()))
          and (j.deleted_at is null or private.has_permission('delete', 'jobs'))
      )
      select 'job', this.id from this
      union all
      select 'booking', b.id
      from this
      join public.bookings as b on b.org_id = org and b.job_id = this.id
      where private.permission_scope('read', 'bookings') = 'all'
        or (private.has_permission('read', 'bookings') and b.id in (select private.own_booking_ids()));
  elsif entity = 'booking' then
    scope := private.require_permission('read', 'bookings');
    return query
      select 'booking', b.id
      from public.bookings as b
      where b.org_id = org
        and b.id = planning_subjects.entity_id
        and (scope = 'all' or b.id in (select private.own_booking_ids()));
  elsif entity = 'booking_request' then
    perform private.require_permission('read', 'booking_requests', 'all');
    return query
      select 'booking_request', r.id
      from public.booking_requests as r
      where r.org_id = org and r.id = planning_subjects.entity_id;
  end if;
end;
$$;
comment on function private.planning_subjects(uuid, text, uuid) is 'history_subjects of job, booking, booking_request.';
revoke execute on function private.planning_subjects(uuid, text, uuid) from public;

-- What is written together with a resource has its history under the resource's id.
create function private.resource_subjects(org uuid, entity text, entity_id uuid) returns table (kind text, id uuid)
language plpgsql stable set search_path = ''
as $$
declare
  scope text;
begin
  if entity = 'resource' then
    scope := private.require_permission('read', 'resources');
    return query
      select k.name, r.id
      from public.bookable_resources as r
      cross join lateral (
        select unnest(array['resource', 'resource_skill', 'resource_zone', 'daily_limit']) as name
        union all
        select 'availability' where private.sees_part(scope, 'availability')
      ) as k
      where r.org_id = org
        and r.id = resource_subjects.entity_id
        and (scope = 'all' or r.id in (select private.own_resource_ids()))
        and (r.deleted_at is null or private.has_permission('delete', 'resources'));
  elsif entity = 'crew' then
    scope := private.require_permission('read', 'crews');
    return query
      select k.name, c.id
      from public.crews as c
      cross join (select unnest(array['crew', 'crew_member']) as name) as k
      where c.org_id = org
        and c.id = resource_subjects.entity_id
        and (scope = 'all' or c.id in (select private.own_crew_ids()))
        and (c.deleted_at is null or private.has_permission('delete', 'crews'));
  elsif entity = 'time_off' then
    scope := private.require_permission('read', 'time_off');
    return query
      select 'time_off', t.id
      from public.resource_time_off as t
      where t.org_id = org
        and t.id = resource_subjects.entity_id
        and (scope = 'all' or t.resource_id in (select private.own_resource_ids()))
        and (t.deleted_at is null or private.has_permission('delete', 'time_off'));
  end if;
end;
$$;
comment on function private.resource_subjects(uuid, text, uuid) is 'history_subjects of resource, crew, time_off.';
revoke execute on function private.resource_subjects(uuid, text, uuid) from public;

create function private.settings_subjects(org uuid, entity text, entity_id uuid) returns table (kind text, id uuid)
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
  end if;
end;
$$;
comment on function private.settings_subjects(uuid, text, uuid) is
  'history_subjects of skill, service_type, checklist, closure, service_zone, tag.';
revoke execute on function private.settings_subjects(uuid, text, uuid) from public;

create or replace function private.history_subjects(org uuid, entity text, entity_id uuid) returns table (kind text, id uuid)
language plpgsql stable set search_path = ''
as $$
declare
  scope text;
begin
  if entity = 'customer' then
    scope := private.require_permission('read', 'customers');
    return query
      with this as (
        select c.id
        from public.customers as c
        where c.org_id = org
          and c.id = history_subjects.entity_id
          and (scope = 'all' or c.id in (select private.own_customer_ids()))
          and (c.deleted_at is null or private.has_permission('delete', 'customers'))
      )
      select 'customer', this.id from this
      union all
      select 'contact', p.id
      from this
      join public.customer_contacts as p on p.org_id = org and p.customer_id = this.id
      where private.sees_part(scope, 'contacts')
      union all
      select 'property', p.id
      from this
      join public.properties as p on p.org_id = org and p.customer_id = this.id
      where private.sees_part(scope, 'properties');
  elsif entity = 'contact' then
    scope := private.require_permission('read', 'contacts');
    return query
      select 'contact', p.id
      from public.customer_contacts as p
      where p.org_id = org
        and p.id = history_subjects.entity_id
        and (scope = 'all' or p.customer_id in (select private.own_customer_ids()))
        and (p.deleted_at is null or private.has_permission('delete', 'contacts'));
  elsif entity = 'property' then
    scope := private.require_permission('read', 'properties');
    return query
      select 'property', p.id
      from public.properties as p
      where p.org_id = org
        and p.id = history_subjects.entity_id
        and (scope = 'all' or p.id in (select private.own_property_ids()))
        and (p.deleted_at is null or private.has_permission('delete', 'properties'));
  elsif entity = 'member' then
    perform private.require_permission('manage', 'members', 'all');
    return query
      select 'member', m.user_id
      from public.organization_members as m
      where m.org_id = org and m.user_id = history_subjects.entity_id;
  elsif entity = 'organization' then
    perform private.require_permission('manage', 'organizations', 'all');
    return query select 'organization', org where org = history_subjects.entity_id;
  else
    return query
      select s.kind, s.id from private.planning_subjects(org, history_subjects.entity, history_subjects.entity_id) as s
      union all
      select s.kind, s.id from private.resource_subjects(org, history_subjects.entity, history_subjects.entity_id) as s
      union all
      select s.kind, s.id from private.settings_subjects(org, history_subjects.entity, history_subjects.entity_id) as s;
  end if;
end;
$$;

comment on function public.list_changes(text, uuid, jsonb, integer) is
  'History of a customer (with contacts and properties), contact, property, job (with visits), booking, '
  'booking_request, resource, crew, time_off, skill, service_type, checklist, closure, service_zone, tag, member or '
  'organization; before: {at, id}. Definer: the change log is nobody''s table.';

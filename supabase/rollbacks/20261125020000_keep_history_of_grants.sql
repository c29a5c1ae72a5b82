-- Undoes "keep history of grants".
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

drop function private.grants_ever(uuid, uuid[]);

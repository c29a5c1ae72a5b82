-- Who changed what, for the page of a record. It first asks whether the caller may see the record itself, by the
-- same rules as the record's own policy.

-- The record and what is shown on its page with it: a customer's history holds that of contacts and properties.
create function private.history_subjects(org uuid, entity text, entity_id uuid) returns table (kind text, id uuid)
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
  end if;
end;
$$;
comment on function private.history_subjects(uuid, text, uuid) is
  'The records whose changes a record''s page shows; none when the caller may not see it.';
revoke execute on function private.history_subjects(uuid, text, uuid) from public;

-- Newest first; goes on behind the last line's {at, id}. A record that is not there, or not the caller's to see, is
-- CO404 alike.
create function public.list_changes(
  entity text, entity_id uuid, before jsonb default null, page_limit integer default 50
) returns setof jsonb
language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_custom_plan
as $$
declare
  org constant uuid := private.require_org();
  before_at constant timestamptz := coalesce((before ->> 'at')::timestamptz, 'infinity');
  before_id constant uuid := coalesce((before ->> 'id')::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff');
  kinds text[];
  ids uuid[];
begin
  select array_agg(s.kind), array_agg(s.id)
  into kinds, ids
  from private.history_subjects(org, list_changes.entity, list_changes.entity_id) as s;
  if ids is null then
    raise exception 'not_found: There is no such record.' using errcode = 'CO404', hint = 'id';
  end if;
  return query
    select jsonb_build_object(
      'id', l.id,
      'at', l.created_at,
      'actor', jsonb_build_object('kind', l.actor_kind, 'id', l.actor_id, 'name', a.name),
      'entity', l.entity,
      'entity_id', l.entity_id,
      'operation', l.operation,
      'version', l.version,
      'changed', to_jsonb(l.changed),
      'old', l.old,
      'new', l.new
    )
    from unnest(kinds, ids) as s (kind, id)
    cross join lateral (
      select c.*
      from private.change_log as c
      where c.org_id = org
        and c.entity = s.kind
        and c.entity_id = s.id
        and (c.created_at, c.id) < (before_at, before_id)
      order by c.created_at desc, c.id desc
      limit private.page_size(page_limit)
    ) as l
    left join public.profiles as a on a.id = l.actor_id and l.actor_kind = 'user'
    order by l.created_at desc, l.id desc
    limit private.page_size(page_limit);
end;
$$;
comment on function public.list_changes(text, uuid, jsonb, integer) is
  'History of a customer (with contacts and properties), contact, property, member or organization; before: {at, id}. '
  'Definer: the change log is nobody''s table.';
revoke execute on function public.list_changes(text, uuid, jsonb, integer) from public, anon;
grant execute on function public.list_changes(text, uuid, jsonb, integer) to authenticated;

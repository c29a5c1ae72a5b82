-- Undoes "switch features".
create or replace function public.get_me() returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  person constant uuid := private.require_user();
  session constant uuid := private.uuid_claim('session_id');
  org constant uuid := private.current_org_id();
begin
  return (
    select jsonb_build_object(
      'user', jsonb_build_object(
        'id', p.id, 'email', p.email, 'name', p.name, 'phone', p.phone, 'avatar_path', p.avatar_path,
        'locale', p.locale, 'time_zone', p.time_zone, 'version', p.version,
        'created_at', p.created_at, 'updated_at', p.updated_at
      ),
      'organization', (
        select jsonb_build_object(
          'id', o.id, 'slug', o.slug, 'name', o.name, 'legal_name', o.legal_name, 'role', m.role,
          'custom_roles', private.custom_roles_of(o.id, p.id),
          'currency', o.currency, 'locale', o.locale, 'time_zone', o.time_zone, 'country', o.country,
          'trade', o.trade, 'status', o.status, 'brand_color', o.brand_color, 'sender_name', o.sender_name,
          'getting_started', o.getting_started, 'version', o.version
        )
        from public.organizations as o
        join public.organization_members as m on m.org_id = o.id and m.user_id = p.id
        where o.id = org
      ),
      'memberships', coalesce((
        select jsonb_agg(
          jsonb_build_object('org_id', o.id, 'slug', o.slug, 'name', o.name, 'role', m.role, 'status', m.status)
          order by o.name, o.id
        )
        from public.organization_members as m
        join public.organizations as o on o.id = m.org_id
        where m.user_id = p.id and m.status = 'active' and o.status = 'active' and o.deleted_at is null
      ), '[]'::jsonb),
      'permissions', case when org is null then '{}'::jsonb else private.rights_map(org, p.id) end,
      'session_org_id', (
        select s.org_id
        from private.session_organizations as s
        where s.session_id = session and s.user_id = p.id
      )
    )
    from public.profiles as p
    where p.id = person
  );
end;
$$;
comment on function public.get_me() is
  'The caller: {user, organization, memberships, permissions: {resource: {permission: scope}}, session_org_id}. '
  'Definer: it tells of all organizations of the caller, his policies show the current one.';
create or replace function public.authorize_request(permission text, resource text) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  person constant uuid := private.require_user();
  me constant record := private.live_membership();
  per_minute constant integer := coalesce(
    (select o.quota_requests_per_min from public.organizations as o where o.id = me.org_id), 300
  );
begin
  return jsonb_build_object(
    'user_id', person,
    'org_id', me.org_id,
    'role', me.role,
    'scope', private.permission_scope(permission::public.permission_type, resource::public.resource_type),
    'rate', private.take_rate('user:' || person || ':' || coalesce(me.org_id::text, ''), per_minute, 60, per_minute)
  );
end;
$$;
comment on function public.authorize_request(text, text) is
  'Who asks, in which organization, with which scope, and a token of his rate limit. '
  'Definer: buckets are nobody''s table.';
create or replace function private.require_permission(
  permission public.permission_type, resource public.resource_type, needed text default 'own'
) returns text
language plpgsql stable security definer parallel safe set search_path = ''
as $$
declare
  scope constant text := private.permission_scope(permission, resource);
begin
  if scope is null or (needed = 'all' and scope <> 'all') then
    raise exception 'forbidden: This needs the right to % %.', permission, replace(resource, '_', ' ')
      using errcode = '42501', hint = resource || ':' || permission;
  end if;
  return scope;
end;
$$;
create or replace function private.scope_of(
  org uuid, person uuid, shipped_role text, permission public.permission_type, resource public.resource_type
) returns text
language plpgsql stable security definer parallel safe set search_path = '' set plan_cache_mode = auto
as $$
declare
  roles uuid[];
  widest text;
  is_denied boolean;
begin
  -- Two look-ups by key in one statement: an ordinary person has no line in either. "all" comes before "own".
  select bool_or(u.effect = 'deny'), min(u.scope), array(
    select r.custom_role_id from public.user_roles as r where r.org_id = org and r.user_id = person
  )
  into is_denied, widest, roles
  from public.user_permissions as u
  where u.org_id = org
    and u.user_id = person
    and u.resource = scope_of.resource
    and u.permission = scope_of.permission
    and (u.expires_at is null or u.expires_at > statement_timestamp());
  if is_denied then
    return null;
  end if;
  if roles = '{}' then
    return least(widest, (
      select p.scope
      from public.role_permissions as p
      where p.org_id = org
        and p.role = shipped_role
        and p.resource = scope_of.resource
        and p.permission = scope_of.permission
    ));
  end if;
  return least(widest, (
    select min(p.scope)
    from public.role_permissions as p
    where p.org_id = org
      and p.custom_role_id = any (roles)
      and p.resource = scope_of.resource
      and p.permission = scope_of.permission
  ));
end;
$$;
drop function private.closed_feature(uuid, text);
drop function private.closed_resources(uuid);
drop function private.features_of(uuid);
drop function private.has_feature(uuid, text);
delete from private.personal_data_columns where relation = 'private.feature_resources';
drop table private.feature_resources;
delete from public.system_settings where category = 'features';
delete from private.default_settings where category = 'features';

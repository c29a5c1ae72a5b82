-- A company that does not use a part of the product switches it off: menu, pages, API, REST and jobs of it are gone, its
-- data stays and is there again when it is switched on. The switch is asked by the function that decides rights, so
-- nothing can forget it: a right on what belongs to a switched-off part is held by nobody. Rights that are given are
-- not touched; who could give feedback to somebody while it is off still gives a right, and needs to hold it.
insert into private.default_settings (category, name, value)
values
  ('features', 'customer_links', 'true'),
  ('features', 'departments', 'true'),
  ('features', 'feedback', 'true'),
  ('features', 'imports', 'true'),
  ('features', 'messages', 'true'),
  ('features', 'online_booking', 'true');

-- Everything that is in no line here belongs to the core, which cannot be switched off.
create table private.feature_resources (
  resource public.resource_type primary key,
  feature text not null
);
comment on table private.feature_resources is 'Which resources go with which setting of the category features.';
alter table private.feature_resources enable row level security;
insert into private.feature_resources (resource, feature)
values
  ('departments', 'departments'),
  ('feedback', 'feedback'),
  ('imports', 'imports'),
  ('notifications', 'messages'),
  ('portal_links', 'customer_links'),
  ('templates', 'messages');

insert into private.personal_data_columns (relation, name, person, rule, reason)
values ('private.feature_resources', 'feature', 'none', 'stay', 'Shipped with the product.');

create function private.has_feature(org uuid, feature text) returns boolean
language plpgsql stable parallel safe set search_path = '' set plan_cache_mode = auto
as $$
begin
  return coalesce(
    (
      select s.value
      from public.system_settings as s
      where s.org_id = org and s.category = 'features' and s.name = has_feature.feature
    ),
    (
      select d.value
      from private.default_settings as d
      where d.category = 'features' and d.name = has_feature.feature
    )
  ) = 'true';
end;
$$;
comment on function private.has_feature(uuid, text) is
  'Whether an organization has a part of the product switched on; null for a part there is not.';
revoke execute on function private.has_feature(uuid, text) from public;

create function private.features_of(org uuid) returns jsonb
language plpgsql stable set search_path = ''
as $$
begin
  return (
    select jsonb_object_agg(d.name, private.has_feature(org, d.name))
    from private.default_settings as d
    where d.category = 'features'
  );
end;
$$;
comment on function private.features_of(uuid) is 'Every part that can be switched off: {<feature>: is it on}.';
revoke execute on function private.features_of(uuid) from public;

create function private.closed_resources(org uuid) returns text[]
language plpgsql stable set search_path = ''
as $$
begin
  return array(
    select f.resource::text
    from private.feature_resources as f
    where not private.has_feature(org, f.feature)
    order by f.resource
  );
end;
$$;
comment on function private.closed_resources(uuid) is 'The resources of switched-off parts, on which nobody holds a right.';
revoke execute on function private.closed_resources(uuid) from public;

create function private.closed_feature(org uuid, resource text) returns text
language plpgsql stable parallel safe set search_path = ''
as $$
begin
  return (
    select f.feature
    from private.feature_resources as f
    where f.resource = closed_feature.resource and not private.has_feature(org, f.feature)
  );
end;
$$;
comment on function private.closed_feature(uuid, text) is 'The switched-off part a resource belongs to, else null.';
revoke execute on function private.closed_feature(uuid, text) from public;

create or replace function private.scope_of(
  org uuid, person uuid, shipped_role text, permission public.permission_type, resource public.resource_type
) returns text
language plpgsql stable security definer parallel safe set search_path = '' set plan_cache_mode = auto
as $$
declare
  roles uuid[];
  widest text;
  is_denied boolean;
  feature text;
begin
  -- Three look-ups by key in one statement: an ordinary person has no line in the first two, and most resources none
  -- in the third. "all" comes before "own".
  select
    bool_or(u.effect = 'deny'), min(u.scope),
    array(select r.custom_role_id from public.user_roles as r where r.org_id = org and r.user_id = person),
    (select f.feature from private.feature_resources as f where f.resource = scope_of.resource)
  into is_denied, widest, roles, feature
  from public.user_permissions as u
  where u.org_id = org
    and u.user_id = person
    and u.resource = scope_of.resource
    and u.permission = scope_of.permission
    and (u.expires_at is null or u.expires_at > statement_timestamp());
  if is_denied then
    return null;
  end if;
  if feature is not null and not private.has_feature(org, feature) then
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

-- A refusal says why, where the reason is no question of the person: nobody could give him this right now.
create or replace function private.require_permission(
  permission public.permission_type, resource public.resource_type, needed text default 'own'
) returns text
language plpgsql stable security definer parallel safe set search_path = ''
as $$
declare
  scope constant text := private.permission_scope(permission, resource);
  org uuid;
  closed text;
begin
  if scope is null or (needed = 'all' and scope <> 'all') then
    org := private.current_org_id();
    closed := private.closed_feature(org, resource);
    if org is not null and closed is not null then
      raise exception 'feature_off: This part is switched off here.' using errcode = '42501', hint = closed;
    end if;
    raise exception 'forbidden: This needs the right to % %.', permission, replace(resource, '_', ' ')
      using errcode = '42501', hint = resource || ':' || permission;
  end if;
  return scope;
end;
$$;

create or replace function public.authorize_request(permission text, resource text) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  person constant uuid := private.require_user();
  me constant record := private.live_membership();
  per_minute constant integer := coalesce(
    (select o.quota_requests_per_min from public.organizations as o where o.id = me.org_id), 300
  );
  scope constant text := private.permission_scope(
    permission::public.permission_type, resource::public.resource_type
  );
begin
  return jsonb_build_object(
    'user_id', person,
    'org_id', me.org_id,
    'role', me.role,
    'scope', scope,
    'closed_feature', case when scope is null and me.org_id is not null then
      private.closed_feature(me.org_id, resource)
    end,
    'rate', private.take_rate('user:' || person || ':' || coalesce(me.org_id::text, ''), per_minute, 60, per_minute)
  );
end;
$$;
comment on function public.authorize_request(text, text) is
  'Who asks, in which organization, with which scope, the switched-off part that takes the right from everybody, and a '
  'token of his rate limit. Definer: buckets are nobody''s table.';

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
          'getting_started', o.getting_started, 'features', private.features_of(o.id), 'version', o.version
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
      'permissions', case when org is null then '{}'::jsonb else
        private.rights_map(org, p.id) - private.closed_resources(org)
      end,
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
  'The caller: {user, organization with features: {<feature>: is it on}, memberships, permissions: {resource: '
  '{permission: scope}}, session_org_id}. Definer: it tells of all organizations of the caller, his policies show the '
  'current one.';

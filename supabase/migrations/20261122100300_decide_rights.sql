-- What somebody may do is decided in one place: his custom roles, or his shipped role where he has none, widened by what
-- was granted to him and cut by what was denied to him, at the clock of the statement. Policies ask for one right at a
-- time and must stay as cheap as before; pages, explanations and checks ask for all of them. Both are here, and the
-- stories compare them for every person and right.

create function private.scope_of(
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
comment on function private.scope_of(uuid, uuid, text, public.permission_type, public.resource_type) is
  'How far a right of a member reaches at this statement: all, own, or null. '
  'Definer: it reads rights the caller need not be allowed to list.';
revoke execute on function private.scope_of(
  uuid, uuid, text, public.permission_type, public.resource_type
) from public;

create or replace function private.permission_scope(permission public.permission_type, resource public.resource_type)
returns text
language plpgsql stable security definer parallel safe set search_path = '' set plan_cache_mode = auto
as $$
declare
  me record := private.live_membership();
begin
  if me.org_id is null then
    return null;
  end if;
  return private.scope_of(me.org_id, me.user_id, me.role, permission, resource);
end;
$$;

create or replace function public.user_has_permission(user_id uuid, permission_type text, resource_type text)
returns boolean
language plpgsql stable security definer set search_path = ''
as $$
declare
  org uuid := private.current_org_id();
begin
  if org is null then
    return null;
  end if;
  if user_has_permission.user_id is distinct from private.current_user_id()
    and not private.has_permission('read', 'permissions') then
    return null;
  end if;
  return (
    select private.scope_of(
      m.org_id, m.user_id, m.role, user_has_permission.permission_type, user_has_permission.resource_type
    ) is not null
    from public.organization_members as m
    join public.profiles as a on a.id = m.user_id
    where m.org_id = org
      and m.user_id = user_has_permission.user_id
      and m.status = 'active'
      and a.is_active
      and a.deleted_at is null
  );
end;
$$;

-- A right that ends by the clock is a loan: with lasting_only it is left out, because nobody passes a loan on.
create function private.rights_of(org uuid, person uuid, lasting_only boolean default false)
returns table (resource text, permission text, scope text)
language plpgsql stable set search_path = '' set plan_cache_mode = auto
as $$
begin
  return query
    with roles as materialized (
      select r.custom_role_id from public.user_roles as r where r.org_id = org and r.user_id = person
    ), personal as materialized (
      select u.resource, u.permission, u.scope, u.effect, u.expires_at
      from public.user_permissions as u
      where u.org_id = org
        and u.user_id = person
        and (u.expires_at is null or u.expires_at > statement_timestamp())
    ), given as (
      select p.resource, p.permission, p.scope
      from public.organization_members as m
      join public.role_permissions as p on p.org_id = m.org_id and p.role = m.role
      where m.org_id = org and m.user_id = person and not exists (select from roles)
      union all
      select p.resource, p.permission, p.scope
      from roles as r
      join public.role_permissions as p on p.org_id = org and p.custom_role_id = r.custom_role_id
      union all
      select u.resource, u.permission, u.scope
      from personal as u
      where u.effect = 'grant' and not (lasting_only and u.expires_at is not null)
    )
    select g.resource::text, g.permission::text, min(g.scope)
    from given as g
    where not exists (
      select
      from personal as u
      where u.effect = 'deny' and u.resource = g.resource and u.permission = g.permission
    )
    group by g.resource, g.permission;
end;
$$;
comment on function private.rights_of(uuid, uuid, boolean) is
  'Every right of a member at this statement, with its scope; what scope_of answers one at a time.';
revoke execute on function private.rights_of(uuid, uuid, boolean) from public;

create function private.rights_map(org uuid, person uuid, lasting_only boolean default false) returns jsonb
language plpgsql stable set search_path = ''
as $$
begin
  return coalesce((
    select jsonb_object_agg(r.resource, r.held)
    from (
      select x.resource, jsonb_object_agg(x.permission, x.scope) as held
      from private.rights_of(org, person, lasting_only) as x
      group by x.resource
    ) as r
  ), '{}');
end;
$$;
comment on function private.rights_map(uuid, uuid, boolean) is 'rights_of as {resource: {permission: scope}}.';
revoke execute on function private.rights_map(uuid, uuid, boolean) from public;

-- The rights there are: every one that some shipped role holds. Where none holds it on its own records only, policies
-- know no such reach, and a right "own" would show a menu entry with nothing behind it.
create function private.known_rights() returns table (resource text, permission text, has_own boolean)
language plpgsql stable set search_path = ''
as $$
begin
  return query
    select d.resource::text, d.permission::text, bool_or(d.scope = 'own')
    from private.default_role_permissions as d
    group by d.resource, d.permission;
end;
$$;
comment on function private.known_rights() is 'The rights that exist, and whether each may reach one''s own only.';
revoke execute on function private.known_rights() from public;

-- What is given to somebody goes no further than what the giver has for good himself.
create function private.rights_gained(before jsonb, after jsonb)
returns table (resource text, permission text, scope text)
language plpgsql immutable set search_path = ''
as $$
begin
  return query
    select r.key, p.key, p.value
    from jsonb_each(after) as r
    cross join lateral jsonb_each_text(r.value) as p
    where before -> r.key ->> p.key is null
      or (before -> r.key ->> p.key = 'own' and p.value = 'all');
end;
$$;
comment on function private.rights_gained(jsonb, jsonb) is 'The rights of after that reach further than in before.';
revoke execute on function private.rights_gained(jsonb, jsonb) from public;

create function private.require_held(mine jsonb, before jsonb, after jsonb) returns void
language plpgsql stable set search_path = ''
as $$
declare
  missing record;
begin
  select g.* into missing
  from private.rights_gained(before, after) as g
  join private.rights_gained(mine, after) as lacking using (resource, permission, scope)
  order by g.resource, g.permission
  limit 1;
  if found then
    raise exception 'grant_above_own: Nobody grants what he does not hold himself: % %.',
      missing.permission, replace(missing.resource, '_', ' ')
      using errcode = '42501', hint = missing.resource || ':' || missing.permission;
  end if;
end;
$$;
comment on function private.require_held(jsonb, jsonb, jsonb) is
  'Raises 42501 where after reaches further than before in a right that mine does not hold as far.';
revoke execute on function private.require_held(jsonb, jsonb, jsonb) from public;

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

create function private.custom_roles_of(org uuid, person uuid) returns jsonb
language plpgsql stable set search_path = ''
as $$
begin
  return coalesce((
    select jsonb_agg(jsonb_build_object('id', r.id, 'name', r.name) order by r.name, r.id)
    from public.user_roles as u
    join public.custom_roles as r on r.org_id = u.org_id and r.id = u.custom_role_id
    where u.org_id = org and u.user_id = person
  ), '[]');
end;
$$;
comment on function private.custom_roles_of(uuid, uuid) is 'The custom roles of a member: [{id, name}].';
revoke execute on function private.custom_roles_of(uuid, uuid) from public;

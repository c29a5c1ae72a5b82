-- Undoes "decide rights": the shipped role alone decides again.
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
  return (
    select p.scope
    from public.role_permissions as p
    where p.org_id = me.org_id
      and p.role = me.role
      and p.resource = permission_scope.resource
      and p.permission = permission_scope.permission
  );
end;
$$;

create or replace function public.user_has_permission(user_id uuid, permission_type text, resource_type text) returns boolean
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
    select exists (
      select from public.role_permissions as p
      where p.org_id = m.org_id
        and p.role = m.role
        and p.resource = user_has_permission.resource_type::public.resource_type
        and p.permission = user_has_permission.permission_type::public.permission_type
    )
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
      'permissions', coalesce((
        select jsonb_object_agg(r.resource, r.rights)
        from (
          select x.resource, jsonb_object_agg(x.permission, x.scope) as rights
          from public.organization_members as m
          join public.role_permissions as x on x.org_id = m.org_id and x.role = m.role
          where m.org_id = org and m.user_id = p.id
          group by x.resource
        ) as r
      ), '{}'::jsonb),
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

drop function private.custom_roles_of(uuid, uuid);
drop function private.require_held(jsonb, jsonb, jsonb);
drop function private.rights_gained(jsonb, jsonb);
drop function private.known_rights();
drop function private.rights_map(uuid, uuid, boolean);
drop function private.rights_of(uuid, uuid, boolean);
drop function private.scope_of(uuid, uuid, text, public.permission_type, public.resource_type);

-- Who is asking, for which organization, and what may he do. Every policy is written with these functions, wrapped in
-- (select …) so that they run once per statement. The token's claim chooses the organization; the rows of this moment
-- decide. They are plpgsql because a SQL function that cannot be inlined is planned anew at each call.

create function private.claims() returns jsonb
language plpgsql stable parallel safe set search_path = ''
as $$
begin
  return coalesce(nullif(current_setting('request.jwt.claims', true), '')::jsonb, '{}'::jsonb);
end;
$$;
comment on function private.claims() is 'The verified claims of the request, or an empty object.';
revoke execute on function private.claims() from public;
grant execute on function private.claims() to authenticated;

-- A claim that is no uuid counts as absent: a malformed token is nobody, not an error that prints itself.
create function private.uuid_claim(name text) returns uuid
language plpgsql stable parallel safe set search_path = ''
as $$
declare
  claim text := private.claims() ->> name;
begin
  if claim ~* '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then
    return claim::uuid;
  end if;
  return null;
end;
$$;
comment on function private.uuid_claim(text) is 'A claim as uuid, null when absent or malformed.';
revoke execute on function private.uuid_claim(text) from public;
grant execute on function private.uuid_claim(text) to authenticated;

-- A token with a principal (an API key, a customer's link) is no person. An inactive or deleted account is nobody
-- from the next statement on, whatever its token says.
create function private.current_user_id() returns uuid
language plpgsql stable security definer parallel safe set search_path = ''
as $$
declare
  person constant uuid := private.uuid_claim('sub');
begin
  if private.claims() ? 'principal' then
    return null;
  end if;
  return (
    select p.id from public.profiles as p where p.id = person and p.is_active and p.deleted_at is null
  );
end;
$$;
comment on function private.current_user_id() is
  'The person asking, null unless the account is active. Definer: the caller may not read other people''s profiles.';
revoke execute on function private.current_user_id() from public;
grant execute on function private.current_user_id() to authenticated;

-- The one definition of a live membership: an active account, an active membership row, an active organization.
-- A forged claim finds no row, a stale one no longer does.
create function private.live_membership(out org_id uuid, out user_id uuid, out role text)
language plpgsql stable security definer parallel safe set search_path = ''
as $$
declare
  claimed_org constant uuid := private.uuid_claim('org_id');
  person constant uuid := private.uuid_claim('sub');
begin
  if private.claims() ? 'principal' then
    return;
  end if;
  select m.org_id, m.user_id, m.role
  into live_membership.org_id, live_membership.user_id, live_membership.role
  from public.organization_members as m
  join public.organizations as o on o.id = m.org_id
  join public.profiles as p on p.id = m.user_id
  where m.org_id = claimed_org
    and m.user_id = person
    and m.status = 'active'
    and o.status = 'active'
    and o.deleted_at is null
    and p.is_active
    and p.deleted_at is null;
end;
$$;
comment on function private.live_membership() is
  'The caller''s membership in the organization his token names. '
  'Definer: it decides what the caller may read, so it cannot depend on that.';
revoke execute on function private.live_membership() from public;

create function private.current_org_id() returns uuid
language plpgsql stable security definer parallel safe set search_path = ''
as $$
begin
  return (private.live_membership()).org_id;
end;
$$;
comment on function private.current_org_id() is
  'The organization this request works in, null without a live membership. Definer: as live_membership.';
revoke execute on function private.current_org_id() from public;
grant execute on function private.current_org_id() to authenticated;

create function private.current_role_name() returns text
language plpgsql stable security definer parallel safe set search_path = ''
as $$
begin
  return (private.live_membership()).role;
end;
$$;
comment on function private.current_role_name() is
  'The caller''s role in the current organization. Definer: as live_membership.';
revoke execute on function private.current_role_name() from public;
grant execute on function private.current_role_name() to authenticated;

-- The arguments are domains, so a misspelt word in a policy is an error at its first use and not a silent "no".
create function private.permission_scope(permission public.permission_type, resource public.resource_type)
returns text
language plpgsql stable security definer parallel safe set search_path = ''
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
comment on function private.permission_scope(public.permission_type, public.resource_type) is
  'How far the caller''s right reaches: all, own, or null for none. '
  'Definer: it reads rights the caller need not be allowed to list.';
revoke execute on function private.permission_scope(public.permission_type, public.resource_type) from public;
grant execute on function private.permission_scope(public.permission_type, public.resource_type) to authenticated;

create function private.has_permission(permission public.permission_type, resource public.resource_type)
returns boolean
language plpgsql stable security definer parallel safe set search_path = ''
as $$
begin
  return private.permission_scope(permission, resource) is not null;
end;
$$;
comment on function private.has_permission(public.permission_type, public.resource_type) is
  'Whether the caller holds the right at all, on everything or on his own. Definer: as permission_scope.';
revoke execute on function private.has_permission(public.permission_type, public.resource_type) from public;
grant execute on function private.has_permission(public.permission_type, public.resource_type) to authenticated;

-- For functions that check before they work. Raises instead of answering, so that a forgotten test of the result
-- cannot open a door. Answers the scope, for functions that serve "own" as well; the others ask for 'all'.
create function private.require_permission(
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
comment on function private.require_permission(public.permission_type, public.resource_type, text) is
  'The caller''s scope for a right; raises 42501 without it. Definer: as permission_scope.';
revoke execute on function private.require_permission(public.permission_type, public.resource_type, text) from public;
grant execute on function private.require_permission(public.permission_type, public.resource_type, text)
  to authenticated;

create function public.has_permission(permission text, resource text) returns boolean
language sql stable set search_path = ''
as $$
  select private.has_permission(permission::public.permission_type, resource::public.resource_type)
$$;
comment on function public.has_permission(text, text) is
  'Whether the caller holds a right in his current organization.';
revoke execute on function public.has_permission(text, text) from public, anon;
grant execute on function public.has_permission(text, text) to authenticated;

-- About oneself, or for who may read permissions; about anybody else the answer is null, the same for a stranger's
-- id as for an unknown one.
create function public.user_has_permission(user_id uuid, permission_type text, resource_type text) returns boolean
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
comment on function public.user_has_permission(uuid, text, text) is
  'Whether a member of the current organization holds a right; null where one may not ask. '
  'Definer: it reads another person''s role and the rights of it.';
revoke execute on function public.user_has_permission(uuid, text, text) from public, anon;
grant execute on function public.user_has_permission(uuid, text, text) to authenticated;

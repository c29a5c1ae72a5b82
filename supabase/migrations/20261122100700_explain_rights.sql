-- "What may Ana do, and why?", "Who may delete visits?": answered from the same rows that decide, so that an answer is
-- never a second opinion.

create function private.right_sources(
  org uuid, person uuid, wanted_permission text, wanted_resource text
) returns jsonb
language plpgsql stable set search_path = ''
as $$
declare
  custom constant boolean := exists (
    select from public.user_roles as u where u.org_id = org and u.user_id = person
  );
begin
  return (
    select jsonb_build_object('kind', 'role', 'role', m.role, 'scope', p.scope, 'counts', not custom)
    from public.organization_members as m
    left join public.role_permissions as p
      on p.org_id = m.org_id and p.role = m.role and p.resource = wanted_resource and p.permission = wanted_permission
    where m.org_id = org and m.user_id = person
  ) || coalesce((
    select jsonb_agg(
      jsonb_build_object('kind', 'custom_role', 'id', r.id, 'name', r.name, 'scope', p.scope, 'counts', true)
      order by r.name, r.id
    )
    from public.user_roles as u
    join public.custom_roles as r on r.org_id = u.org_id and r.id = u.custom_role_id
    left join public.role_permissions as p
      on p.org_id = r.org_id
      and p.custom_role_id = r.id
      and p.resource = wanted_resource
      and p.permission = wanted_permission
    where u.org_id = org and u.user_id = person
  ), '[]') || coalesce((
    select jsonb_agg(
      jsonb_build_object(
        'kind', u.effect, 'id', u.id, 'scope', u.scope,
        'counts', u.expires_at is null or u.expires_at > statement_timestamp(),
        'expires_at', u.expires_at, 'reason', u.reason,
        'granted_by', (
          select jsonb_build_object('id', a.id, 'name', coalesce(a.name, a.email))
          from public.profiles as a
          where a.id = u.granted_by
        )
      )
      order by u.effect desc, u.created_at
    )
    from public.user_permissions as u
    where u.org_id = org
      and u.user_id = person
      and u.resource = wanted_resource
      and u.permission = wanted_permission
  ), '[]');
end;
$$;
comment on function private.right_sources(uuid, uuid, text, text) is
  'The chain behind a right: shipped role, custom roles, grants, denials; "counts" says which have a say.';
revoke execute on function private.right_sources(uuid, uuid, text, text) from public;

-- What decides, as one of the chain: a denial; else what gives the full reach, preferably for good or for longest.
create function private.deciding_source(sources jsonb, scope text) returns jsonb
language plpgsql stable set search_path = ''
as $$
begin
  return (
    select s.value
    from jsonb_array_elements(sources) with ordinality as s (value, position)
    where (s.value ->> 'counts')::boolean
      and case when scope is null then s.value ->> 'kind' = 'deny' else s.value ->> 'scope' = deciding_source.scope end
    order by (s.value ->> 'expires_at')::timestamptz desc nulls first, s.position
    limit 1
  );
end;
$$;
comment on function private.deciding_source(jsonb, text) is 'The link of right_sources that decides, null for none.';
revoke execute on function private.deciding_source(jsonb, text) from public;

create function private.explained(org uuid, person uuid, wanted_permission text, wanted_resource text) returns jsonb
language plpgsql stable set search_path = ''
as $$
declare
  sources constant jsonb := private.right_sources(org, person, wanted_permission, wanted_resource);
  scope constant text := (
    select private.scope_of(m.org_id, m.user_id, m.role, wanted_permission, wanted_resource)
    from public.organization_members as m
    where m.org_id = org and m.user_id = person and m.status = 'active'
  );
begin
  return (
    select jsonb_build_object(
      'user', jsonb_build_object('id', a.id, 'name', coalesce(a.name, a.email)), 'status', m.status,
      'permission', wanted_permission, 'resource', wanted_resource, 'scope', scope, 'sources', sources,
      'decided_by', private.deciding_source(sources, scope)
    )
    from public.organization_members as m
    join public.profiles as a on a.id = m.user_id
    where m.org_id = org and m.user_id = person
  );
end;
$$;
comment on function private.explained(uuid, uuid, text, text) is 'What explain_permission answers.';
revoke execute on function private.explained(uuid, uuid, text, text) from public;

-- The right about the rights, or oneself.
create function private.require_insight(person uuid) returns uuid
language plpgsql stable set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
begin
  if person is distinct from private.current_user_id() then
    perform private.require_permission('read', 'permissions', 'all');
  end if;
  if not exists (
    select
    from public.organization_members as m
    where m.org_id = org and m.user_id = person and m.status <> 'removed'
  ) then
    raise exception 'not_found: There is no such member.' using errcode = 'CO404', hint = 'user_id';
  end if;
  return org;
end;
$$;
comment on function private.require_insight(uuid) is
  'The organization, where the caller may ask about this member''s rights; raises 42501 or CO404.';
revoke execute on function private.require_insight(uuid) from public;

create function public.explain_permission(user_id uuid, permission text, resource text) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_insight(explain_permission.user_id);
begin
  return private.explained(
    org, explain_permission.user_id, explain_permission.permission::public.permission_type,
    explain_permission.resource::public.resource_type
  );
end;
$$;
comment on function public.explain_permission(uuid, text, text) is
  'Whether a member holds a right, and why: {user, scope, sources: role > custom roles > grants and denials, '
  'decided_by}. Definer: it reads another person''s rights.';
revoke execute on function public.explain_permission(uuid, text, text) from public, anon;
grant execute on function public.explain_permission(uuid, text, text) to authenticated;

create function public.who_can(permission text, resource text) returns setof jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  wanted_permission constant public.permission_type := who_can.permission;
  wanted_resource constant public.resource_type := who_can.resource;
begin
  perform private.require_permission('read', 'permissions', 'all');
  return query
    select jsonb_build_object(
      'user', e.answer -> 'user', 'scope', e.answer ->> 'scope', 'decided_by', e.answer -> 'decided_by'
    )
    from public.organization_members as m
    join public.profiles as a on a.id = m.user_id
    cross join lateral private.explained(org, m.user_id, wanted_permission, wanted_resource) as e (answer)
    where m.org_id = org
      and m.status = 'active'
      and a.is_active
      and a.deleted_at is null
      and private.scope_of(org, m.user_id, m.role, wanted_permission, wanted_resource) is not null
    order by a.name, a.id;
end;
$$;
comment on function public.who_can(text, text) is
  'Everybody who holds a right, with its reach and what gives it: {user, scope, decided_by}. '
  'Definer: it reads other people''s rights.';
revoke execute on function public.who_can(text, text) from public, anon;
grant execute on function public.who_can(text, text) to authenticated;

create function public.get_member_permissions(user_id uuid) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_insight(get_member_permissions.user_id);
begin
  return (
    select jsonb_build_object(
      'user', jsonb_build_object('id', a.id, 'name', coalesce(a.name, a.email)),
      'role', m.role,
      'custom_roles', private.custom_roles_of(org, m.user_id),
      'rights', private.rights_map(org, m.user_id),
      'personal', coalesce((
        select jsonb_agg(private.personal_answer(org, u.id) order by u.created_at desc, u.id)
        from public.user_permissions as u
        where u.org_id = org and u.user_id = m.user_id
      ), '[]')
    )
    from public.organization_members as m
    join public.profiles as a on a.id = m.user_id
    where m.org_id = org and m.user_id = get_member_permissions.user_id
  );
end;
$$;
comment on function public.get_member_permissions(uuid) is
  'All a member may do: {user, role, custom_roles, rights: {resource: {permission: scope}}, personal: grants and '
  'denials}. Definer: it reads another person''s rights.';
revoke execute on function public.get_member_permissions(uuid) from public, anon;
grant execute on function public.get_member_permissions(uuid) to authenticated;

create function public.get_permissions() returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
begin
  perform private.require_permission('read', 'permissions', 'all');
  return jsonb_build_object(
    'rights', (
      select jsonb_agg(
        jsonb_build_object('resource', k.resource, 'permission', k.permission, 'has_own', k.has_own)
        order by k.resource, k.permission
      )
      from private.known_rights() as k
    ),
    'roles', (
      select jsonb_agg(
        jsonb_build_object('role', s.role, 'rights', private.shipped_rights(org, s.role), 'people', coalesce((
          select jsonb_agg(jsonb_build_object('id', a.id, 'name', coalesce(a.name, a.email)) order by a.name, a.id)
          from public.organization_members as m
          join public.profiles as a on a.id = m.user_id
          where m.org_id = org
            and m.role = s.role
            and m.status <> 'removed'
            and not exists (select from public.user_roles as u where u.org_id = org and u.user_id = m.user_id)
        ), '[]'))
        order by private.role_rank(s.role) desc
      )
      from unnest(array['owner', 'admin', 'dispatcher', 'accountant', 'technician', 'viewer']) as s (role)
    )
  );
end;
$$;
comment on function public.get_permissions() is
  'The rights there are and the shipped roles with theirs: {rights: [{resource, permission, has_own}], roles: [{role, '
  'rights, people}]}. Definer: it counts people the caller need not see.';
revoke execute on function public.get_permissions() from public, anon;
grant execute on function public.get_permissions() to authenticated;

-- Making, changing and deleting roles of one's own. Each cell that changes must be held by who changes it, in both
-- directions: what one lacks is locked. A change says whom it reaches before it is saved, by being made and taken back.

create function private.require_rights(rights jsonb) returns void
language plpgsql stable set search_path = ''
as $$
declare
  wrong record;
begin
  if jsonb_typeof(rights) is distinct from 'object'
    or exists (select from jsonb_each(rights) as r where jsonb_typeof(r.value) <> 'object') then
    raise exception 'invalid: Rights are {resource: {permission: own|all}}.' using errcode = 'CO422', hint = 'rights';
  end if;
  select r.key as resource, p.key as permission, p.value as scope into wrong
  from jsonb_each(rights) as r
  cross join lateral jsonb_each_text(r.value) as p
  left join private.known_rights() as k on k.resource = r.key and k.permission = p.key
  where k.resource is null
    or p.value is null
    or p.value not in ('own', 'all')
    or (p.value = 'own' and not k.has_own)
  order by r.key, p.key
  limit 1;
  if found then
    raise exception 'unknown_right: There is no right to % % (%).', wrong.permission, wrong.resource, wrong.scope
      using errcode = 'CO422', hint = 'rights';
  end if;
end;
$$;
comment on function private.require_rights(jsonb) is 'Raises CO422 for a right that does not exist.';
revoke execute on function private.require_rights(jsonb) from public;

create function private.role_answer(org uuid, wanted uuid) returns jsonb
language plpgsql stable set search_path = ''
as $$
begin
  return (
    select jsonb_build_object(
      'id', r.id, 'name', r.name, 'description', r.description, 'based_on', r.based_on, 'rights', r.rights,
      'people', coalesce((
        select jsonb_agg(jsonb_build_object('id', a.id, 'name', coalesce(a.name, a.email)) order by a.name, a.id)
        from public.user_roles as u
        join public.profiles as a on a.id = u.user_id
        where u.org_id = org and u.custom_role_id = r.id
      ), '[]'),
      'version', r.version, 'created_at', r.created_at, 'updated_at', r.updated_at, 'deleted_at', r.deleted_at
    )
    from public.custom_roles as r
    where r.org_id = org and r.id = wanted
  );
end;
$$;
comment on function private.role_answer(uuid, uuid) is 'A custom role as the API shows it.';
revoke execute on function private.role_answer(uuid, uuid) from public;

create function public.list_roles(filters jsonb, page_limit integer, after_key jsonb) returns setof jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
begin
  perform private.require_permission('read', 'roles', 'all');
  return query
    select private.role_answer(org, r.id)
    from public.custom_roles as r
    where r.org_id = org
      and (after_key is null or r.id > (after_key ->> 'id')::uuid)
      and (filters ->> 'updated_after' is null or r.updated_at > (filters ->> 'updated_after')::timestamptz)
      and (
        r.deleted_at is null
        or ((filters ->> 'include_deleted')::boolean and private.has_permission('delete', 'roles'))
      )
    order by r.id
    limit least(greatest(page_limit, 1), 201);
end;
$$;
comment on function public.list_roles(jsonb, integer, jsonb) is
  'Custom roles in the order they were made, with rights and people; filters {updated_after, include_deleted}. '
  'Definer: the column of rights is granted to nobody.';
revoke execute on function public.list_roles(jsonb, integer, jsonb) from public, anon;
grant execute on function public.list_roles(jsonb, integer, jsonb) to authenticated;

create function public.get_role(id uuid) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  answer jsonb;
begin
  perform private.require_permission('read', 'roles', 'all');
  answer := private.role_answer(org, get_role.id);
  if answer is null or (answer ->> 'deleted_at' is not null and not private.has_permission('delete', 'roles')) then
    raise exception 'not_found: There is no such role.' using errcode = 'CO404', hint = 'id';
  end if;
  return answer;
end;
$$;
comment on function public.get_role(uuid) is
  'A custom role with rights and people; raises CO404. Definer: the column of rights is granted to nobody.';
revoke execute on function public.get_role(uuid) from public, anon;
grant execute on function public.get_role(uuid) to authenticated;

create function public.create_role(payload jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  rights constant jsonb := coalesce(payload -> 'rights', '{}');
  answer jsonb;
  made uuid;
begin
  perform private.require_permission('create', 'roles', 'all');
  answer := private.claim_idempotency('create_role', payload, org);
  if answer is not null then
    return answer;
  end if;
  perform private.require_rank(payload ->> 'based_on');
  perform private.require_rights(rights);
  perform private.require_held(private.rights_map(org, private.require_user(), true), '{}', rights);
  insert into public.custom_roles (org_id, name, description, based_on, rights)
  values (
    org, payload ->> 'name', nullif(btrim(payload ->> 'description'), ''), payload ->> 'based_on',
    -- An empty resource says nothing and would read as a change later.
    jsonb_strip_nulls(rights)
  )
  returning id into made;
  return private.remember_answer(org, 201, private.role_answer(org, made));
end;
$$;
comment on function public.create_role(jsonb) is
  'A new role from {name, description?, based_on, rights?}; nobody puts in what he does not hold for good himself. '
  'Definer: roles are written by functions only.';
revoke execute on function public.create_role(jsonb) from public, anon;
grant execute on function public.create_role(jsonb) to authenticated;

create function private.lock_role(org uuid, wanted uuid) returns public.custom_roles
language plpgsql volatile set search_path = ''
as $$
declare
  found_row public.custom_roles;
begin
  -- The organization first, as where members change: rights are compared with those of the caller at this moment.
  perform from public.organizations as o where o.id = org for no key update;
  select r.* into found_row
  from public.custom_roles as r
  where r.org_id = org and r.id = wanted
  for update;
  if not found then
    raise exception 'not_found: There is no such role.' using errcode = 'CO404', hint = 'id';
  end if;
  return found_row;
end;
$$;
comment on function private.lock_role(uuid, uuid) is 'Locks a role; raises CO404.';
revoke execute on function private.lock_role(uuid, uuid) from public;

-- Who has the role, with all he may do at this moment.
create function private.rights_of_holders(org uuid, role_id uuid) returns jsonb
language plpgsql stable set search_path = ''
as $$
begin
  return coalesce((
    select jsonb_object_agg(u.user_id, private.rights_map(org, u.user_id))
    from public.user_roles as u
    where u.org_id = org and u.custom_role_id = role_id
  ), '{}');
end;
$$;
comment on function private.rights_of_holders(uuid, uuid) is '{user id: rights} of everybody who has a role.';
revoke execute on function private.rights_of_holders(uuid, uuid) from public;

create function private.count_gains(before jsonb, after jsonb) returns jsonb
language plpgsql stable set search_path = ''
as $$
begin
  return coalesce((
    select jsonb_agg(
      jsonb_build_object('resource', c.resource, 'permission', c.permission, 'scope', c.scope, 'people', c.people)
      order by c.resource, c.permission, c.scope
    )
    from (
      select g.resource, g.permission, g.scope, count(*) as people
      from jsonb_each(after) as person
      cross join lateral private.rights_gained(before -> person.key, person.value) as g
      group by g.resource, g.permission, g.scope
    ) as c
  ), '[]');
end;
$$;
comment on function private.count_gains(jsonb, jsonb) is
  'How many people hold which right further in after than in before: [{resource, permission, scope, people}].';
revoke execute on function private.count_gains(jsonb, jsonb) from public;

create function private.write_role(org uuid, role public.custom_roles, changes jsonb) returns jsonb
language plpgsql volatile set search_path = ''
as $$
declare
  mine constant jsonb := private.rights_map(org, private.require_user(), true);
  wanted constant jsonb := coalesce(jsonb_strip_nulls(changes -> 'rights'), role.rights);
  before constant jsonb := private.rights_of_holders(org, role.id);
  after jsonb;
begin
  perform private.require_rank(role.based_on);
  perform private.require_rights(wanted);
  perform private.require_held(mine, role.rights, wanted);
  perform private.require_held(mine, wanted, role.rights);
  update public.custom_roles as r
  set name = coalesce(changes ->> 'name', r.name),
    description = case
      when changes ? 'description' then nullif(btrim(changes ->> 'description'), '') else r.description
    end,
    rights = wanted
  where r.org_id = org and r.id = role.id;
  after := private.rights_of_holders(org, role.id);
  perform private.revoke_invitations_of(org, person.key::uuid, 0)
  from jsonb_each(after) as person
  where person.value -> 'invitations' ->> 'create' is null;
  return jsonb_build_object(
    'gains', private.count_gains(before, after), 'losses', private.count_gains(after, before)
  );
end;
$$;
comment on function private.write_role(uuid, public.custom_roles, jsonb) is
  'Writes {name?, description?, rights?} and answers whom it reaches: {gains, losses}.';
revoke execute on function private.write_role(uuid, public.custom_roles, jsonb) from public;

create function public.update_role(
  id uuid, expected_version bigint, changes jsonb, check_only boolean default false
) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  role public.custom_roles;
  effects jsonb;
begin
  perform private.require_permission('update', 'roles', 'all');
  role := private.lock_role(org, update_role.id);
  if role.deleted_at is not null then
    raise exception 'deleted: This was deleted. Restore it to change it.' using errcode = 'CO409';
  end if;
  perform private.require_version(role.version, expected_version);
  begin
    effects := private.write_role(org, role, changes);
    if check_only then
      raise exception 'taken back' using errcode = 'CO000';
    end if;
  exception
    when sqlstate 'CO000' then
      null;
  end;
  return jsonb_build_object(
    'status', 200, 'data', private.role_answer(org, role.id) || jsonb_build_object('effects', effects)
  );
end;
$$;
comment on function public.update_role(uuid, bigint, jsonb, boolean) is
  'Changes {name?, description?, rights?} of a role; answers it with effects {gains, losses: [{resource, permission, '
  'scope, people}]}; check_only answers the effects and changes nothing. Definer: roles are written by functions only.';
revoke execute on function public.update_role(uuid, bigint, jsonb, boolean) from public, anon;
grant execute on function public.update_role(uuid, bigint, jsonb, boolean) to authenticated;

-- Without his custom role a person would fall back to all that the shipped one may do: that is nobody's intention.
create function public.delete_role(id uuid, expected_version bigint) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  role public.custom_roles;
begin
  perform private.require_permission('delete', 'roles', 'all');
  role := private.lock_role(org, delete_role.id);
  perform private.require_version(role.version, expected_version);
  perform private.require_rank(role.based_on);
  if exists (select from public.user_roles as u where u.org_id = org and u.custom_role_id = role.id) then
    raise exception 'role_in_use: People have this role. Give them another one first.' using errcode = 'CO409';
  end if;
  if role.deleted_at is null then
    update public.custom_roles as r
    set deleted_at = now(), deleted_by = private.current_user_id()
    where r.org_id = org and r.id = role.id;
  end if;
  return jsonb_build_object('status', 200, 'data', private.role_answer(org, role.id));
end;
$$;
comment on function public.delete_role(uuid, bigint) is
  'Deletes a role nobody has; restore_role brings it back. Definer: roles are written by functions only.';
revoke execute on function public.delete_role(uuid, bigint) from public, anon;
grant execute on function public.delete_role(uuid, bigint) to authenticated;

create function public.restore_role(payload jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  answer jsonb;
  role public.custom_roles;
begin
  perform private.require_permission('delete', 'roles', 'all');
  answer := private.claim_idempotency('restore_role', payload, org);
  if answer is not null then
    return answer;
  end if;
  role := private.lock_role(org, (payload ->> 'id')::uuid);
  perform private.require_rank(role.based_on);
  update public.custom_roles as r
  set deleted_at = null, deleted_by = null
  where r.org_id = org and r.id = role.id and r.deleted_at is not null;
  return private.remember_answer(org, 200, private.role_answer(org, role.id));
end;
$$;
comment on function public.restore_role(jsonb) is
  'Brings {id} back, with its rights and without people. Definer: roles are written by functions only.';
revoke execute on function public.restore_role(jsonb) from public, anon;
grant execute on function public.restore_role(jsonb) to authenticated;

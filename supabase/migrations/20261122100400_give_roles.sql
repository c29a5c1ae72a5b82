-- Giving roles. What a person gains by it must be held, for good, by who gives it; what he was given besides his roles
-- ends with his membership; an owner has every right, so nothing of the kind hangs on him.

-- Who may give roles must hold what is in them: of all rights this one was the technician's alone.
insert into private.default_role_permissions (role, resource, permission, scope)
select role, 'signatures', 'create', 'all'
from unnest(array['owner', 'admin']) as role;

insert into public.role_permissions (org_id, role, resource, permission, scope)
select o.id, d.role, d.resource, d.permission, d.scope
from public.organizations as o
cross join private.default_role_permissions as d
where d.resource = 'signatures' and d.permission = 'create'
on conflict on constraint role_permissions_right_key do nothing;

create function private.end_personal_rights() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  delete from public.user_roles as u
  using new_rows as m
  where u.org_id = m.org_id and u.user_id = m.user_id and (m.status = 'removed' or m.role = 'owner');
  delete from public.user_permissions as u
  using new_rows as m
  where u.org_id = m.org_id
    and u.user_id = m.user_id
    and (m.status = 'removed' or (m.role = 'owner' and u.effect = 'deny'));
  return null;
end;
$$;
comment on function private.end_personal_rights() is
  'After memberships changed: who was removed comes back with nothing, who became owner is denied nothing. '
  'Definer: these rows are written by functions only.';
revoke execute on function private.end_personal_rights() from public;

create trigger end_personal_rights after update on public.organization_members
  referencing new table as new_rows
  for each statement execute function private.end_personal_rights();

create function private.shipped_rights(org uuid, role text) returns jsonb
language plpgsql stable set search_path = ''
as $$
begin
  return coalesce((
    select jsonb_object_agg(r.resource, r.held)
    from (
      select p.resource, jsonb_object_agg(p.permission, p.scope) as held
      from public.role_permissions as p
      where p.org_id = org and p.role = shipped_rights.role
      group by p.resource
    ) as r
  ), '{}');
end;
$$;
comment on function private.shipped_rights(uuid, text) is 'A shipped role''s rights: {resource: {permission: scope}}.';
revoke execute on function private.shipped_rights(uuid, text) from public;

-- An invitation gives a role as well, only later.
create function private.require_grantable(org uuid, role text) returns void
language plpgsql stable set search_path = ''
as $$
begin
  perform private.require_rank(role);
  perform private.require_held(
    private.rights_map(org, private.require_user(), true), '{}', private.shipped_rights(org, role)
  );
end;
$$;
comment on function private.require_grantable(uuid, text) is
  'Raises 42501 for a shipped role above the caller''s or with a right he lacks.';
revoke execute on function private.require_grantable(uuid, text) from public;

-- Makes exactly these the custom roles of a member; the highest of the shipped roles they are based on becomes his.
create function private.give_custom_roles(org uuid, person uuid, wanted uuid[]) returns text
language plpgsql volatile set search_path = ''
as $$
declare
  based text;
begin
  if (select count(distinct w) from unnest(wanted) as w) <> (
    select count(*)
    from public.custom_roles as r
    where r.org_id = org and r.id = any (wanted) and r.deleted_at is null
  ) then
    raise exception 'unknown: There is no such role.' using errcode = 'CO422', hint = 'role_ids';
  end if;
  -- Held until the end: a role that is deleted at the same moment is either still there or no longer given.
  perform from public.custom_roles as r where r.org_id = org and r.id = any (wanted) order by r.id for share;
  delete from public.user_roles as u
  where u.org_id = org and u.user_id = person and u.custom_role_id <> all (wanted);
  insert into public.user_roles (org_id, user_id, custom_role_id)
  select distinct org, person, w from unnest(wanted) as w
  on conflict on constraint user_roles_pair_key do nothing;
  select r.based_on into based
  from public.custom_roles as r
  where r.org_id = org and r.id = any (wanted)
  order by private.role_rank(r.based_on) desc
  limit 1;
  return based;
end;
$$;
comment on function private.give_custom_roles(uuid, uuid, uuid[]) is
  'Replaces the custom roles of a member; answers the shipped role they are based on, null for none.';
revoke execute on function private.give_custom_roles(uuid, uuid, uuid[]) from public;

create or replace function private.member_answer(org uuid, person uuid) returns jsonb
language sql stable set search_path = ''
as $$
  select jsonb_build_object(
    'user_id', m.user_id, 'name', p.name, 'email', p.email, 'phone', p.phone, 'role', m.role, 'status', m.status,
    'custom_roles', private.custom_roles_of(org, person),
    'department', (
      select jsonb_build_object('id', d.id, 'name', d.name)
      from public.departments as d
      where d.org_id = m.org_id and d.id = m.department_id and d.deleted_at is null
    ),
    'last_used_at', m.last_used_at, 'joined_at', m.joined_at, 'version', m.version,
    'created_at', m.created_at, 'updated_at', m.updated_at
  )
  from public.organization_members as m
  join public.profiles as p on p.id = m.user_id
  where m.org_id = org and m.user_id = person
$$;

-- Checked before anything is written.
create function private.require_member_change(member public.organization_members, changes jsonb) returns void
language plpgsql stable set search_path = ''
as $$
declare
  new_role constant text := coalesce(changes ->> 'role', member.role);
  new_status constant text := coalesce(changes ->> 'status', member.status);
begin
  perform private.require_rank(member.role);
  perform private.require_rank(new_role);
  if member.status = 'removed' then
    raise exception 'member_removed: Who was removed comes back by a new invitation.' using errcode = 'CO409';
  end if;
  if new_status not in ('active', 'suspended') then
    raise exception 'invalid: A member is active or suspended.' using errcode = 'CO422', hint = 'status';
  end if;
  if private.role_rank(new_role) is null then
    raise exception 'invalid: There is no such role.' using errcode = 'CO422', hint = 'role';
  end if;
  if changes ->> 'role' is not null and coalesce(changes -> 'role_ids', '[]') not in ('[]', 'null') then
    raise exception 'invalid: Name a shipped role or custom ones.' using errcode = 'CO422', hint = 'role';
  end if;
  if changes ->> 'department_id' is not null and not exists (
    select
    from public.departments as d
    where d.org_id = member.org_id and d.id = (changes ->> 'department_id')::uuid and d.deleted_at is null
  ) then
    raise exception 'unknown: There is no such department.' using errcode = 'CO422', hint = 'department_id';
  end if;
  if new_status = 'suspended' and member.user_id = private.current_user_id() then
    raise exception 'own_account: Nobody suspends himself.' using errcode = 'CO409', hint = 'status';
  end if;
end;
$$;
comment on function private.require_member_change(public.organization_members, jsonb) is
  'Refuses changes of a member that make no sense or reach above the caller.';
revoke execute on function private.require_member_change(public.organization_members, jsonb) from public;

-- Who lost the right to invite, or the rank to invite so high, leaves no invitation behind that still opens the door.
create function private.follow_lost_rights(org uuid, before public.organization_members, rights jsonb) returns void
language plpgsql volatile set search_path = ''
as $$
declare
  after public.organization_members;
begin
  select m.* into after
  from public.organization_members as m
  where m.org_id = org and m.user_id = before.user_id;
  if after.status = 'suspended' then
    delete from private.session_organizations as s where s.org_id = org and s.user_id = after.user_id;
  end if;
  if after.status = 'suspended' or rights -> 'invitations' ->> 'create' is null then
    perform private.revoke_invitations_of(org, after.user_id, 0);
  elsif private.role_rank(after.role) < private.role_rank(before.role) then
    perform private.revoke_invitations_of(org, after.user_id, private.role_rank(after.role));
  end if;
end;
$$;
comment on function private.follow_lost_rights(uuid, public.organization_members, jsonb) is
  'After a membership changed: ends sessions and invitations the member could no longer have.';
revoke execute on function private.follow_lost_rights(uuid, public.organization_members, jsonb) from public;

create or replace function public.update_member(user_id uuid, expected_version bigint, changes jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  member public.organization_members;
  mine jsonb;
  rights_before jsonb;
  rights_after jsonb;
  roles_before jsonb;
  new_role text;
begin
  perform private.require_permission('update', 'members', 'all');
  member := private.lock_member(org, user_id);
  perform private.require_version(member.version, expected_version);
  perform private.require_member_change(member, changes);
  mine := private.rights_map(org, private.require_user(), true);
  rights_before := private.rights_map(org, member.user_id);
  roles_before := private.custom_roles_of(org, member.user_id);

  new_role := coalesce(changes ->> 'role', member.role);
  if changes ? 'role' or changes ? 'role_ids' then
    new_role := coalesce(
      private.give_custom_roles(org, member.user_id, array(
        select e::uuid
        from jsonb_array_elements_text(coalesce(nullif(changes -> 'role_ids', 'null'), '[]')) as e
      )),
      new_role
    );
    perform private.require_rank(new_role);
  end if;
  update public.organization_members as m
  set role = new_role,
    status = coalesce(changes ->> 'status', m.status),
    department_id = case
      when changes ? 'department_id' then (changes ->> 'department_id')::uuid else m.department_id
    end,
    -- Custom roles are no column of the row; who shows them must notice the change.
    version = m.version + (private.custom_roles_of(org, m.user_id) <> roles_before)::integer
  where m.org_id = org and m.user_id = member.user_id;

  rights_after := private.rights_map(org, member.user_id);
  perform private.require_held(mine, rights_before, rights_after);
  perform private.follow_lost_rights(org, member, rights_after);
  perform private.record_link_change(
    org, 'member', member.user_id, member.version + 1, 'custom_roles', roles_before,
    private.custom_roles_of(org, member.user_id)
  );
  if new_role <> member.role or private.custom_roles_of(org, member.user_id) <> roles_before then
    perform private.enqueue_job(org, 'account_mail', jsonb_build_object(
      'user_id', member.user_id, 'event', 'role_changed'
    ));
  end if;
  return jsonb_build_object('status', 200, 'data', private.member_answer(org, member.user_id));
end;
$$;
comment on function public.update_member(uuid, bigint, jsonb) is
  'Changes {role? | role_ids?, department_id?, status?: active|suspended} of a member; a shipped role ends his custom '
  'ones; expected_version null means any. Definer: memberships are written by functions only.';

-- Undoes "give roles".
create or replace function public.update_member(user_id uuid, expected_version bigint, changes jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  member public.organization_members;
  new_role text;
  new_status text;
begin
  perform private.require_permission('update', 'members', 'all');
  member := private.lock_member(org, user_id);
  new_role := coalesce(changes ->> 'role', member.role);
  new_status := coalesce(changes ->> 'status', member.status);
  perform private.require_version(member.version, expected_version);
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
  if new_status = 'suspended' and member.user_id = private.current_user_id() then
    raise exception 'own_account: Nobody suspends himself.' using errcode = 'CO409', hint = 'status';
  end if;

  update public.organization_members as m
  set role = new_role, status = new_status
  where m.org_id = org and m.user_id = member.user_id;
  if new_status = 'suspended' then
    delete from private.session_organizations as s where s.org_id = org and s.user_id = member.user_id;
    perform private.revoke_invitations_of(org, member.user_id, 0);
  end if;
  if private.role_rank(new_role) < private.role_rank(member.role) then
    perform private.revoke_invitations_of(org, member.user_id, private.role_rank(new_role));
  end if;
  if new_role <> member.role then
    perform private.enqueue_job(org, 'account_mail', jsonb_build_object(
      'user_id', member.user_id, 'event', 'role_changed'
    ));
  end if;
  return jsonb_build_object('status', 200, 'data', private.member_answer(org, member.user_id));
end;
$$;
comment on function public.update_member(uuid, bigint, jsonb) is
  'Changes {role?, status?: active|suspended} of a member; expected_version null means any. '
  'Definer: memberships are written by functions only.';

create or replace function private.member_answer(org uuid, person uuid) returns jsonb
language sql stable set search_path = ''
as $$
  select jsonb_build_object(
    'user_id', m.user_id, 'name', p.name, 'email', p.email, 'phone', p.phone, 'role', m.role, 'status', m.status,
    'last_used_at', m.last_used_at, 'joined_at', m.joined_at, 'version', m.version,
    'created_at', m.created_at, 'updated_at', m.updated_at
  )
  from public.organization_members as m
  join public.profiles as p on p.id = m.user_id
  where m.org_id = org and m.user_id = person
$$;

drop trigger end_personal_rights on public.organization_members;
drop function private.follow_lost_rights(uuid, public.organization_members, jsonb);
drop function private.require_member_change(public.organization_members, jsonb);
drop function private.give_custom_roles(uuid, uuid, uuid[]);
drop function private.require_grantable(uuid, text);
drop function private.shipped_rights(uuid, text);
drop function private.end_personal_rights();
delete from public.role_permissions where role in ('owner', 'admin') and resource = 'signatures' and permission = 'create';
delete from private.default_role_permissions
where role in ('owner', 'admin') and resource = 'signatures' and permission = 'create';

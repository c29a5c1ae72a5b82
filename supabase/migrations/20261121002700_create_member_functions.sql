-- Changing and ending memberships. Each function checks the right, that nobody touches or makes a role above his
-- own, and leaves the last owner to the table's trigger.

create function private.member_answer(org uuid, person uuid) returns jsonb
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
comment on function private.member_answer(uuid, uuid) is 'A member as the API shows him.';
revoke execute on function private.member_answer(uuid, uuid) from public;

-- The lock on the organization comes first in every function here, so that two changes of owners wait for each other
-- instead of for each other's members.
create function private.lock_member(org uuid, person uuid) returns public.organization_members
language plpgsql volatile set search_path = ''
as $$
declare
  member public.organization_members;
begin
  perform from public.organizations as o where o.id = org for no key update;
  select m.* into member
  from public.organization_members as m
  where m.org_id = org and m.user_id = person
  for no key update;
  if not found then
    raise exception 'not_found: There is no such member.' using errcode = 'CO404', hint = 'user_id';
  end if;
  return member;
end;
$$;
comment on function private.lock_member(uuid, uuid) is 'Locks organization and member, in this order; raises CO404.';
revoke execute on function private.lock_member(uuid, uuid) from public;

-- Only owners make owners, or touch one: the owner has the highest rank, so the one comparison says both.
create function private.require_rank(role text) returns void
language plpgsql stable set search_path = ''
as $$
begin
  if private.role_rank(role) > private.role_rank(private.current_role_name()) then
    raise exception 'role_above_own: Nobody grants or changes a role above his own.'
      using errcode = '42501', hint = 'role';
  end if;
end;
$$;
comment on function private.require_rank(text) is 'Raises 42501 for a role above the caller''s.';
revoke execute on function private.require_rank(text) from public;

-- Who may no longer invite, or no longer so high, leaves no invitation behind that still opens the door.
create function private.revoke_invitations_of(org uuid, person uuid, highest_rank integer) returns void
language sql volatile set search_path = ''
as $$
  update public.organization_invitations as i
  set revoked_at = now(), revoked_by = private.current_user_id()
  where i.org_id = org
    and i.invited_by = person
    and i.accepted_at is null
    and i.revoked_at is null
    and private.role_rank(i.role) > highest_rank
$$;
comment on function private.revoke_invitations_of(uuid, uuid, integer) is
  'Ends a member''s open invitations above a rank.';
revoke execute on function private.revoke_invitations_of(uuid, uuid, integer) from public;

-- Removed means out at once: policies read the row, and a session of his falls back to another organization of his.
create function private.end_membership(org uuid, person uuid) returns void
language plpgsql volatile set search_path = ''
as $$
begin
  update public.organization_members as m
  set status = 'removed'
  where m.org_id = org and m.user_id = person;
  delete from private.session_organizations as s where s.org_id = org and s.user_id = person;
  perform private.revoke_invitations_of(org, person, 0);
end;
$$;
comment on function private.end_membership(uuid, uuid) is 'Sets a member removed and ends what hung on him.';
revoke execute on function private.end_membership(uuid, uuid) from public;

create function public.update_member(user_id uuid, expected_version bigint, changes jsonb) returns jsonb
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
revoke execute on function public.update_member(uuid, bigint, jsonb) from public, anon;
grant execute on function public.update_member(uuid, bigint, jsonb) to authenticated;

create function public.remove_member(user_id uuid, expected_version bigint) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  member public.organization_members;
begin
  perform private.require_permission('delete', 'members', 'all');
  member := private.lock_member(org, user_id);
  perform private.require_version(member.version, expected_version);
  perform private.require_rank(member.role);
  if member.user_id = private.current_user_id() then
    raise exception 'own_account: Leave the organization instead.' using errcode = 'CO409', hint = 'user_id';
  end if;
  if member.status <> 'removed' then
    perform private.end_membership(org, member.user_id);
    perform private.enqueue_job(org, 'account_mail', jsonb_build_object(
      'user_id', member.user_id, 'event', 'member_removed'
    ));
  end if;
  return jsonb_build_object('status', 200, 'data', private.member_answer(org, member.user_id));
end;
$$;
comment on function public.remove_member(uuid, bigint) is
  'Ends a membership at once; the row stays, removed. Definer: memberships are written by functions only.';
revoke execute on function public.remove_member(uuid, bigint) from public, anon;
grant execute on function public.remove_member(uuid, bigint) to authenticated;

-- Needs no right: who wants to go may go, the last owner excepted.
create function public.leave_organization(payload jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  person constant uuid := private.require_user();
  answer constant jsonb := private.claim_idempotency('leave_organization', payload, person);
begin
  if answer is not null then
    return answer;
  end if;
  perform private.lock_member(org, person);
  perform private.end_membership(org, person);
  return private.remember_answer(person, 200, private.member_answer(org, person));
end;
$$;
comment on function public.leave_organization(jsonb) is
  'Ends the caller''s membership in the current organization. Definer: memberships are written by functions only.';
revoke execute on function public.leave_organization(jsonb) from public, anon;
grant execute on function public.leave_organization(jsonb) to authenticated;

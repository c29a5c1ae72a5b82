-- One person more or less: a grant until Friday, a denial for good. Given for a reason, by somebody who holds the right
-- for good himself, never to oneself.

create function private.personal_answer(org uuid, wanted uuid) returns jsonb
language plpgsql stable set search_path = ''
as $$
begin
  return (
    select jsonb_build_object(
      'id', u.id, 'user_id', u.user_id, 'resource', u.resource, 'permission', u.permission, 'scope', u.scope,
      'effect', u.effect, 'reason', u.reason, 'expires_at', u.expires_at,
      'is_live', u.expires_at is null or u.expires_at > statement_timestamp(),
      'granted_by', (
        select jsonb_build_object('id', a.id, 'name', coalesce(a.name, a.email))
        from public.profiles as a
        where a.id = u.granted_by
      ),
      'version', u.version, 'created_at', u.created_at
    )
    from public.user_permissions as u
    where u.org_id = org and u.id = wanted
  );
end;
$$;
comment on function private.personal_answer(uuid, uuid) is 'A grant or denial as the API shows it.';
revoke execute on function private.personal_answer(uuid, uuid) from public;

-- Whose rights are changed: a member who is here, of no higher rank, and somebody else.
create function private.lock_holder(org uuid, person uuid) returns public.organization_members
language plpgsql volatile set search_path = ''
as $$
declare
  member constant public.organization_members := private.lock_member(org, person);
begin
  if member.status = 'removed' then
    raise exception 'not_found: There is no such member.' using errcode = 'CO404', hint = 'user_id';
  end if;
  perform private.require_rank(member.role);
  if person = private.current_user_id() then
    raise exception 'own_rights: Nobody changes his own rights.' using errcode = 'CO409', hint = 'user_id';
  end if;
  return member;
end;
$$;
comment on function private.lock_holder(uuid, uuid) is
  'Locks a member whose rights the caller may change; raises CO404, CO409 or 42501.';
revoke execute on function private.lock_holder(uuid, uuid) from public;

create function public.grant_permission(payload jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  given public.user_permissions;
  answer jsonb;
  member public.organization_members;
  mine jsonb;
begin
  perform private.require_permission('update', 'permissions', 'all');
  answer := private.claim_idempotency('grant_permission', payload, org);
  if answer is not null then
    return answer;
  end if;
  given := jsonb_populate_record(null::public.user_permissions, '{"scope": "all"}' || jsonb_strip_nulls(payload));
  member := private.lock_holder(org, given.user_id);
  mine := private.rights_map(org, private.require_user(), true);
  perform private.require_rights(
    jsonb_build_object(given.resource, jsonb_build_object(given.permission, given.scope))
  );
  if given.effect = 'deny' and member.role = 'owner' then
    raise exception 'owner_rights: An owner has every right.' using errcode = 'CO409', hint = 'effect';
  end if;
  if given.expires_at <= statement_timestamp() then
    raise exception 'invalid: This moment has passed.' using errcode = 'CO422', hint = 'expires_at';
  end if;
  perform private.require_held(
    mine, '{}', jsonb_build_object(given.resource, jsonb_build_object(given.permission, given.scope))
  );
  insert into public.user_permissions (org_id, user_id, resource, permission, scope, effect, reason, expires_at)
  values (
    org, given.user_id, given.resource, given.permission, given.scope, given.effect, given.reason, given.expires_at
  )
  returning * into given;
  if private.rights_map(org, given.user_id) -> 'invitations' ->> 'create' is null then
    perform private.revoke_invitations_of(org, given.user_id, 0);
  end if;
  return private.remember_answer(org, 201, private.personal_answer(org, given.id));
end;
$$;
comment on function public.grant_permission(jsonb) is
  'Grants or denies one member a right: {user_id, resource, permission, scope?, effect: grant|deny, reason, '
  'expires_at?}. Definer: grants are written by functions only.';
revoke execute on function public.grant_permission(jsonb) from public, anon;
grant execute on function public.grant_permission(jsonb) to authenticated;

-- Taking a denial away gives the right back: that, too, only by somebody who holds it.
create function public.revoke_permission(user_id uuid, id uuid) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  mine jsonb;
  before jsonb;
  answer jsonb;
begin
  perform private.require_permission('update', 'permissions', 'all');
  perform private.lock_holder(org, revoke_permission.user_id);
  answer := private.personal_answer(org, revoke_permission.id);
  if answer ->> 'user_id' is distinct from revoke_permission.user_id::text then
    raise exception 'not_found: There is no such grant.' using errcode = 'CO404', hint = 'id';
  end if;
  mine := private.rights_map(org, private.require_user(), true);
  before := private.rights_map(org, revoke_permission.user_id);
  delete from public.user_permissions as u
  where u.org_id = org and u.id = revoke_permission.id;
  perform private.require_held(mine, before, private.rights_map(org, revoke_permission.user_id));
  if private.rights_map(org, revoke_permission.user_id) -> 'invitations' ->> 'create' is null then
    perform private.revoke_invitations_of(org, revoke_permission.user_id, 0);
  end if;
  return jsonb_build_object('status', 200, 'data', answer);
end;
$$;
comment on function public.revoke_permission(uuid, uuid) is
  'Takes a grant or denial of a member away; history keeps it. Definer: grants are written by functions only.';
revoke execute on function public.revoke_permission(uuid, uuid) from public, anon;
grant execute on function public.revoke_permission(uuid, uuid) to authenticated;

-- The same check as where a member's role is changed: an invitation gives a role, only later.
create or replace function public.create_invitation(payload jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  answer jsonb;
  address constant text := lower(btrim(payload ->> 'email'));
  made uuid;
begin
  perform private.require_permission('create', 'invitations', 'all');
  answer := private.claim_idempotency('create_invitation', payload, org);
  if answer is not null then
    return answer;
  end if;
  perform private.require_grantable(org, payload ->> 'role');
  if exists (
    select
    from public.organization_members as m
    join public.profiles as p on p.id = m.user_id
    where m.org_id = org and m.status <> 'removed' and p.email = address
  ) then
    raise exception 'already_member: This person is a member already.' using errcode = 'CO409', hint = 'email';
  end if;

  update public.organization_invitations as i
  set revoked_at = now(), revoked_by = private.current_user_id()
  where i.org_id = org
    and i.email = address
    and i.accepted_at is null
    and i.revoked_at is null
    and i.expires_at <= now();
  perform from public.organizations as o where o.id = org for no key update;
  perform private.require_member_quota(org);
  insert into public.organization_invitations (org_id, email, role, message, invited_by)
  values (org, address, payload ->> 'role', nullif(btrim(payload ->> 'message'), ''), private.current_user_id())
  on conflict (org_id, email) where accepted_at is null and revoked_at is null do nothing
  returning id into made;
  if made is null then
    raise exception 'already_invited: This address has an open invitation.' using errcode = 'CO409', hint = 'email';
  end if;
  perform private.request_invitation_mail(org, made);
  return private.remember_answer(org, 201, private.invitation_answer(org, made));
end;
$$;

create or replace function public.resend_invitation(payload jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  answer jsonb;
  invitation public.organization_invitations;
begin
  perform private.require_permission('create', 'invitations', 'all');
  answer := private.claim_idempotency('resend_invitation', payload, org);
  if answer is not null then
    return answer;
  end if;
  invitation := private.lock_invitation(org, (payload ->> 'id')::uuid);
  perform private.require_open(invitation);
  perform private.require_grantable(org, invitation.role);
  update public.organization_invitations as i
  set expires_at = now() + interval '14 days', send_requested_at = now(), send_error = null
  where i.org_id = org and i.id = invitation.id;
  perform private.request_invitation_mail(org, invitation.id);
  return private.remember_answer(org, 200, private.invitation_answer(org, invitation.id));
end;
$$;

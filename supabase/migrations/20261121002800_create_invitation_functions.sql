-- Inviting, sending again, taking back, accepting: the whole life of an invitation.

create function private.invitation_status(invitation public.organization_invitations) returns text
language sql stable set search_path = ''
as $$
  select case
    when invitation.accepted_at is not null then 'accepted'
    when invitation.revoked_at is not null then 'revoked'
    when invitation.expires_at <= now() then 'expired'
    else 'pending'
  end
$$;
comment on function private.invitation_status(public.organization_invitations) is
  'pending, accepted, revoked or expired.';
revoke execute on function private.invitation_status(public.organization_invitations) from public;

create function private.invitation_answer(org uuid, invitation uuid) returns jsonb
language sql stable set search_path = ''
as $$
  select jsonb_build_object(
    'id', i.id, 'email', i.email, 'role', i.role, 'message', i.message,
    'status', private.invitation_status(i),
    'expires_at', i.expires_at, 'sent_at', i.sent_at, 'send_error', i.send_error,
    'invited_by', case when p.id is not null then jsonb_build_object('id', p.id, 'name', p.name) end,
    'version', i.version, 'created_at', i.created_at, 'updated_at', i.updated_at
  )
  from public.organization_invitations as i
  left join public.profiles as p on p.id = i.invited_by
  where i.org_id = org and i.id = invitation
$$;
comment on function private.invitation_answer(uuid, uuid) is 'An invitation as the API shows it.';
revoke execute on function private.invitation_answer(uuid, uuid) from public;

-- Open invitations count: otherwise a quota of ten could be passed by inviting a hundred first.
create function private.require_member_quota(org uuid) returns void
language plpgsql stable set search_path = ''
as $$
declare
  taken constant bigint := (
    select count(*) from public.organization_members as m where m.org_id = org and m.status <> 'removed'
  ) + (
    select count(*)
    from public.organization_invitations as i
    where i.org_id = org and i.accepted_at is null and i.revoked_at is null and i.expires_at > now()
  );
  quota constant integer := (select o.quota_members from public.organizations as o where o.id = org);
begin
  if taken >= quota then
    raise exception 'member_quota: The plan allows % members, open invitations included.', quota
      using errcode = 'CO409';
  end if;
end;
$$;
comment on function private.require_member_quota(uuid) is 'Raises CO409 when no further member fits.';
revoke execute on function private.require_member_quota(uuid) from public;

-- A mail to any address somebody types: at most so many per invitation, so that nobody makes us a mail bomb. The
-- token of the bucket is taken in the business transaction on purpose: what fails sends nothing and costs nothing.
create function private.request_invitation_mail(org uuid, invitation uuid) returns void
language plpgsql volatile set search_path = ''
as $$
declare
  rate constant jsonb := private.take_rate('invitation:' || invitation, 12, 86400, 5);
begin
  if not (rate ->> 'allowed')::boolean then
    raise exception 'too_many: This invitation was sent often enough today.'
      using errcode = 'CO429', hint = rate ->> 'retry_after_s';
  end if;
  perform private.enqueue_job(org, 'invitation_mail', jsonb_build_object('invitation_id', invitation));
end;
$$;
comment on function private.request_invitation_mail(uuid, uuid) is 'Queues the mail of an invitation, within limits.';
revoke execute on function private.request_invitation_mail(uuid, uuid) from public;

create function public.create_invitation(payload jsonb) returns jsonb
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
  perform private.require_rank(payload ->> 'role');
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
comment on function public.create_invitation(jsonb) is
  'Invites {email, role, message?}; the worker sends the mail. Definer: invitations are written by functions only.';
revoke execute on function public.create_invitation(jsonb) from public, anon;
grant execute on function public.create_invitation(jsonb) to authenticated;

create function private.lock_invitation(org uuid, invitation uuid) returns public.organization_invitations
language plpgsql volatile set search_path = ''
as $$
declare
  found_row public.organization_invitations;
begin
  select i.* into found_row
  from public.organization_invitations as i
  where i.org_id = org and i.id = invitation
  for no key update;
  if not found then
    raise exception 'not_found: There is no such invitation.' using errcode = 'CO404', hint = 'id';
  end if;
  return found_row;
end;
$$;
comment on function private.lock_invitation(uuid, uuid) is 'Locks an invitation; raises CO404.';
revoke execute on function private.lock_invitation(uuid, uuid) from public;

create function private.require_open(invitation public.organization_invitations) returns void
language plpgsql stable set search_path = ''
as $$
begin
  if invitation.accepted_at is not null then
    raise exception 'invitation_used: This invitation was accepted already.' using errcode = 'CO410';
  end if;
  if invitation.revoked_at is not null then
    raise exception 'invitation_revoked: This invitation was taken back.' using errcode = 'CO410';
  end if;
end;
$$;
comment on function private.require_open(public.organization_invitations) is
  'Raises CO410 for an accepted or revoked one.';
revoke execute on function private.require_open(public.organization_invitations) from public;

-- Sending again also renews: an invitation somebody asks for once more is meant to be accepted.
create function public.resend_invitation(payload jsonb) returns jsonb
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
  perform private.require_rank(invitation.role);
  update public.organization_invitations as i
  set expires_at = now() + interval '14 days', send_requested_at = now(), send_error = null
  where i.org_id = org and i.id = invitation.id;
  perform private.request_invitation_mail(org, invitation.id);
  return private.remember_answer(org, 200, private.invitation_answer(org, invitation.id));
end;
$$;
comment on function public.resend_invitation(jsonb) is
  'Sends {id} once more and renews it for 14 days. Definer: invitations are written by functions only.';
revoke execute on function public.resend_invitation(jsonb) from public, anon;
grant execute on function public.resend_invitation(jsonb) to authenticated;

create function public.revoke_invitation(id uuid, expected_version bigint) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  invitation public.organization_invitations;
begin
  perform private.require_permission('delete', 'invitations', 'all');
  invitation := private.lock_invitation(org, revoke_invitation.id);
  perform private.require_version(invitation.version, expected_version);
  if invitation.accepted_at is not null then
    raise exception 'invitation_used: This invitation was accepted already.' using errcode = 'CO409';
  end if;
  update public.organization_invitations as i
  set revoked_at = now(), revoked_by = private.current_user_id()
  where i.org_id = org and i.id = invitation.id and i.revoked_at is null;
  return jsonb_build_object('status', 200, 'data', private.invitation_answer(org, invitation.id));
end;
$$;
comment on function public.revoke_invitation(uuid, bigint) is
  'Takes an open invitation back; its links end at once. Definer: invitations are written by functions only.';
revoke execute on function public.revoke_invitation(uuid, bigint) from public, anon;
grant execute on function public.revoke_invitation(uuid, bigint) to authenticated;

-- The link proves who received the mail only together with an account whose address Auth has confirmed: a forwarded
-- mail, or one read over a shoulder, must not make somebody else a member.
create function public.accept_invitation(payload jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  person constant uuid := private.require_user();
  session constant uuid := private.uuid_claim('session_id');
  answer constant jsonb := private.claim_idempotency('accept_invitation', payload, person);
  invitation public.organization_invitations := private.find_invitation(payload ->> 'token');
  account record;
  member public.organization_members;
begin
  if answer is not null then
    return answer;
  end if;
  if invitation.id is null then
    raise exception 'not_found: This invitation does not exist.' using errcode = 'CO404', hint = 'token';
  end if;
  select lower(u.email) as email, u.email_confirmed_at is not null as is_confirmed
  into account
  from auth.users as u
  where u.id = person;
  if account.email is distinct from invitation.email then
    raise exception 'other_address: This invitation was sent to another e-mail address. Sign in with that one.'
      using errcode = '42501', hint = 'email';
  end if;
  if not account.is_confirmed then
    raise exception 'address_unconfirmed: Confirm your e-mail address first.' using errcode = '42501', hint = 'email';
  end if;

  -- The organization first, as everywhere: then a removal and an acceptance cannot wait for each other.
  perform from public.organizations as o where o.id = invitation.org_id for no key update;
  invitation := private.lock_invitation(invitation.org_id, invitation.id);
  perform private.require_open(invitation);
  if invitation.expires_at <= now() then
    raise exception 'invitation_expired: This invitation is too old. Ask for a new one.' using errcode = 'CO410';
  end if;

  select m.* into member
  from public.organization_members as m
  where m.org_id = invitation.org_id and m.user_id = person
  for no key update;
  if member.status = 'suspended' then
    raise exception 'member_suspended: This membership is suspended.' using errcode = 'CO409';
  end if;
  if member.status is null then
    insert into public.organization_members (org_id, user_id, role, last_used_at)
    values (invitation.org_id, person, invitation.role, now());
  elsif member.status = 'removed' then
    update public.organization_members as m
    set role = invitation.role, status = 'active', joined_at = now(), last_used_at = now()
    where m.org_id = invitation.org_id and m.user_id = person;
  end if;
  update public.organization_invitations as i
  set accepted_at = now(), accepted_by = person
  where i.org_id = invitation.org_id and i.id = invitation.id;
  if session is not null then
    perform private.choose_organization(session, person, invitation.org_id);
  end if;

  return private.remember_answer(person, 200, (
    select jsonb_build_object('org_id', o.id, 'slug', o.slug, 'name', o.name, 'role', m.role)
    from public.organizations as o
    join public.organization_members as m on m.org_id = o.id and m.user_id = person
    where o.id = invitation.org_id
  ));
end;
$$;
comment on function public.accept_invitation(jsonb) is
  'Joins by {token} with the invited, confirmed address; this session works in that organization from the next token on. '
  'Definer: memberships are written by functions only, and it reads the confirmed address from Auth.';
revoke execute on function public.accept_invitation(jsonb) from public, anon;
grant execute on function public.accept_invitation(jsonb) to authenticated;

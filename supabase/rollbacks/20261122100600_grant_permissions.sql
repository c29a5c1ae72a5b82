-- Undoes "grant permissions".
drop function public.revoke_permission(uuid, uuid);
drop function public.grant_permission(jsonb);
drop function private.lock_holder(uuid, uuid);
drop function private.personal_answer(uuid, uuid);

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
  perform private.require_rank(invitation.role);
  update public.organization_invitations as i
  set expires_at = now() + interval '14 days', send_requested_at = now(), send_error = null
  where i.org_id = org and i.id = invitation.id;
  perform private.request_invitation_mail(org, invitation.id);
  return private.remember_answer(org, 200, private.invitation_answer(org, invitation.id));
end;
$$;

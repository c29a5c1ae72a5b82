-- Undoes "create invitation functions".
drop function public.accept_invitation(jsonb);
drop function public.revoke_invitation(uuid, bigint);
drop function public.resend_invitation(jsonb);
drop function private.require_open(public.organization_invitations);
drop function private.lock_invitation(uuid, uuid);
drop function public.create_invitation(jsonb);
drop function private.request_invitation_mail(uuid, uuid);
drop function private.require_member_quota(uuid);
drop function private.invitation_answer(uuid, uuid);
drop function private.invitation_status(public.organization_invitations);

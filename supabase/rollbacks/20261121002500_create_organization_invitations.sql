-- Undoes "create organization invitations", with all rows.
drop function private.find_invitation(text);
drop table private.invitation_tokens;
drop table public.organization_invitations;

-- Undoes "create member functions".
drop function public.leave_organization(jsonb);
drop function public.remove_member(uuid, bigint);
drop function public.update_member(uuid, bigint, jsonb);
drop function private.end_membership(uuid, uuid);
drop function private.revoke_invitations_of(uuid, uuid, integer);
drop function private.require_rank(text);
drop function private.lock_member(uuid, uuid);
drop function private.member_answer(uuid, uuid);

-- Undoes "list user activity".
drop function public.list_member_sessions(uuid);
drop function public.list_user_activity(uuid, integer, jsonb);
drop function private.require_activity_of(uuid);

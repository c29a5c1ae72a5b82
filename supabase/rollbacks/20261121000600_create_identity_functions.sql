-- Undoes "create identity functions".
drop function public.user_has_permission(uuid, text, text);
drop function public.has_permission(text, text);
drop function private.require_permission(public.permission_type, public.resource_type, text);
drop function private.has_permission(public.permission_type, public.resource_type);
drop function private.permission_scope(public.permission_type, public.resource_type);
drop function private.current_role_name();
drop function private.current_org_id();
drop function private.live_membership();
drop function private.current_user_id();
drop function private.uuid_claim(text);
drop function private.claims();

-- Undoes "explain rights".
drop function public.get_permissions();
drop function public.get_member_permissions(uuid);
drop function public.who_can(text, text);
drop function public.explain_permission(uuid, text, text);
drop function private.require_insight(uuid);
drop function private.explained(uuid, uuid, text, text);
drop function private.deciding_source(jsonb, text);
drop function private.right_sources(uuid, uuid, text, text);

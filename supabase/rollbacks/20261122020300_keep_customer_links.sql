-- Undoes "keep customer links".
delete from ops.schedules where name = 'cleanup_expired_portal_access';
drop function ops.cleanup_expired_portal_access();
drop function public.revoke_portal_access(uuid, bigint);
drop function public.send_portal_link(jsonb);
drop function public.create_portal_token(jsonb);
drop function public.generate_portal_access(jsonb);
drop function private.insert_portal_access(uuid, jsonb, text);
drop function private.check_portal_access(jsonb);
drop function private.require_open_link(public.customer_portal_access);
drop function private.lock_portal_access(uuid, uuid);
drop function public.list_portal_views(uuid);
drop function public.get_portal_link(uuid);
drop function public.list_portal_links(uuid);
drop function private.portal_link_row(uuid, uuid);
drop function private.portal_link_rows(uuid, uuid[]);

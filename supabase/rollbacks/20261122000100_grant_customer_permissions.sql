-- Undoes "grant customer permissions": the lines of these resources, shipped and copied. History keeps no line of it:
-- the rights go with the tables they are about.
alter table public.role_permissions disable trigger record_delete;
delete from public.role_permissions where resource in ('portal_links', 'feedback', 'notifications', 'templates');
alter table public.role_permissions enable trigger record_delete;
delete from private.default_role_permissions
where resource in ('portal_links', 'feedback', 'notifications', 'templates');

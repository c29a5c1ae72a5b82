-- Undoes "grant field permissions": the lines of these resources, shipped and copied. History keeps no line of it: the
-- rights go with the tables they are about.
alter table public.role_permissions disable trigger record_delete;
delete from public.role_permissions where resource in ('time_entries', 'photos', 'signatures', 'devices', 'sync');
alter table public.role_permissions enable trigger record_delete;
delete from private.default_role_permissions
where resource in ('time_entries', 'photos', 'signatures', 'devices', 'sync');

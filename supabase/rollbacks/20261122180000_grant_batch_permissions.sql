-- Undoes "grant batch permissions": the lines of this resource, shipped and copied.
alter table public.role_permissions disable trigger record_delete;
delete from public.role_permissions where resource = 'batch_operations';
alter table public.role_permissions enable trigger record_delete;
delete from private.default_role_permissions where resource = 'batch_operations';

-- Undoes "create role permissions", with all rows.
drop table public.role_permissions;
drop table private.default_role_permissions;
drop function private.copy_default_permissions(uuid);

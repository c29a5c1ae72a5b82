-- Undoes "create departments", with all rows.
drop function public.restore_department(jsonb);
drop function public.delete_department(uuid, bigint);
drop function private.lock_department(uuid, uuid);
drop function public.create_department(jsonb);
alter table public.organization_members drop column department_id;
drop table public.departments;
delete from public.role_permissions where resource = 'departments';
delete from private.default_role_permissions where resource = 'departments';

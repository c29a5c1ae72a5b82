-- Undoes "create custom roles", with all rows: who had one has his shipped role's rights again.
drop table public.user_permissions;
drop table public.user_roles;
delete from public.role_permissions where role is null;
alter table public.role_permissions
  drop constraint role_permissions_custom_right_key,
  drop constraint role_permissions_one_role_check,
  drop column custom_role_id,
  alter column role set not null;
drop table public.custom_roles;
drop function private.spread_role_rights();

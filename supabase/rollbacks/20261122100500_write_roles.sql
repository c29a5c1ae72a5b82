-- Undoes "write roles".
drop function public.restore_role(jsonb);
drop function public.delete_role(uuid, bigint);
drop function public.update_role(uuid, bigint, jsonb, boolean);
drop function private.write_role(uuid, public.custom_roles, jsonb);
drop function private.count_gains(jsonb, jsonb);
drop function private.rights_of_holders(uuid, uuid);
drop function private.lock_role(uuid, uuid);
drop function public.create_role(jsonb);
drop function public.get_role(uuid);
drop function public.list_roles(jsonb, integer, jsonb);
drop function private.role_answer(uuid, uuid);
drop function private.require_rights(jsonb);

-- Undoes "create time off functions".
drop function public.restore_time_off(jsonb);
drop function public.delete_time_off(uuid, bigint);
drop function public.update_time_off(uuid, bigint, jsonb);
drop function public.create_time_off(jsonb);
drop function private.require_own_reach(uuid, uuid, text);
drop function private.lock_time_off(uuid, uuid);
drop function public.list_time_off(jsonb, integer, jsonb);
drop function public.get_time_off(uuid);
drop function private.time_off_row(uuid, uuid);
drop function private.time_off_rows(uuid, uuid[]);

-- Undoes "create time entry functions".
drop function public.list_time_entries(jsonb, integer, jsonb);
drop function public.get_time_entry(uuid);
drop function public.restore_time_entry(jsonb);
drop function public.delete_time_entry(uuid, bigint);
drop function public.update_time_entry(uuid, bigint, jsonb);
drop function public.create_time_entry(jsonb);
drop function private.lock_time_entry(uuid, uuid);
drop function private.check_time_entry(uuid, public.time_entries);
drop function private.refuse_time_overlap(uuid, public.time_entries);
drop function private.time_entry_rows(uuid, uuid[]);

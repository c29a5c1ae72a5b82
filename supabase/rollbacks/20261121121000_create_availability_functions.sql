-- Undoes "create availability functions".
drop function private.set_week(uuid, uuid, jsonb);
drop function public.update_availability(uuid, bigint, jsonb);
drop function private.visits_off_hours(uuid, uuid);
drop function public.get_availability(uuid);
drop function private.availability_row(uuid, uuid);

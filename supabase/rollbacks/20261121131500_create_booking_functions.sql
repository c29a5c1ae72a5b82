-- Undoes "create booking functions".
drop function public.update_booking(uuid, bigint, jsonb);
drop function private.write_plans(uuid, public.bookings[]);
drop function private.insert_booking(uuid, jsonb);
drop function public.create_booking(jsonb);
drop function private.require_planner(jsonb);
drop function private.require_free(uuid, public.bookings, public.bookings, uuid[], text, text);

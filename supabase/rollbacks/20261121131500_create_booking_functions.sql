-- Undoes "create booking functions".
drop function public.update_booking(uuid, bigint, jsonb);
drop function private.write_plans(uuid, public.bookings[]);
drop function private.insert_booking(uuid, jsonb);
drop function public.create_booking(jsonb);
drop function private.require_planner(jsonb);
drop function private.require_free(uuid, public.bookings, public.bookings, uuid[], text, text);
drop function private.plan_booking(uuid, public.bookings, jsonb);
drop function private.require_plannable(public.bookings, jsonb);
drop function private.plan_people(uuid, public.bookings, public.bookings, jsonb);
drop function private.plan_day(uuid, public.bookings, public.bookings, jsonb);
drop function private.plan_times(uuid, public.bookings, jsonb);
drop function private.default_duration(uuid, public.jobs);
drop function private.require_open_job(uuid, uuid);
drop function private.lock_booking(uuid, uuid);

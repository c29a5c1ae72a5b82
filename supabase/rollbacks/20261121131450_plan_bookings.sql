-- Undoes "plan bookings".
drop function private.plan_booking(uuid, public.bookings, jsonb);
drop function private.require_plannable(public.bookings, jsonb);
drop function private.plan_people(uuid, public.bookings, public.bookings, jsonb);
drop function private.plan_day(uuid, public.bookings, public.bookings, jsonb);
drop function private.plan_times(uuid, public.bookings, jsonb);
drop function private.default_duration(uuid, public.jobs);
drop function private.require_open_job(uuid, uuid);
drop function private.lock_booking(uuid, uuid);

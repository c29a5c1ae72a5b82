-- Undoes "create booking answers".
drop function private.job_rows(uuid, uuid[]);
drop function private.step_list(uuid, uuid);
drop function private.booking_steps(public.bookings);
drop function private.booking_rows(uuid, uuid[]);

-- Undoes "follow bookings".
drop trigger follow_delete on public.booking_assignments;
drop trigger follow_update on public.booking_assignments;
drop trigger follow_insert on public.booking_assignments;
drop trigger settle_update on public.bookings;
drop trigger settle_insert on public.bookings;
drop function private.follow_assignments();
drop function private.follow_changed_bookings();
drop function private.follow_new_bookings();
drop function private.refuse_closed_jobs(uuid, uuid[]);
drop function private.write_job_status(uuid, uuid[]);
drop function private.job_status(uuid, uuid);
drop function private.check_parents(uuid, uuid[]);

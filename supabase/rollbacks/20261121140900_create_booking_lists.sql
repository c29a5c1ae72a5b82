-- Undoes "create booking lists".
drop function public.get_booking(uuid);
drop function public.list_bookings(jsonb, integer, jsonb);
drop function private.filtered_jobs(uuid, text, jsonb);
drop function private.find_bookings(uuid, uuid[], jsonb, uuid[], boolean, jsonb, integer);
drop function private.first_start(uuid, timestamptz);
drop index public.bookings_long_idx;

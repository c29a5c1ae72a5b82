-- Undoes "create booking requests", with all rows.
drop table public.booking_requests;

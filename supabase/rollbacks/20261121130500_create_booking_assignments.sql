-- Undoes "create booking assignments".
drop table public.booking_assignments;

-- Undoes "create booking holds".
drop table public.booking_holds;

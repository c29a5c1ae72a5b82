-- Undoes "create booking status history".
drop table public.booking_status_history;

-- Undoes "create business hours", with all rows.
drop table public.business_hours;

-- Undoes "create daily limits", with all rows.
drop table public.daily_limits;

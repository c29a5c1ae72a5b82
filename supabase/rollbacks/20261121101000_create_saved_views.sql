-- Undoes "create saved views", with all rows.
drop table public.saved_views;

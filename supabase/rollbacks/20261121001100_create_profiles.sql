-- Undoes "create profiles", with all rows.
drop table public.profiles;
drop function private.colleague_ids();

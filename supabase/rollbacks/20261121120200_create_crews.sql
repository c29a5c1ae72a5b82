-- Undoes "create crews", with all rows.
drop table public.crew_members;
drop table public.crews;
drop function private.own_crew_ids();

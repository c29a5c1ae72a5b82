-- Undoes "create crews", with all rows.
drop function private.crew_members_on(uuid, uuid, timestamptz);
drop table public.crew_members;
drop table public.crews;
drop function private.own_crew_ids();

-- Undoes "create organizations", with all rows.
drop table public.organizations;

-- Undoes "create resource skills", with all rows.
drop table public.resource_skills;

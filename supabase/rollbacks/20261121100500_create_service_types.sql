-- Undoes "create service types", with all rows.
drop table public.service_type_skills;
drop table public.service_types;

-- Undoes "create resource availability", with all rows.
drop table public.resource_availability;

-- Undoes "create resource zones", with all rows.
drop table public.resource_zones;

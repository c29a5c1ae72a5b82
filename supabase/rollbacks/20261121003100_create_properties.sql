-- Undoes "create properties", with all rows.
drop table public.properties;
drop function private.default_time_zone();
drop function private.own_property_ids();

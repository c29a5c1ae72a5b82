-- Undoes "create bookable resources", with all rows.
drop table public.bookable_resources;
drop function private.own_resource_ids();

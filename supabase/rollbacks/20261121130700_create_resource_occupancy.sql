-- Undoes "create resource occupancy".
drop table public.resource_occupancy;
drop function private.guard_occupancy();
drop function private.lock_resources(uuid, uuid[]);

-- Undoes "create resource time off", with all rows and what they occupy.
delete from public.resource_occupancy where time_off_id is not null;
alter table public.resource_occupancy drop constraint resource_occupancy_time_off_id_fkey;
drop table public.resource_time_off;

-- Undoes "create field photos".
drop table public.field_photos;

-- Undoes "list devices".
drop function public.list_devices(jsonb, integer, jsonb);

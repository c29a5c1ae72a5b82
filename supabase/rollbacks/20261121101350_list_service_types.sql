-- Undoes "list service types".
drop function public.list_service_types(jsonb, integer, jsonb);

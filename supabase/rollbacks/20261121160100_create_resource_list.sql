-- Undoes "create resource list".
drop function public.list_resources(jsonb, integer, jsonb);

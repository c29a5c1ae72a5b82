-- Undoes "create list functions".
drop function public.list_properties(jsonb, integer, jsonb);
drop function public.list_customers(jsonb, integer, jsonb);
drop function private.sees_part(text, public.resource_type);
drop function private.page_size(integer);

-- Undoes "create search functions".
drop function public.search_all(text, integer);
drop function public.search_properties(text, integer);
drop function private.find_properties(uuid, text, uuid[], integer);
drop function public.search_customers(text, jsonb, integer);
drop function private.describe_match(text, uuid, uuid, uuid, uuid);
drop function private.find_customers(uuid, text, uuid[], jsonb, integer);
drop function private.search_patterns(text);

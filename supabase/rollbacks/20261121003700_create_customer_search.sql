-- Undoes "create customer search".
drop function public.search_customers(text, jsonb, integer);
drop function private.describe_match(text[], public.customers, uuid, uuid);
drop function private.find_customers(uuid, text, text, jsonb, integer);
drop function private.like_prefix(text);
drop function private.search_patterns(text);

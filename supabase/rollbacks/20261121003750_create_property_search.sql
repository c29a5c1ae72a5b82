-- Undoes "create property search".
drop function public.search_all(text, integer);
drop function public.search_properties(text, integer);
drop function private.find_properties(uuid, text, text, integer);

-- Undoes "create geocode cache", with all rows.
drop function public.keep_geocode(text, jsonb);
drop function public.find_geocode(text);
drop function private.require_geocoding();
drop table private.geocode_cache;

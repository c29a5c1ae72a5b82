-- Undoes "create service zones", with all rows.
drop function private.zone_of(uuid, text, double precision, double precision);
drop function private.is_within(jsonb, double precision, double precision);
drop table public.service_zones;
drop function private.is_polygon(jsonb);
drop function private.is_position(jsonb);
drop function private.is_postcode_list(text[]);
drop function private.postcode_key(text);

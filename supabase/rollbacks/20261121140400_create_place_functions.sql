-- Undoes "create place functions".
drop function private.scheduling_settings(uuid);
drop function private.travel_min(double precision, double precision, double precision, double precision, double precision, double precision);

-- Undoes "write occupancy".
drop function private.write_occupancy(uuid, uuid[]);
drop function private.place_bookings(uuid, uuid[]);
drop function private.write_assignments(uuid, uuid[]);
drop function private.period_of(public.bookings);
drop function private.occupies(text);

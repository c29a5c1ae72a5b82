-- Undoes "create lateness".
drop function private.booking_json(uuid, uuid[]);
drop function private.lateness(uuid, uuid[], timestamptz);

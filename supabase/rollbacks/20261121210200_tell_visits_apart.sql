-- Undoes "tell visits apart".
drop function private.office_version(public.bookings);
drop function private.last_visits(uuid, uuid, uuid);
drop function private.visit_digests(uuid, uuid[], uuid);
drop function private.field_visit_ids(uuid, uuid);

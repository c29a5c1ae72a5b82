-- Undoes "create slot search".
drop function private.full_days(uuid, uuid[], timestamptz, timestamptz, integer, text, uuid, jsonb);
drop function private.slot_gaps(uuid, uuid[], timestamptz, timestamptz, integer, integer, integer, uuid, uuid);
drop function private.slot_resources(uuid, uuid, uuid[], uuid, boolean, timestamptz);
drop function private.require_known(uuid, text);
drop function private.slot_wish(uuid, jsonb);

-- Undoes "create time off functions".
drop function private.release_time_off(uuid, uuid);
drop function private.occupy_time_off(uuid, uuid, uuid, timestamptz, timestamptz);
drop function private.time_off_conflicts(uuid, uuid, timestamptz, timestamptz, uuid);

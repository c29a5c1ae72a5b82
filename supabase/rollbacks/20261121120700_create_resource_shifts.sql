-- Undoes "create resource shifts".
drop function private.resource_shifts(uuid, uuid[], timestamptz, timestamptz);

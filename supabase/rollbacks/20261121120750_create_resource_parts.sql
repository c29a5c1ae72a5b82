-- Undoes "create resource parts".
drop function private.set_resource_parts(uuid, uuid, jsonb);
drop function private.set_daily_limit(uuid, uuid, jsonb);
drop function private.set_resource_zones(uuid, uuid, uuid[]);
drop function private.set_resource_skills(uuid, uuid, jsonb);

-- Undoes "create placing functions".
drop function private.take_over_hold(uuid, uuid);
drop function private.refuse_double_booking(jsonb, text);
drop function private.conflict_list(uuid, uuid[], tstzrange, uuid[]);
drop function private.describe_conflict(public.resource_occupancy);
drop function private.sees_booking(uuid);
drop function private.find_conflicts(uuid, uuid[], tstzrange, uuid[]);
drop function private.resource_ids(jsonb);
drop function private.crew_on(uuid, uuid, date);
drop function private.resolve_assignments(uuid, jsonb, date);
drop function private.check_named_resources(uuid, jsonb);
drop function private.visit_day(uuid, uuid, timestamptz);
drop function private.invalid(text, text, text);

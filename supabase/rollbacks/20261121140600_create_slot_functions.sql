-- Undoes "create slot functions".
drop function public.find_available_slots(jsonb);
drop function private.slot_limits(uuid, uuid[], jsonb, jsonb);
drop function private.slot_candidates(uuid, jsonb, jsonb, uuid, integer);
drop function private.slot_openings(uuid, uuid[], jsonb, uuid);
drop function private.familiar_resources(uuid, uuid[], uuid, uuid);

-- Undoes "create hold functions".
drop function public.release_hold(uuid);
drop function public.create_hold(jsonb);
drop function private.insert_hold(uuid, jsonb);
drop function private.hold_answer(uuid, uuid);

-- Undoes "hear customers".
drop function public.portal_feedback(jsonb);
drop function private.write_feedback(uuid, uuid, uuid, uuid, jsonb);
drop function public.portal_message(jsonb);

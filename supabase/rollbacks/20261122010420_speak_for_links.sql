-- Undoes "speak for links".
drop function public.gate_portal_resend(uuid);
drop function private.portal_token_for(uuid, uuid, text, uuid);
drop function private.add_portal_token(uuid, uuid, text, uuid);
drop function public.portal_code(jsonb);
drop function public.portal_seen(jsonb);
drop function private.note_portal_view(uuid, uuid, uuid);
drop function private.keep_portal_answer(uuid, uuid, text, jsonb, jsonb);
drop function private.known_portal_answer(uuid, uuid, text, jsonb);
drop function private.lock_portal_link(text);
drop function private.portal_link(text, boolean);

-- Undoes "note failed sign ins".
drop function public.gate_note_failed_sign_in(text, jsonb);
drop function public.password_verification_hook(jsonb);
drop function private.log_failed_sign_in(uuid, jsonb);

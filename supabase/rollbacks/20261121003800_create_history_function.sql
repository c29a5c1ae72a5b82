-- Undoes "create history function".
drop function public.list_changes(text, uuid, jsonb, integer);
drop function private.history_subjects(uuid, text, uuid);

-- Undoes "create checklist functions".
drop function public.restore_checklist(jsonb);
drop function public.delete_checklist(uuid, bigint);
drop function private.lock_checklist(uuid, uuid);
drop function public.create_checklist(jsonb);

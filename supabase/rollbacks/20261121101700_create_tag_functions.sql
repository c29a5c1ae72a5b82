-- Undoes "create tag functions".
drop function public.restore_tag(jsonb);
drop function public.delete_tag(uuid, bigint);
drop function private.lock_tag(uuid, uuid);
drop function public.create_tag(jsonb);

-- Undoes "create closure functions".
drop function public.restore_closure(jsonb);
drop function public.delete_closure(uuid, bigint);
drop function private.lock_closure(uuid, uuid);
drop function public.create_closure(jsonb);

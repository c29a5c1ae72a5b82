-- Undoes "create skill functions".
drop function public.restore_skill(jsonb);
drop function public.delete_skill(uuid, bigint);
drop function private.lock_skill(uuid, uuid);
drop function public.create_skill(jsonb);

-- Undoes "create property functions".
drop function public.restore_property(jsonb);
drop function public.delete_property(uuid, bigint);
drop function private.lock_property(uuid, uuid);
drop function public.create_property(jsonb);

-- Undoes "create customer functions".
drop function public.restore_customer(jsonb);
drop function public.delete_customer(uuid, bigint);
drop function private.lock_customer(uuid, uuid, public.permission_type, public.resource_type);
drop function public.create_customer(jsonb);

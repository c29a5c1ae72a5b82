-- Undoes "create service zone functions".
drop function public.restore_service_zone(jsonb);
drop function public.delete_service_zone(uuid, bigint);
drop function private.lock_service_zone(uuid, uuid);
drop function public.create_service_zone(jsonb);

-- Undoes "create resource functions".
drop function public.restore_resource(jsonb);
drop function public.delete_resource(uuid, bigint);
drop function private.visits_ahead(uuid, uuid);
drop function public.update_resource(uuid, bigint, jsonb);
drop function public.create_resource(jsonb);
drop function private.flat_home(jsonb);
drop function private.require_planned_member(uuid, uuid);
drop function private.lock_resource(uuid, uuid);
drop function public.get_resource(uuid);
drop function private.resource_row(uuid, uuid);
drop function private.resource_rows(uuid, uuid[]);

-- Undoes "create service type functions".
drop function public.restore_service_type(jsonb);
drop function public.delete_service_type(uuid, bigint);
drop function public.update_service_type(uuid, bigint, jsonb);
drop function private.lock_service_type(uuid, uuid, public.permission_type);
drop function public.create_service_type(jsonb);
drop function private.require_checklist(uuid, uuid);
drop function private.service_type_columns(jsonb);
drop function private.set_service_type_skills(uuid, uuid, jsonb);
drop function private.service_type_data(public.service_types);
drop function private.service_type_skills(uuid, uuid);

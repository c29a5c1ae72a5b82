-- Undoes "create job functions".
drop function public.transition_job(jsonb);
drop function private.cancel_visits_of(uuid, uuid, text);
drop function public.restore_job(jsonb);
drop function public.delete_job(uuid, bigint);
drop function public.update_job(uuid, bigint, jsonb);
drop function private.lock_job(uuid, uuid, public.permission_type);
drop function public.create_job(jsonb);
drop function private.check_service_type(uuid, uuid);
drop function private.insert_job(uuid, jsonb);

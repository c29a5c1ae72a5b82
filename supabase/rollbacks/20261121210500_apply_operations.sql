-- Undoes "apply operations".
drop function public.apply_operations(jsonb);
drop function private.take_operation(uuid, public.offline_sync_queue);
drop function private.read_operation(uuid, uuid, uuid, bigint, jsonb);
drop function private.keep_operation(uuid, public.offline_sync_queue, jsonb);
drop function private.welcome_file(uuid, public.offline_sync_queue);
drop function private.greet_device(uuid, uuid, uuid, jsonb);
drop function private.attempt_operation(uuid, public.offline_sync_queue, boolean);
drop function private.do_operation(uuid, public.offline_sync_queue, boolean);
drop function private.refusal(text, text, text, text);
drop function private.is_passing(text);

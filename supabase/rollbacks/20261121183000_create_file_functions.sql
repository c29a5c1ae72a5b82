-- Undoes "create file functions".
drop function public.complete_file(jsonb);
drop function public.renew_upload(jsonb);
drop function public.create_file(jsonb);
drop function private.own_file(uuid, uuid);
drop function public.get_file(uuid);
drop function private.create_pending_file(uuid, jsonb);
drop function private.file_answer(public.file_storage);
drop function private.is_sent(public.file_storage);
drop function private.stored_bytes(uuid);

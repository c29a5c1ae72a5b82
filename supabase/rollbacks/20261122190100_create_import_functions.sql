-- Undoes "create import functions".
drop function public.list_import_rows(uuid, jsonb, integer, integer);
drop function public.start_import(jsonb);
drop function public.update_import(uuid, bigint, jsonb);
drop function public.list_imports(integer, jsonb);
drop function public.get_import(uuid);
drop function public.create_import(jsonb);
drop function private.check_import(public.imports);
drop function private.lock_import(uuid, uuid);
drop function private.import_answer(public.imports);
drop function private.import_state(public.imports);
drop function private.import_counts(uuid, uuid);

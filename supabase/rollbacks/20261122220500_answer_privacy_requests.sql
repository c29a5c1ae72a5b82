-- Undoes "answer privacy requests".
delete from ops.schedules where name = 'finish_erasures';
drop function ops.finish_erasures();
drop function ops.objects_erased(uuid, uuid);
drop function ops.objects_to_erase(uuid, uuid);
drop function public.export_person(jsonb);
drop function private.person_rows(private.person_scope);
drop function public.erase_person(jsonb);
drop function private.erase_now(uuid, text, uuid, text, boolean);
drop function private.refuse_naming(private.person_scope, text);

-- Undoes "check files".
delete from ops.schedules where name = 'sweep_files';
drop function ops.sweep_files(integer, integer);
drop function private.forget_file(uuid, uuid);
drop function ops.accept_file(uuid, uuid, jsonb);
drop function ops.reject_file(uuid, uuid, text);
drop function ops.known_file(uuid, text);
drop function ops.file_to_check(uuid, uuid);

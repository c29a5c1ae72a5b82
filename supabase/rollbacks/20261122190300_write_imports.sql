-- Undoes "write imports".
delete from ops.schedules where name = 'sweep_imports';
drop function ops.sweep_imports();
drop function ops.finish_import(uuid, uuid, uuid);
drop function ops.import_progress(uuid, uuid, uuid);
drop function ops.write_import(uuid, uuid, uuid, integer);
drop function private.mark_late_duplicates(uuid, uuid, integer[]);
drop function private.write_import_batch(uuid, uuid, integer[]);
drop function private.write_import_rows(uuid, uuid, integer[]);
drop function private.act_for_member(uuid, uuid);

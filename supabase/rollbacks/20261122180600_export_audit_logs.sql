-- Undoes "export audit logs", with the list of what was exported.
delete from ops.schedules where name = 'sweep_exports';
drop index public.batch_operations_file_idx;
drop function ops.export_file_removed(uuid, uuid);
drop function ops.old_export_files(integer);
drop function ops.audit_exported(uuid, uuid, bigint, bigint, text);
drop function ops.audit_export_lines(uuid, uuid, jsonb, integer);
drop table private.audit_log_exports;

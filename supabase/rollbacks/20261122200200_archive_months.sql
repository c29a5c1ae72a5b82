-- Undoes "archive months". A bucket that holds something stays.
delete from ops.schedules where name = 'archive_months';
drop function private.restore_archive_rows(uuid, uuid, jsonb, interval);
drop function ops.archive_written(uuid, text, date, jsonb);
drop function private.unproven_audit_lines(uuid, date, uuid, uuid);
drop function ops.archive_rows(uuid, text, date, uuid, integer);
drop function private.month_range(date);
drop function ops.archives_due();
drop function private.archives_due(timestamptz);
drop function private.month_owners(private.retention_rules, regclass, timestamptz, timestamptz);
drop function private.archived_rows(uuid, text, date);
drop table private.archived_audit_lines;
drop table private.archives;
select set_config('storage.allow_delete_query', 'true', true);
delete from storage.buckets as b
where b.id = 'archive' and not exists (select from storage.objects as o where o.bucket_id = b.id);

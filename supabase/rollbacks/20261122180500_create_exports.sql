-- Undoes "create exports". Files that lie in the bucket are removed by the Storage API first; a bucket that holds some
-- stays.
drop function public.open_batch_file(uuid);
drop policy exports_select_reader on storage.objects;
drop function private.can_read_export(text);
drop function private.may_fetch_export(public.batch_operations);
drop function public.create_export(jsonb);
delete from ops.job_kinds where kind = 'audit_log_export';
drop table private.export_datasets;
select set_config('storage.allow_delete_query', 'true', true);
delete from storage.buckets as b
where b.id = 'exports' and not exists (select from storage.objects as o where o.bucket_id = b.id);

-- Undoes "create batch operations", with all rows; jobs under way go on unseen.
drop trigger follow_jobs on private.background_jobs;
drop function private.follow_jobs();
drop function private.find_batch_operation(public.permission_type, uuid, boolean);
drop function private.batch_operation_row(public.batch_operations);
drop function private.start_batch_operation(uuid, text, jsonb, bigint);
drop table public.batch_operations;

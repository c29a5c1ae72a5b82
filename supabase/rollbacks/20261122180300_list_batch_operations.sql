-- Undoes "list batch operations".
drop function ops.cancelled_jobs(text);
drop function ops.report_progress(uuid, uuid, text, bigint, bigint);
drop function public.cancel_batch_operation(jsonb);
drop function public.get_batch_operation(uuid);
drop function public.list_batch_operations(jsonb, integer, jsonb);

-- Undoes "create job lists".
drop function public.get_job(uuid);
drop function public.list_jobs(jsonb, integer, jsonb);
drop function private.planning_json(uuid, uuid);
drop function private.find_backlog_page(uuid, uuid[], jsonb, uuid[], jsonb, integer);
drop function private.find_job_page(uuid, uuid[], jsonb, uuid[], jsonb, integer);
drop function private.backlog_jobs(uuid);
drop function private.urgency(text);
drop index public.jobs_open_idx;

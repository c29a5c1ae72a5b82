-- Undoes "create jobs".
drop table public.jobs;
drop function private.check_job_place();

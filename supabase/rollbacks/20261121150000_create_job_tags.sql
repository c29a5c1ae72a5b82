-- Undoes "create job tags", with all rows.
drop function private.set_job_tags(uuid, uuid, uuid[]);
drop function private.job_tag_data(uuid, uuid);
drop table public.job_tags;

-- Undoes "create background jobs", with all rows.
drop table private.background_jobs;
drop function private.enqueue_job(uuid, text, jsonb);

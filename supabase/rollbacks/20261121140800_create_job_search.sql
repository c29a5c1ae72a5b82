-- Undoes "create job search".
drop function private.find_jobs(uuid, text, text, integer);
drop function private.number_words(text);
drop index public.jobs_title_idx;

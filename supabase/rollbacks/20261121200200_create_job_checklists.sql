-- Undoes "create job checklists".
drop trigger settle_update on public.jobs;
drop trigger settle_insert on public.jobs;
drop table public.job_checklists;
drop function private.change_checklists();
drop function private.give_checklists();
drop function private.copy_checklists(uuid, uuid[]);
drop function private.is_answers(jsonb);

-- Undoes "create visit reports".
drop function private.visit_report(uuid, uuid);
drop function private.report_answers(uuid, uuid, public.job_checklists);
drop function private.answer_text(jsonb, jsonb, bigint);
drop function private.report_sha256(jsonb);
drop function private.canonical_json(jsonb);
alter table public.activities drop column is_for_customer;

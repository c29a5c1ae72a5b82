-- Undoes "create privacy requests".
drop function public.preview_person(text, uuid);
drop function private.report_keep_days();
drop function private.count_person(private.person_scope);
drop function private.person_condition(private.personal_data_rows);
drop function private.planned_visits(private.person_scope);
drop function private.require_privacy(uuid, text, uuid);
drop function private.privacy_request_row(public.privacy_requests);
delete from private.personal_data_columns where relation = 'public.privacy_requests';
drop table public.privacy_requests;

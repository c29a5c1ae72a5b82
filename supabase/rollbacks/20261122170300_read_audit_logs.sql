-- Undoes "read audit logs".
drop function public.get_audit_seals();
drop function public.list_audit_logs(jsonb, integer, jsonb);
drop function private.note_audit_view(uuid);
drop function private.search_audit_logs(uuid, jsonb, timestamptz, uuid, integer);
drop function private.find_audit_logs(uuid, jsonb, timestamptz, uuid, integer);
drop function private.audit_log_rows(uuid, uuid[], timestamptz[]);
drop function private.record_title(uuid, text, uuid);
drop function private.log_audit_event(uuid, public.activity_type, text, uuid, text, boolean, text[]);
drop index public.audit_logs_severity_idx;
drop index public.audit_logs_action_idx;

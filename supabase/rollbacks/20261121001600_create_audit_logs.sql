-- Undoes "create audit logs", with all rows.
drop table public.audit_logs;

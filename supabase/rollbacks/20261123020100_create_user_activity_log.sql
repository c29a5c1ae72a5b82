-- Undoes "create user activity log". Lines with the new words stay as they are: a sealed log is not edited.
drop function private.log_account_event(uuid, uuid, public.activity_type, uuid, jsonb, text);
create or replace function private.log_audit_event(
  org uuid, action public.activity_type, entity text, entity_id uuid, severity text default 'info',
  pii_accessed boolean default false, changed text[] default '{}'
) returns void
language plpgsql volatile security definer set search_path = ''
as $$
declare
  context constant jsonb := private.request_context();
  actor record := private.current_actor();
begin
  insert into public.audit_logs
    (org_id, actor_kind, actor_id, action, entity, entity_id, changed, ip, user_agent, method, path, session_id,
     correlation_id, severity, gdpr_relevant, pii_accessed)
  values (
    org, actor.kind, actor.id, log_audit_event.action, log_audit_event.entity, log_audit_event.entity_id,
    log_audit_event.changed, private.to_inet(context ->> 'ip'), left(context ->> 'user_agent', 500),
    left(context ->> 'method', 10), left(context ->> 'path', 500), private.uuid_claim('session_id'),
    context ->> 'correlation_id', log_audit_event.severity, log_audit_event.pii_accessed,
    log_audit_event.pii_accessed
  );
end;
$$;
drop function private.log_user_activity(uuid, uuid, public.activity_type, text, uuid, text, inet, text, uuid);
delete from private.personal_data_rows where relation = 'public.user_activity_log';
delete from private.personal_data_columns where relation = 'public.user_activity_log';
delete from private.retention_rules where name = 'user_activity_log';
delete from public.system_settings where category = 'retention' and name = 'user_activity_days';
delete from private.default_settings where category = 'retention' and name = 'user_activity_days';
drop table public.user_activity_log;
alter domain public.activity_type drop constraint activity_type_check;
alter domain public.activity_type add constraint activity_type_check check (
  value in (
    'login', 'logout', 'create', 'update', 'delete', 'restore', 'view', 'export', 'import', 'approve', 'assign',
    'invite', 'accept', 'revoke', 'switch'
  )
) not valid;

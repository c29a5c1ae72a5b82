-- What people did with their accounts: came, were turned away, left, looked, took files along. The audit log keeps it
-- as proof, sealed and for a year; this keeps it by person and for a season, so that each may see his own and who
-- audits can read one person's days without searching everybody's.

-- Every word that was allowed still is, so no stored line has to be read again.
alter domain public.activity_type drop constraint activity_type_check;
alter domain public.activity_type add constraint activity_type_check check (
  value in (
    'login', 'login_failed', 'logout', 'denied', 'create', 'update', 'delete', 'restore', 'view', 'export', 'import',
    'approve', 'assign', 'invite', 'accept', 'revoke', 'switch'
  )
) not valid;

create table public.user_activity_log (
  org_id uuid not null references public.organizations (id) on delete cascade,
  id uuid not null default private.uuid_v7(),
  created_at timestamptz not null default now(),
  user_id uuid not null,
  activity public.activity_type not null,
  entity text not null,
  entity_id uuid,
  detail text,
  ip inet,
  user_agent text,
  session_id uuid,
  primary key (org_id, id, created_at),
  constraint user_activity_log_detail_check check (length(detail) <= 300),
  constraint user_activity_log_user_agent_check check (length(user_agent) <= 500)
) partition by range (created_at);
comment on table public.user_activity_log is 'What people did with their accounts, by person. Insert-only, by month.';
comment on column public.user_activity_log.entity is 'Of what: a session, a right, or the record that was looked at.';
comment on column public.user_activity_log.detail is
  'How somebody signed in, or the right that was missing and where (method and path, without a query).';

create index user_activity_log_person_idx on public.user_activity_log (org_id, user_id, created_at desc, id desc);

alter table public.user_activity_log enable row level security;

grant select on public.user_activity_log to authenticated;

create policy user_activity_log_select_auditor on public.user_activity_log for select to authenticated
  using (
    org_id = (select private.current_org_id())
    and (
      user_id = (select private.current_user_id())
      or (select private.permission_scope('read', 'audit_logs')) = 'all'
    )
  );

select private.create_partitions_ahead('public.user_activity_log');
select private.create_monthly_partition(
  'public.user_activity_log', (date_trunc('month', now() at time zone 'UTC') + make_interval(months => n))::date
)
from generate_series(0, 11) as n;

insert into private.default_settings (category, name, value, least, most)
values ('retention', 'user_activity_days', '90', 7, 400);
insert into private.retention_rules (name, relation, time_column, is_monthly, keep, setting, is_archived, condition)
values (
  'user_activity_log', 'public.user_activity_log', 'created_at', true, '90 days', 'user_activity_days', true, null
);

insert into private.personal_data_columns (relation, name, person, rule, reason)
values
  ('public.user_activity_log', 'entity', 'none', 'stay', 'A fixed word.'),
  ('public.user_activity_log', 'detail', 'none', 'stay', 'A way of signing in, or a right and an address of the app.'),
  ('public.user_activity_log', 'ip', 'member', 'row', 'Where the person was.'),
  ('public.user_activity_log', 'user_agent', 'member', 'row', 'What the person used.');
insert into private.personal_data_rows (position, relation, person, action, is_exported, predicate)
values (26, 'public.user_activity_log', 'member', 'delete', true, 't.user_id = any (($1).users)');

create function private.log_user_activity(
  org uuid, person uuid, activity public.activity_type, entity text, entity_id uuid default null,
  detail text default null, ip inet default null, user_agent text default null, session uuid default null
) returns void
language plpgsql volatile security definer set search_path = ''
as $$
begin
  insert into public.user_activity_log
    (org_id, user_id, activity, entity, entity_id, detail, ip, user_agent, session_id)
  values (
    org, person, log_user_activity.activity, log_user_activity.entity, log_user_activity.entity_id,
    left(log_user_activity.detail, 300), log_user_activity.ip, left(log_user_activity.user_agent, 500), session
  );
end;
$$;
comment on function private.log_user_activity(
  uuid, uuid, public.activity_type, text, uuid, text, inet, text, uuid
) is 'Writes a line of a person''s activity. Definer: nobody may write into the log by hand.';
revoke execute on function private.log_user_activity(
  uuid, uuid, public.activity_type, text, uuid, text, inet, text, uuid
) from public;

-- As before; what a person did stands in his activity as well.
create or replace function private.log_audit_event(
  org uuid, action public.activity_type, entity text, entity_id uuid, severity text default 'info',
  pii_accessed boolean default false, changed text[] default '{}'
) returns void
language plpgsql volatile security definer set search_path = ''
as $$
declare
  context constant jsonb := private.request_context();
  actor record := private.current_actor();
  ip constant inet := private.to_inet(context ->> 'ip');
  session constant uuid := private.uuid_claim('session_id');
begin
  insert into public.audit_logs
    (org_id, actor_kind, actor_id, action, entity, entity_id, changed, ip, user_agent, method, path, session_id,
     correlation_id, severity, gdpr_relevant, pii_accessed)
  values (
    org, actor.kind, actor.id, log_audit_event.action, log_audit_event.entity, log_audit_event.entity_id,
    log_audit_event.changed, ip, left(context ->> 'user_agent', 500), left(context ->> 'method', 10),
    left(context ->> 'path', 500), session, context ->> 'correlation_id', log_audit_event.severity,
    log_audit_event.pii_accessed, log_audit_event.pii_accessed
  );
  if actor.kind = 'user' then
    perform private.log_user_activity(
      org, actor.id, log_audit_event.action, log_audit_event.entity, log_audit_event.entity_id, null, ip,
      context ->> 'user_agent', session
    );
  end if;
end;
$$;

-- A line of both logs about an account, where no request of the person's own stands behind it: Auth asks, or the server
-- tells. Who it is comes from there, never from what a caller says of himself.
create function private.log_account_event(
  org uuid, person uuid, action public.activity_type, session uuid, context jsonb, severity text default 'info'
) returns void
language plpgsql volatile security definer set search_path = ''
as $$
declare
  ip constant inet := private.to_inet(context ->> 'ip');
  of_session constant boolean := action in ('login', 'login_failed', 'logout');
  missing constant text := context ->> 'missing';
begin
  insert into public.audit_logs
    (org_id, actor_kind, actor_id, action, entity, entity_id, changed, ip, user_agent, method, path, session_id,
     correlation_id, severity)
  values (
    org, 'user', person, log_account_event.action, case when of_session then 'session' else 'permission' end,
    case when of_session then session end, coalesce(array_remove(array[missing], null), '{}'), ip,
    left(context ->> 'user_agent', 500), left(context ->> 'method', 10), left(context ->> 'path', 500), session,
    left(context ->> 'correlation_id', 100), log_account_event.severity
  );
  perform private.log_user_activity(
    org, person, log_account_event.action, case when of_session then 'session' else 'permission' end, null,
    case
      when missing is null then context ->> 'way'
      else concat_ws(' ', missing, context ->> 'method', context ->> 'path')
    end,
    ip, context ->> 'user_agent', session
  );
end;
$$;
comment on function private.log_account_event(uuid, uuid, public.activity_type, uuid, jsonb, text) is
  'A line of audit log and activity; context: {ip, user_agent, method, path, correlation_id, way, missing}. '
  'Definer: nobody may write into the logs by hand.';
revoke execute on function private.log_account_event(uuid, uuid, public.activity_type, uuid, jsonb, text) from public;

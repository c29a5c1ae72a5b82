-- Who did what, from where. Insert-only: no role may insert by hand, update or delete; functions of the owner write it.
-- Each row carries from the start what the background seal needs: the transaction that wrote it (a row is sealed only
-- when every older transaction has ended), a salt and a place for its leaf, so that erasing a person later removes
-- the content and keeps the proof.
create table public.audit_logs (
  org_id uuid not null references public.organizations (id) on delete cascade,
  id uuid not null default private.uuid_v7(),
  created_at timestamptz not null default now(),
  actor_kind text not null,
  actor_id uuid,
  action public.activity_type not null,
  entity text not null,
  entity_id uuid,
  changed text[] not null default '{}',
  change_id uuid,
  ip inet,
  user_agent text,
  method text,
  path text,
  session_id uuid,
  correlation_id text,
  severity text not null default 'info',
  gdpr_relevant boolean not null default false,
  pii_accessed boolean not null default false,
  xid xid8 not null default pg_current_xact_id(),
  salt bytea default uuid_send(gen_random_uuid()),
  leaf bytea,
  erased_at timestamptz,
  primary key (org_id, id, created_at),
  constraint audit_logs_actor_kind_check check (
    actor_kind in ('user', 'api_key', 'portal', 'device', 'worker', 'operator')
  ),
  constraint audit_logs_severity_check check (severity in ('info', 'notice', 'warning', 'critical')),
  constraint audit_logs_salt_check check (salt is not null or erased_at is not null)
) partition by range (created_at);
comment on table public.audit_logs is 'Insert-only record of who did what. By month; sealed in the background.';
comment on column public.audit_logs.change_id is 'The row of private.change_log with the values, where there is one.';
comment on column public.audit_logs.xid is
  'The writing transaction; tells the sealer when no older row can still appear.';
comment on column public.audit_logs.salt is
  'Makes the leaf unguessable; removed by erasure, then the leaf proves alone.';

create index audit_logs_created_at_idx on public.audit_logs (org_id, created_at desc, id desc);
create index audit_logs_entity_idx on public.audit_logs (org_id, entity, entity_id, created_at desc);
create index audit_logs_actor_idx on public.audit_logs (org_id, actor_id, created_at desc);

alter table public.audit_logs enable row level security;

grant select (
  org_id, id, created_at, actor_kind, actor_id, action, entity, entity_id, changed, change_id, ip, user_agent, method,
  path, session_id, correlation_id, severity, gdpr_relevant, pii_accessed, erased_at
) on public.audit_logs to authenticated;

create policy audit_logs_select_auditor on public.audit_logs for select to authenticated
  using (
    org_id = (select private.current_org_id())
    and (select private.permission_scope('read', 'audit_logs')) = 'all'
  );

select private.create_partitions_ahead('public.audit_logs');

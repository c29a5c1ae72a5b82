-- What every record was before and after each edit. Written by private.record_changes only; read through list_changes,
-- which asks for the right to read the record itself.
create table private.change_log (
  org_id uuid not null references public.organizations (id) on delete cascade,
  id uuid not null default private.uuid_v7(),
  created_at timestamptz not null default now(),
  entity text not null,
  entity_id uuid not null,
  version bigint,
  operation text not null,
  changed text[] not null default '{}',
  old jsonb,
  new jsonb,
  actor_kind text not null,
  actor_id uuid,
  correlation_id text,
  primary key (org_id, id, created_at),
  constraint change_log_operation_check check (operation in ('created', 'updated', 'deleted', 'restored')),
  constraint change_log_actor_kind_check check (
    actor_kind in ('user', 'api_key', 'portal', 'device', 'worker', 'operator')
  )
) partition by range (created_at);
comment on table private.change_log is 'Old and new values of each edit, secrets masked. By month.';
comment on column private.change_log.changed is 'The columns an update changed; old and new hold only these.';

create index change_log_entity_idx on private.change_log (org_id, entity, entity_id, created_at desc, id desc);

alter table private.change_log enable row level security;
select private.create_partitions_ahead('private.change_log');

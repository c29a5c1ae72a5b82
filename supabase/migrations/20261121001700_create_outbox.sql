-- Events for the outside world, written in the business transaction: a rolled-back change sends nothing, a committed
-- one is never lost. The worker relays them; receivers see an event at least once and know it again by its id.
create table private.outbox (
  org_id uuid not null references public.organizations (id) on delete cascade,
  id uuid not null default private.uuid_v7(),
  type text not null,
  entity text not null,
  entity_id uuid not null,
  sequence bigint,
  data jsonb not null,
  created_at timestamptz not null default now(),
  relayed_at timestamptz,
  primary key (org_id, id),
  constraint outbox_type_check check (type ~ '^[a-z_]+\.[a-z_]+$')
);
comment on table private.outbox is 'Domain events waiting for the worker, kept a week after they were relayed.';
comment on column private.outbox.sequence is
  'The record''s version: tells a receiver which of two events is the later.';
comment on column private.outbox.data is
  'Ids and the names of changed fields, never values: the receiver asks for them.';

create index outbox_waiting_idx on private.outbox (id) where relayed_at is null;
create index outbox_relayed_at_idx on private.outbox (relayed_at) where relayed_at is not null;

-- Rows come and go all day; the default threshold of a fifth of the table would leave too many dead ones.
alter table private.outbox set (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 500);

alter table private.outbox enable row level security;

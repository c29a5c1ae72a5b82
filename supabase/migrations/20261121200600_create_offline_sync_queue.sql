-- The journal of what phones sent: each operation once, with what became of it. Sent again after a lost answer it is
-- answered from here. What could not be done as sent waits here for a person, with what the office said at the time.

-- Kinds are rows, so that an issue which adds one adds a line and a branch of private.do_operation.
create table private.sync_kinds (
  kind text not null primary key,
  entity text not null,
  -- append: only adds; merge: by field; steps: follows the state machine; server: the office's version wins.
  policy text not null,
  constraint sync_kinds_kind_check check (kind ~ '^[a-z_]+\.[a-z_]+$'),
  constraint sync_kinds_policy_check check (policy in ('append', 'merge', 'steps', 'server'))
);
comment on table private.sync_kinds is 'What a phone may send, and by which rule it is applied.';
alter table private.sync_kinds enable row level security;

insert into private.sync_kinds (kind, entity, policy)
values
  ('booking.transition', 'booking', 'steps'),
  ('booking.seen', 'booking', 'append'),
  ('checklist.answer', 'checklist', 'merge'),
  ('photo.add', 'photo', 'append'),
  ('photo.update', 'photo', 'merge'),
  ('photo.remove', 'photo', 'append'),
  ('note.add', 'note', 'append'),
  ('signature.add', 'signature', 'append'),
  ('time.add', 'time_entry', 'append'),
  ('time.end', 'time_entry', 'append'),
  ('conflict.decide', 'operation', 'append');

create table public.offline_sync_queue (
  org_id uuid not null references public.organizations (id) on delete cascade,
  id uuid not null default private.uuid_v7(),
  op_id uuid not null,
  user_id uuid not null,
  device_id uuid not null,
  kind text not null,
  entity text not null,
  entity_id uuid not null,
  booking_id uuid,
  base_version bigint,
  device_time timestamptz not null,
  clock_offset_ms bigint not null default 0,
  payload jsonb not null,
  result text not null,
  code text,
  detail jsonb,
  office_version jsonb,
  state text not null default 'done',
  is_synced boolean not null generated always as (state in ('done', 'decided')) stored,
  synced_at timestamptz not null default now(),
  decision text,
  decision_reason text,
  decided_by uuid,
  decided_at timestamptz,
  primary key (org_id, id),
  foreign key (org_id, user_id) references public.organization_members (org_id, user_id) on delete cascade,
  foreign key (org_id, device_id) references public.devices (org_id, id) on delete cascade,
  foreign key (org_id, booking_id) references public.bookings (org_id, id) on delete set null (booking_id),
  foreign key (org_id, decided_by) references public.organization_members (org_id, user_id)
    on delete set null (decided_by),
  constraint offline_sync_queue_op_id_key unique (org_id, user_id, op_id),
  constraint offline_sync_queue_kind_check check (kind ~ '\S' and length(kind) <= 60),
  constraint offline_sync_queue_entity_check check (entity ~ '\S' and length(entity) <= 60),
  constraint offline_sync_queue_payload_check check (
    jsonb_typeof(payload) = 'object' and length(payload::text) <= 600000
  ),
  constraint offline_sync_queue_result_check check (result in ('applied', 'merged', 'conflict', 'rejected')),
  constraint offline_sync_queue_state_check check (state in ('done', 'parked', 'with_office', 'decided')),
  constraint offline_sync_queue_decision_check check (decision in ('keep_mine', 'take_office', 'note')),
  constraint offline_sync_queue_decided_check check (
    (state = 'decided') = (decision is not null) and (decided_at is not null) = (decision is not null)
  ),
  constraint offline_sync_queue_decided_by_check check (decided_by is null or decision is not null),
  constraint offline_sync_queue_decision_reason_check check (
    decision_reason ~ '\S' and length(decision_reason) <= 1000
  )
);
comment on table public.offline_sync_queue is 'Operations of phones, each once, with their result and who decided what.';
comment on column public.offline_sync_queue.office_version is 'The record as it was at the office when this arrived.';
comment on column public.offline_sync_queue.state is
  'parked waits for a person, with_office was handed to the office by its author, decided says how it ended.';

create index offline_sync_queue_parked_idx on public.offline_sync_queue (org_id, id) where state in ('parked', 'with_office');
create index offline_sync_queue_booking_idx on public.offline_sync_queue (org_id, booking_id, id)
  where booking_id is not null;
create index offline_sync_queue_user_idx on public.offline_sync_queue (org_id, user_id, id);
create index offline_sync_queue_device_idx on public.offline_sync_queue (org_id, device_id);
create index offline_sync_queue_decided_by_idx on public.offline_sync_queue (org_id, decided_by)
  where decided_by is not null;

alter table public.offline_sync_queue enable row level security;

-- Read through list_operations: what the office says about a visit that is not one's own any more is not in it.

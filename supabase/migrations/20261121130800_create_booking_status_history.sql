-- Every step of a visit: who, when by our clock and by the phone's, why, and what was skipped. One line per version of
-- the visit, written by its trigger; the function that takes a step with a phone's time writes it first.
create table public.booking_status_history (
  org_id uuid not null,
  id uuid not null default private.uuid_v7(),
  booking_id uuid not null,
  booking_version bigint not null,
  from_status text,
  to_status text not null,
  reason text,
  skipped text[] not null default '{}',
  actor_kind text not null,
  actor_id uuid,
  device_time timestamptz,
  op_id uuid,
  created_at timestamptz not null default now(),
  primary key (org_id, id),
  foreign key (org_id, booking_id) references public.bookings (org_id, id) on delete cascade,
  constraint booking_status_history_version_key unique (org_id, booking_id, booking_version),
  constraint booking_status_history_reason_check check (reason ~ '\S' and length(reason) <= 1000),
  constraint booking_status_history_actor_kind_check check (
    actor_kind in ('user', 'api_key', 'portal', 'device', 'worker', 'operator')
  )
);
comment on table public.booking_status_history is 'The steps of each visit, oldest first by version.';
comment on column public.booking_status_history.op_id is
  'The operation of a phone''s queue: sent twice it is one step.';

create unique index booking_status_history_op_id_key on public.booking_status_history (org_id, op_id)
  where op_id is not null;

alter table public.booking_status_history enable row level security;

grant select on public.booking_status_history to authenticated;

-- A time kept for the minutes of a phone call. Its resources are rows of resource_occupancy, which expire with it.
create table public.booking_holds (
  org_id uuid not null references public.organizations (id) on delete cascade,
  id uuid not null default private.uuid_v7(),
  job_id uuid,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  expires_at timestamptz not null,
  held_by uuid default private.current_user_id(),
  created_at timestamptz not null default now(),
  primary key (org_id, id),
  foreign key (org_id, job_id) references public.jobs (org_id, id) on delete cascade,
  foreign key (org_id, held_by) references public.organization_members (org_id, user_id)
    on delete set null (held_by),
  constraint booking_holds_ends_at_check check (ends_at > starts_at and ends_at <= starts_at + interval '31 days')
);
comment on table public.booking_holds is 'Times kept free for a few minutes. Gone when booked, released or expired.';

create index booking_holds_expires_at_idx on public.booking_holds (org_id, expires_at);
create index booking_holds_job_idx on public.booking_holds (org_id, job_id) where job_id is not null;
create index booking_holds_held_by_idx on public.booking_holds (org_id, held_by) where held_by is not null;

-- Reached through functions only.
alter table public.booking_holds enable row level security;

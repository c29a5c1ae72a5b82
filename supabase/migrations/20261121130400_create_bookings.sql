-- Visits. The row says what holds; who goes, what they are occupied with, the history of states and the job's state
-- follow from it by trigger, so that they cannot disagree with it, whoever writes.
create table public.bookings (
  org_id uuid not null references public.organizations (id) on delete cascade,
  id uuid not null default private.uuid_v7(),
  number text not null,
  job_id uuid not null,
  status text not null default 'unscheduled',
  status_reason text,
  status_since timestamptz not null default now(),
  starts_at timestamptz,
  ends_at timestamptz,
  window_starts_at timestamptz,
  window_ends_at timestamptz,
  promised_starts_at timestamptz,
  promised_ends_at timestamptz,
  is_flexible_day boolean not null default false,
  flexible_on date,
  confirmed_at timestamptz,
  outcome text,
  outcome_reason text,
  actual_start timestamptz,
  actual_end timestamptz,
  buffer_before_min integer not null default 0,
  buffer_after_min integer not null default 0,
  freed_at timestamptz,
  assigned jsonb not null default '[]',
  is_assigned boolean not null generated always as (assigned <> '[]') stored,
  overlap_reason text,
  overlap_by uuid,
  parent_booking_id uuid,
  instructions text,
  needs_follow_up boolean not null generated always as (coalesce(outcome = 'incomplete', false)) stored,
  created_by uuid default private.current_user_id(),
  version bigint not null default 1,
  edit_count integer not null default 0,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (org_id, id),
  foreign key (org_id, job_id) references public.jobs (org_id, id) on delete cascade,
  foreign key (org_id, parent_booking_id) references public.bookings (org_id, id) on delete set null (parent_booking_id),
  foreign key (org_id, overlap_by) references public.organization_members (org_id, user_id)
    on delete set null (overlap_by),
  foreign key (org_id, created_by) references public.organization_members (org_id, user_id)
    on delete set null (created_by),
  constraint bookings_number_key unique (org_id, number),
  constraint bookings_number_check check (number ~ '\S' and length(number) <= 40),
  constraint bookings_status_check check (
    status in (
      'unscheduled', 'scheduled', 'dispatched', 'en_route', 'on_site', 'paused', 'completed', 'closed', 'cancelled',
      'no_show'
    )
  ),
  constraint bookings_starts_at_check check (
    case status
      when 'unscheduled' then starts_at is null
      when 'cancelled' then true
      else starts_at is not null
    end
  ),
  -- Half a year is a project of many visits; a longer "visit" is a slip of the keyboard that blocks a calendar.
  constraint bookings_ends_at_check check (
    (ends_at is null) = (starts_at is null) and ends_at > starts_at and ends_at <= starts_at + interval '31 days'
  ),
  constraint bookings_window_ends_at_check check (
    (window_ends_at is null) = (window_starts_at is null)
    and window_ends_at > window_starts_at
    and (window_ends_at is null or starts_at is not null)
  ),
  constraint bookings_promised_ends_at_check check (
    (promised_ends_at is null) = (promised_starts_at is null) and promised_ends_at > promised_starts_at
  ),
  constraint bookings_flexible_on_check check (is_flexible_day = (flexible_on is not null)),
  constraint bookings_assigned_check check (
    jsonb_typeof(assigned) = 'array'
    and length(assigned::text) <= 20000
    and (status in ('unscheduled', 'scheduled', 'cancelled', 'no_show') or assigned <> '[]')
  ),
  constraint bookings_status_reason_check check (
    (status in ('paused', 'cancelled', 'no_show')) = (status_reason is not null)
    and (status_reason is null or status_reason ~ '\S' and length(status_reason) <= 1000)
  ),
  constraint bookings_outcome_check check (outcome in ('done', 'incomplete')),
  constraint bookings_outcome_present check ((outcome is not null) = (status in ('completed', 'closed'))),
  constraint bookings_outcome_reason_check check (
    (coalesce(outcome, 'done') = 'incomplete') = (outcome_reason is not null)
    and (outcome_reason is null or outcome_reason ~ '\S' and length(outcome_reason) <= 1000)
  ),
  constraint bookings_actual_start_check check (
    case
      when status in ('unscheduled', 'scheduled', 'dispatched') then actual_start is null
      when status in ('on_site', 'completed', 'closed') then actual_start is not null
      else true
    end
  ),
  constraint bookings_actual_end_check check (
    (actual_end is not null) = (status in ('completed', 'closed')) and actual_end >= actual_start
  ),
  constraint bookings_buffer_before_min_check check (buffer_before_min between 0 and 1440),
  constraint bookings_buffer_after_min_check check (buffer_after_min between 0 and 1440),
  constraint bookings_overlap_reason_check check (overlap_reason ~ '\S' and length(overlap_reason) <= 1000),
  constraint bookings_overlap_by_check check (overlap_by is null or overlap_reason is not null),
  constraint bookings_parent_booking_id_check check (parent_booking_id <> id),
  constraint bookings_instructions_check check (instructions ~ '\S' and length(instructions) <= 10000)
);
comment on table public.bookings is 'Visits of a job. Never deleted: what does not take place is cancelled.';
comment on column public.bookings.assigned is
  'Who goes: [{resource_id, role, crew_id}], each resource once. booking_assignments follows from it.';
comment on column public.bookings.window_starts_at is 'With window_ends_at what the customer expects now.';
comment on column public.bookings.promised_starts_at is
  'With promised_ends_at the first window said to the customer: being on time is measured by it.';
-- A flexible visit was promised for a day and not for an hour. Without times it is unscheduled and occupies nobody:
-- there is no interval to occupy. With times it occupies like any other, because people cannot be in two places
-- whatever the customer was told; within its day it may be moved without breaking the promise.
comment on column public.bookings.flexible_on is
  'The day promised instead of an hour, in the property''s zone; set exactly when is_flexible_day.';
comment on column public.bookings.freed_at is
  'When its people were free again, because it was completed early; reopening keeps it, moving forgets it.';
comment on column public.bookings.overlap_reason is
  'Why it stands on top of something else on purpose; its occupancy is out of the constraint, not out of sight.';
comment on column public.bookings.status_since is 'When it came into its state.';

create index bookings_list_idx on public.bookings (org_id, starts_at, id);
create index bookings_status_idx on public.bookings (org_id, status, starts_at, id);
create index bookings_job_idx on public.bookings (org_id, job_id, starts_at);
-- What Today asks for all day: visits that are under way, whatever their day, and those that nobody goes to.
create index bookings_under_way_idx on public.bookings (org_id, starts_at)
  where status in ('dispatched', 'en_route', 'on_site', 'paused');
create index bookings_unassigned_idx on public.bookings (org_id, starts_at) where not is_assigned;
create index bookings_parent_idx on public.bookings (org_id, parent_booking_id) where parent_booking_id is not null;
create index bookings_updated_at_idx on public.bookings (org_id, updated_at, id);
create index bookings_overlap_by_idx on public.bookings (org_id, overlap_by) where overlap_by is not null;
create index bookings_created_by_idx on public.bookings (org_id, created_by) where created_by is not null;

alter table public.bookings set (autovacuum_vacuum_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.05);

alter table public.bookings enable row level security;

-- Written by functions only.
grant select on public.bookings to authenticated;

create trigger guard_step before insert or update on public.bookings
  for each row execute function private.guard_step();
create trigger forbid_change before update of org_id, id, number, job_id, created_by, created_at on public.bookings
  for each row execute function private.forbid_change(
    'org_id', 'id', 'number', 'job_id', 'created_by', 'created_at'
  );
create trigger touch_row before update on public.bookings
  for each row execute function private.touch_row();
create trigger record_insert after insert on public.bookings
  referencing new table as new_rows
  for each statement execute function private.record_changes('booking');
create trigger record_update after update on public.bookings
  referencing old table as old_rows new table as new_rows
  for each statement execute function private.record_changes('booking');
create trigger record_delete after delete on public.bookings
  referencing old table as old_rows
  for each statement execute function private.record_changes('booking');

-- Columns that follow from others or are nobody's edit.
create or replace function private.bookkeeping_columns() returns text[]
language sql immutable parallel safe set search_path = ''
as $$
  select array[
    'version', 'edit_count', 'updated_at', 'display_name', 'sort_name', 'phone_digits', 'last_used_at',
    'last_login_at', 'login_count', 'send_requested_at', 'sent_at', 'send_error', 'freed_at', 'is_assigned',
    'needs_follow_up', 'status_since', 'overlap_by'
  ]
$$;

-- What makes double booking impossible: visits, holds and time off of a resource are rows of one table, and an
-- exclusion constraint lets no two of them overlap. Everything else (locks, checks, warnings) only explains it earlier.
--
-- Two visits may stand on top of each other on purpose. Such a row is out of the constraint, and a trigger sees to it
-- that no ordinary row meets one: a predicate alone would let it.
create table public.resource_occupancy (
  org_id uuid not null,
  id uuid not null default private.uuid_v7(),
  resource_id uuid not null,
  period tstzrange not null,
  kind text not null,
  booking_id uuid,
  assignment_id uuid,
  hold_id uuid,
  time_off_id uuid,
  expires_at timestamptz,
  overlap_reason text,
  overlap_by uuid,
  created_at timestamptz not null default now(),
  primary key (org_id, id),
  foreign key (org_id, resource_id) references public.bookable_resources (org_id, id) on delete cascade,
  foreign key (org_id, booking_id) references public.bookings (org_id, id) on delete cascade,
  foreign key (org_id, assignment_id) references public.booking_assignments (org_id, id) on delete cascade,
  foreign key (org_id, hold_id) references public.booking_holds (org_id, id) on delete cascade,
  foreign key (org_id, overlap_by) references public.organization_members (org_id, user_id)
    on delete set null (overlap_by),
  constraint resource_occupancy_kind_check check (kind in ('assignment', 'hold', 'time_off')),
  constraint resource_occupancy_subject_check check (
    num_nonnulls(booking_id, hold_id, time_off_id) = 1
    and (kind = 'assignment') = (booking_id is not null)
    and (kind = 'hold') = (hold_id is not null)
    and (assignment_id is null or booking_id is not null)
  ),
  -- An empty range overlaps nothing: it would be a row without effect. One without end would block for ever.
  constraint resource_occupancy_period_check check (
    not isempty(period) and not lower_inf(period) and not upper_inf(period)
    and lower_inc(period) and not upper_inc(period)
  ),
  constraint resource_occupancy_expires_at_check check ((kind = 'hold') = (expires_at is not null)),
  constraint resource_occupancy_overlap_reason_check check (overlap_reason is null or kind = 'assignment'),
  -- Deferrable, so that two visits may change places within one transaction; checked at once unless one asks.
  constraint resource_occupancy_free_key exclude using gist (
    org_id with =, resource_id with =, period with &&
  ) where (overlap_reason is null) deferrable initially immediate
);
comment on table public.resource_occupancy is
  'What occupies a resource, with buffers: [start - before, end + after). No two rows of a resource overlap.';

-- The constraint's own index leaves deliberate rows out; whoever looks for free time must see them too.
create index resource_occupancy_period_idx on public.resource_occupancy using gist (org_id, resource_id, period);
-- The few rows that every writer asks for: holds that may have run out, and what stands on top of something on purpose.
create index resource_occupancy_expires_at_idx on public.resource_occupancy (org_id, resource_id, expires_at)
  where expires_at is not null;
create index resource_occupancy_deliberate_idx on public.resource_occupancy (org_id, resource_id)
  where overlap_reason is not null;
create index resource_occupancy_resource_idx on public.resource_occupancy (org_id, resource_id);
create index resource_occupancy_booking_idx on public.resource_occupancy (org_id, booking_id)
  where booking_id is not null;
create index resource_occupancy_assignment_idx on public.resource_occupancy (org_id, assignment_id)
  where assignment_id is not null;
create index resource_occupancy_hold_idx on public.resource_occupancy (org_id, hold_id) where hold_id is not null;
create index resource_occupancy_time_off_idx on public.resource_occupancy (org_id, time_off_id)
  where time_off_id is not null;
create index resource_occupancy_overlap_by_idx on public.resource_occupancy (org_id, overlap_by)
  where overlap_by is not null;

alter table public.resource_occupancy set (
  autovacuum_vacuum_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.05
);

-- Reached through functions and triggers only.
alter table public.resource_occupancy enable row level security;

-- Whoever places something takes the locks of its resources first, in the order of their ids: two writers who want the
-- same two people then wait for one another instead of for each other, and what the winner wrote is seen by the loser's
-- next statement. The lock ends with the transaction. Holds that have run out are removed here, because the constraint
-- knows no clock.
create function private.lock_resources(org uuid, resources uuid[]) returns void
language plpgsql volatile set search_path = '' set plan_cache_mode = force_generic_plan
  set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off
as $$
declare
  resource uuid;
  moment timestamptz;
begin
  for resource in select distinct r from unnest(resources) as r where r is not null order by r loop
    perform pg_advisory_xact_lock(hashtextextended('resource:' || org || resource, 0));
  end loop;
  -- Read once the locks are held: a hold may run out while one waits.
  moment := clock_timestamp();
  delete from public.booking_holds as h
  using public.resource_occupancy as o
  where o.org_id = org
    and o.resource_id = any (resources)
    and o.expires_at <= moment
    and h.org_id = org
    and h.id = o.hold_id;
end;
$$;
comment on function private.lock_resources(uuid, uuid[]) is
  'Takes the resources for this transaction, in id order, and removes their expired holds.';
revoke execute on function private.lock_resources(uuid, uuid[]) from public;

-- A row that only gets shorter meets nothing new.
create function private.guard_occupancy() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  if tg_op = 'UPDATE' then
    if new.resource_id = old.resource_id and new.period <@ old.period
      and (new.overlap_reason is not null or old.overlap_reason is null) then
      return new;
    end if;
  end if;
  perform private.lock_resources(new.org_id, array[new.resource_id]);
  if new.overlap_reason is null and exists (
    select
    from public.resource_occupancy as o
    where o.org_id = new.org_id
      and o.resource_id = new.resource_id
      and o.period && new.period
      and o.overlap_reason is not null
      and o.id <> new.id
  ) then
    raise exception 'double_booking: The resource is occupied at that time.' using errcode = 'CO409';
  end if;
  return new;
end;
$$;
comment on function private.guard_occupancy() is
  'Before something is placed: locks the resource and refuses an ordinary row that meets a deliberate one. '
  'Definer: nobody has a right on this table.';
revoke execute on function private.guard_occupancy() from public;

create trigger guard_occupancy before insert or update of org_id, resource_id, period, overlap_reason
  on public.resource_occupancy
  for each row execute function private.guard_occupancy();

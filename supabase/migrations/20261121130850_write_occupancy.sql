-- What follows from a visit's row: who is assigned, and what they are occupied with. Called by the trigger of visits.
--
-- A session plans these statements once, for the few rows of a visit, instead of anew for each of them: that took a
-- third of planning a visit. It may be while the tables are empty; with nothing but nested loops over indexes the plan is
-- the one by keys, which stays right when they are full.

create function private.occupies(status text) returns boolean
language plpgsql immutable strict set search_path = ''
as $$
begin
  return status not in ('unscheduled', 'cancelled', 'no_show');
end;
$$;
comment on function private.occupies(text) is 'Whether a visit in this state occupies its people.';
revoke execute on function private.occupies(text) from public;

-- One function without others inside: it runs for each visit that is written, listed or asked about.
create function private.period_of(booking public.bookings) returns tstzrange
language plpgsql immutable set search_path = ''
as $$
declare
  begins constant timestamptz := booking.starts_at - make_interval(mins => booking.buffer_before_min);
  ends timestamptz := booking.ends_at + make_interval(mins => booking.buffer_after_min);
begin
  if begins is null or ends is null or booking.status in ('unscheduled', 'cancelled', 'no_show') then
    return null;
  end if;
  if booking.freed_at is not null then
    -- Somebody may be done before he should have begun; a minute remains, for an empty range is no row.
    ends := least(ends, greatest(booking.freed_at, begins + interval '1 minute'));
  end if;
  return tstzrange(begins, ends, '[)');
end;
$$;
comment on function private.period_of(public.bookings) is
  'What a visit occupies: [start - before, end + after), shorter when it was completed early; null where nothing.';
revoke execute on function private.period_of(public.bookings) from public;

create function private.write_assignments(org uuid, bookings uuid[]) returns void
language plpgsql volatile set search_path = '' set plan_cache_mode = force_generic_plan
  set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off
as $$
begin
  -- One statement, so that its own trigger sees the assignments as they will be and not half of them.
  with gone as (
    delete from public.booking_assignments as a
    using public.bookings as b
    where b.org_id = org
      and b.id = any (bookings)
      and a.org_id = org
      and a.booking_id = b.id
      and not exists (
        select
        from jsonb_to_recordset(b.assigned) as w (resource_id uuid)
        where w.resource_id = a.resource_id
      )
  )
  insert into public.booking_assignments as a (org_id, booking_id, resource_id, crew_id, role)
  select org, b.id, w.resource_id, w.crew_id, w.role
  from public.bookings as b
  cross join lateral jsonb_to_recordset(b.assigned) as w (resource_id uuid, crew_id uuid, role text)
  where b.org_id = org and b.id = any (bookings)
  on conflict on constraint booking_assignments_resource_key do update
    set crew_id = excluded.crew_id, role = excluded.role
    where (a.crew_id, a.role) is distinct from (excluded.crew_id, excluded.role);
end;
$$;
comment on function private.write_assignments(uuid, uuid[]) is 'Makes the assignments of visits what their rows say.';
revoke execute on function private.write_assignments(uuid, uuid[]) from public;

create function private.place_bookings(org uuid, bookings uuid[]) returns void
language plpgsql volatile set search_path = '' set plan_cache_mode = force_generic_plan
  set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off
as $$
begin
  insert into public.resource_occupancy
    (org_id, resource_id, period, kind, booking_id, assignment_id, overlap_reason, overlap_by)
  select
    org, a.resource_id, private.period_of(b), 'assignment', b.id, a.id, b.overlap_reason, b.overlap_by
  from public.bookings as b
  join public.booking_assignments as a on a.org_id = org and a.booking_id = b.id
  where b.org_id = org
    and b.id = any (bookings)
    and private.period_of(b) is not null
    and not exists (
      select
      from public.resource_occupancy as o
      where o.org_id = org and o.booking_id = b.id and o.assignment_id = a.id
    )
  order by a.resource_id;
end;
$$;
comment on function private.place_bookings(uuid, uuid[]) is 'Writes the occupancy of visits that is not there yet.';
revoke execute on function private.place_bookings(uuid, uuid[]) from public;

-- Rows that are right stay; rows that get shorter are shortened, which meets nobody; the others go and come anew.
create function private.write_occupancy(org uuid, bookings uuid[]) returns void
language plpgsql volatile set search_path = '' set plan_cache_mode = force_generic_plan
  set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off
as $$
begin
  update public.resource_occupancy as o
  set period = private.period_of(b)
  from public.bookings as b
  where b.org_id = org
    and b.id = any (bookings)
    and o.org_id = org
    and o.booking_id = b.id
    and o.overlap_reason is not distinct from b.overlap_reason
    and o.period @> private.period_of(b)
    and o.period <> private.period_of(b);
  delete from public.resource_occupancy as o
  using public.bookings as b
  where b.org_id = org
    and b.id = any (bookings)
    and o.org_id = org
    and o.booking_id = b.id
    and (o.overlap_reason is distinct from b.overlap_reason or o.period is distinct from private.period_of(b));
  perform private.place_bookings(org, bookings);
end;
$$;
comment on function private.write_occupancy(uuid, uuid[]) is 'Makes the occupancy of visits what their rows say.';
revoke execute on function private.write_occupancy(uuid, uuid[]) from public;

-- Sixteen people who plan at the same time waited for one another a third of it, because whoever placed a visit had its
-- people to himself for all of time. Two who plan the same person on different days are in nobody's way: what is
-- locked is the person on these days.
--
-- Who places something short shares the person and takes its days; who places something long, removes the person or
-- moves many visits takes the person. So either keeps out whoever could meet him, and all take people in id order and
-- days in their order. Sixteen keys of days per person, day by day in turn, and not one for each day: a transaction that
-- writes years of visits must not fill the server's table of locks.
create function private.lock_times(org uuid, resources uuid[], spans tstzrange[]) returns void
language plpgsql volatile set search_path = ''
as $$
declare
  span tstzrange;
  first_day bigint;
  last_day bigint;
  days bigint[] := '{}';
  resource uuid;
begin
  foreach span in array spans loop
    continue when span is null;
    first_day := floor(extract(epoch from lower(span)) / 86400);
    last_day := floor(extract(epoch from upper(span)) / 86400);
    for day in first_day..least(last_day, first_day + 15) loop
      days := days || (day % 16 + 16) % 16;
    end loop;
  end loop;
  for resource in select distinct r from unnest(resources) as r where r is not null order by r loop
    if days @> '{0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15}' then
      perform pg_advisory_xact_lock(hashtextextended('resource:' || org || resource, 0));
    else
      perform pg_advisory_xact_lock_shared(hashtextextended('resource:' || org || resource, 0));
      for day in 0..15 loop
        if day = any (days) then
          perform pg_advisory_xact_lock(hashtextextended('resource:' || org || resource || day, 0));
        end if;
      end loop;
    end if;
  end loop;
end;
$$;
comment on function private.lock_times(uuid, uuid[], tstzrange[]) is
  'Takes the resources on the days of the spans for this transaction, in id order.';
revoke execute on function private.lock_times(uuid, uuid[], tstzrange[]) from public;

comment on function private.lock_resources(uuid, uuid[]) is
  'Takes the resources for this transaction, on all days, in id order, and removes their expired holds.';

-- A row that only gets shorter meets nothing new. The constraint knows no clock, so holds in the way that have run out
-- are removed, by the time read once the locks are held: a hold may run out while one waits.
create or replace function private.guard_occupancy() returns trigger
language plpgsql security definer set search_path = '' set plan_cache_mode = force_generic_plan
  set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off
as $$
declare
  moment timestamptz;
begin
  if tg_op = 'UPDATE' then
    if new.resource_id = old.resource_id and new.period <@ old.period
      and (new.overlap_reason is not null or old.overlap_reason is null) then
      return new;
    end if;
  end if;
  perform private.lock_times(new.org_id, array[new.resource_id], array[new.period]);
  moment := clock_timestamp();
  if exists (
    select
    from public.resource_occupancy as o
    where o.org_id = new.org_id and o.resource_id = new.resource_id and o.expires_at <= moment
  ) then
    perform private.remove_expired_holds(new.org_id, new.resource_id, new.period, moment);
  end if;
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

-- In id order, because a hold over midnight may be in the way of two who hold different days.
create function private.remove_expired_holds(org uuid, resource uuid, span tstzrange, moment timestamptz) returns void
language plpgsql volatile set search_path = ''
as $$
begin
  delete from public.booking_holds as h
  where h.org_id = org
    and h.id in (
      select e.id
      from public.booking_holds as e
      where e.org_id = org
        and e.id in (
          select o.hold_id
          from public.resource_occupancy as o
          where o.org_id = org and o.resource_id = resource and o.expires_at <= moment and o.period && span
        )
      order by e.id
      for update
    );
end;
$$;
comment on function private.remove_expired_holds(uuid, uuid, tstzrange, timestamptz) is
  'Removes holds of a resource that ran out before the moment, where they meet the span.';
revoke execute on function private.remove_expired_holds(uuid, uuid, tstzrange, timestamptz) from public;

create or replace function private.insert_booking(org uuid, payload jsonb) returns uuid
language plpgsql volatile set search_path = ''
as $$
declare
  job constant public.jobs := private.require_open_job(org, (payload ->> 'job_id')::uuid);
  blank public.bookings;
  b public.bookings;
begin
  select s.buffer_before_min, s.buffer_after_min
  into blank.buffer_before_min, blank.buffer_after_min
  from public.service_types as s
  where s.org_id = org and s.id = job.service_type_id;
  blank.org_id := org;
  blank.id := private.uuid_v7();
  blank.job_id := job.id;
  blank.status := 'unscheduled';
  blank.is_flexible_day := false;
  blank.buffer_before_min := coalesce(blank.buffer_before_min, 0);
  blank.buffer_after_min := coalesce(blank.buffer_after_min, 0);
  blank.assigned := '[]';
  if payload ->> 'parent_booking_id' is not null then
    perform from public.bookings as p where p.org_id = org and p.id = (payload ->> 'parent_booking_id')::uuid;
    if not found then
      perform private.invalid('booking_not_found', 'There is no such visit.', 'parent_booking_id');
    end if;
  end if;
  b := private.plan_booking(org, blank, payload);
  perform private.lock_times(org, private.resource_ids(b.assigned), array[private.period_of(b)]);
  perform private.take_over_hold(org, (payload ->> 'hold_id')::uuid);
  b := private.require_free(
    org, blank, b, '{}', nullif(btrim(payload ->> 'overlap_reason'), ''), 'assignments'
  );
  insert into public.bookings (
    org_id, id, number, job_id, status, starts_at, ends_at, window_starts_at, window_ends_at, promised_starts_at,
    promised_ends_at, is_flexible_day, flexible_on, buffer_before_min, buffer_after_min, assigned, overlap_reason,
    overlap_by, parent_booking_id, instructions
  )
  values (
    org, b.id, private.take_number(org, 'booking'), b.job_id, b.status, b.starts_at, b.ends_at, b.window_starts_at,
    b.window_ends_at, b.promised_starts_at, b.promised_ends_at, b.is_flexible_day, b.flexible_on,
    b.buffer_before_min, b.buffer_after_min, b.assigned, b.overlap_reason, b.overlap_by,
    (payload ->> 'parent_booking_id')::uuid, b.instructions
  );
  return b.id;
end;
$$;

create or replace function public.update_booking(id uuid, expected_version bigint, changes jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  was public.bookings;
  b public.bookings;
begin
  perform private.require_planner(changes);
  was := private.lock_booking(org, update_booking.id);
  perform private.require_version(was.version, expected_version);
  b := private.plan_booking(org, was, changes);
  perform private.lock_times(
    org, private.resource_ids(was.assigned) || private.resource_ids(b.assigned),
    array[private.period_of(was), private.period_of(b)]
  );
  perform private.take_over_hold(org, (changes ->> 'hold_id')::uuid);
  b := private.require_free(
    org, was, b, array[was.id], nullif(btrim(changes ->> 'overlap_reason'), ''), 'assignments'
  );
  perform private.write_plans(org, array[b]);
  return jsonb_build_object('status', 200, 'data', (select r from private.booking_rows(org, array[b.id]) as r));
end;
$$;

create or replace function private.insert_hold(org uuid, payload jsonb) returns uuid
language plpgsql volatile set search_path = ''
as $$
declare
  b public.bookings;
  people uuid[];
  conflicts jsonb;
  hold uuid;
begin
  b := private.imagine_booking(org, (payload - 'id') || jsonb_build_object(
    'assignments', (
      select coalesce(jsonb_agg(jsonb_build_object('resource_id', r)), '[]')
      from jsonb_array_elements_text(payload -> 'resource_ids') as r
    )
  ));
  people := private.resource_ids(b.assigned);
  if people = '{}' then
    perform private.invalid('invalid', 'Name who is to be kept free.', 'resource_ids');
  end if;
  if payload ->> 'job_id' is not null then
    perform private.require_open_job(org, b.job_id);
  end if;
  perform private.lock_times(org, people, array[private.period_of(b)]);
  -- Those of people nobody asks for any more would stay for ever; rows that somebody is removing are left to him.
  delete from public.booking_holds as h
  where h.org_id = org
    and h.id in (
      select e.id
      from public.booking_holds as e
      where e.org_id = org and e.expires_at < now()
      for update skip locked
    );
  conflicts := private.conflict_list(org, people, private.period_of(b), '{}');
  if conflicts <> '[]' then
    perform private.refuse_double_booking(conflicts, 'resource_ids');
  end if;
  insert into public.booking_holds as h (org_id, job_id, starts_at, ends_at, expires_at)
  values (
    org, b.job_id, b.starts_at, b.ends_at,
    now() + make_interval(mins => (private.setting(org, 'scheduling', 'hold_min'))::integer)
  )
  returning h.id into hold;
  insert into public.resource_occupancy (org_id, resource_id, period, kind, hold_id, expires_at)
  select org, r, private.period_of(b), 'hold', hold, h.expires_at
  from unnest(people) as r
  join public.booking_holds as h on h.org_id = org and h.id = hold
  order by r;
  return hold;
end;
$$;

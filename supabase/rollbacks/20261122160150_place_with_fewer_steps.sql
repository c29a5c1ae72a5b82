-- Placing as it was before.
create or replace function private.resolve_assignments(org uuid, wanted jsonb, day date) returns jsonb
language plpgsql stable set search_path = ''
as $$
declare
  resolved jsonb;
begin
  perform private.check_named_resources(org, wanted);
  if jsonb_path_exists(wanted, '$[*] ? (@.crew_id != null)') and exists (
    select
    from jsonb_to_recordset(wanted) as e (crew_id uuid)
    where e.crew_id is not null and not exists (select from private.crew_on(org, e.crew_id, day))
  ) then
    perform private.invalid('crew_empty', 'Nobody belongs to this crew on that day.', 'assignments');
  end if;
  with given as (
    select e.position, (e.value ->> 'resource_id')::uuid as resource_id, (e.value ->> 'crew_id')::uuid as crew_id,
      e.value ->> 'role' as role
    from jsonb_array_elements(wanted) with ordinality as e (value, position)
  ),
  lines as (
    select g.position, g.resource_id, null::uuid as crew_id, g.role from given as g where g.crew_id is null
    union all
    select g.position, m.resource_id, g.crew_id, null
    from given as g
    cross join lateral private.crew_on(org, g.crew_id, day) as m (resource_id)
    where g.crew_id is not null
  ),
  -- A role that was said beats one that follows; a crew that was named beats none. Ids have no min(), their text has.
  people as (
    select l.resource_id, min(l.position) as position, min(l.crew_id::text)::uuid as crew_id, min(l.role) as role
    from lines as l
    group by l.resource_id
  ),
  ranked as (
    select p.*, r.kind,
      row_number() over (partition by r.kind = 'technician' order by p.position, p.resource_id) as place
    from people as p
    join public.bookable_resources as r on r.org_id = org and r.id = p.resource_id
  )
  select coalesce(
    jsonb_agg(
      jsonb_build_object(
        'resource_id', k.resource_id,
        'crew_id', k.crew_id,
        'role', case
          when k.kind <> 'technician' then 'equipment'
          when k.role is not null then k.role
          when k.place = 1 then 'lead'
          else 'helper'
        end
      )
      order by k.resource_id
    ),
    '[]'
  )
  into resolved
  from ranked as k;
  return resolved;
end;
$$;

create or replace function private.conflict_list(org uuid, resources uuid[], span tstzrange, moving uuid[]) returns jsonb
language plpgsql stable set search_path = ''
as $$
begin
  return (
    select coalesce(jsonb_agg(private.describe_conflict(o) order by o.period, o.resource_id), '[]')
    from private.find_conflicts(org, resources, span, moving) as o
  );
end;
$$;

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

create or replace function public.create_booking(payload jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  answer jsonb;
  made uuid;
begin
  perform private.require_permission('create', 'bookings', 'all');
  if coalesce(payload -> 'assignments', 'null') not in ('null', '[]') then
    perform private.require_permission('assign', 'bookings', 'all');
  end if;
  answer := private.claim_idempotency('create_booking', payload, org);
  if answer is not null then
    return answer;
  end if;
  made := private.insert_booking(org, payload);
  return private.remember_answer(org, 201, (select r from private.booking_rows(org, array[made]) as r));
end;
$$;

drop function private.plain_assignments(uuid, jsonb);

-- A visit is written with fewer questions: its job and what its service takes are one look, what is in the way is only
-- asked for where something is, and the answer of one visit is no list.

create or replace function private.plan_booking(org uuid, was public.bookings, changes jsonb) returns public.bookings
language plpgsql stable set search_path = ''
as $$
declare
  b public.bookings;
begin
  -- What is not under way yet may be planned whatever changes.
  if was.status not in ('unscheduled', 'scheduled', 'dispatched') then
    perform private.require_plannable(was, changes);
  end if;
  b := private.plan_times(org, was, changes);
  b := private.plan_day(org, was, b, changes);
  b.instructions := case when changes ? 'instructions' then changes ->> 'instructions' else b.instructions end;
  -- The reason of one move is none of the next.
  if changes ? 'told_reason' then
    b.told_reason := nullif(btrim(changes ->> 'told_reason'), '');
  elsif (b.starts_at, b.flexible_on) is distinct from (was.starts_at, was.flexible_on) then
    b.told_reason := null;
  end if;
  b.buffer_before_min := coalesce((changes ->> 'buffer_before_min')::integer, b.buffer_before_min);
  b.buffer_after_min := coalesce((changes ->> 'buffer_after_min')::integer, b.buffer_after_min);
  if (b.buffer_before_min, b.buffer_after_min) <> (was.buffer_before_min, was.buffer_after_min) then
    b.freed_at := null;
  end if;
  b.assigned := private.plan_people(org, was, b, changes);
  if changes ? 'confirmed' then
    b.confirmed_at := case when (changes ->> 'confirmed')::boolean then now() end;
  end if;
  if b.starts_at is not null and b.status = 'unscheduled' then
    b.status := 'scheduled';
  elsif changes ? 'starts_at' and b.starts_at is null then
    b.status := 'unscheduled';
  end if;
  if b.assigned = '[]' and b.status not in ('unscheduled', 'scheduled') then
    perform private.invalid('assignment_needed', 'Somebody has to go to a visit that is under way.', 'assignments');
  end if;
  return b;
end;
$$;

create or replace function private.insert_booking(org uuid, payload jsonb) returns uuid
language plpgsql volatile set search_path = ''
as $$
declare
  blank public.bookings;
  b public.bookings;
  people uuid[];
  job_status text;
  taken text;
begin
  select j.id, j.status, coalesce(s.buffer_before_min, 0), coalesce(s.buffer_after_min, 0)
  into blank.job_id, job_status, blank.buffer_before_min, blank.buffer_after_min
  from public.jobs as j
  left join public.service_types as s on s.org_id = org and s.id = j.service_type_id
  where j.org_id = org and j.id = (payload ->> 'job_id')::uuid and j.deleted_at is null;
  if blank.job_id is null or job_status in ('cancelled', 'invoiced') then
    blank.job_id := (private.require_open_job(org, (payload ->> 'job_id')::uuid)).id;
  end if;
  blank.org_id := org;
  blank.id := private.uuid_v7();
  blank.status := 'unscheduled';
  blank.is_flexible_day := false;
  blank.assigned := '[]';
  if payload ->> 'parent_booking_id' is not null then
    perform from public.bookings as p where p.org_id = org and p.id = (payload ->> 'parent_booking_id')::uuid;
    if not found then
      perform private.invalid('booking_not_found', 'There is no such visit.', 'parent_booking_id');
    end if;
  end if;
  b := private.plan_booking(org, blank, payload);
  people := private.resource_ids(b.assigned);
  taken := private.lock_times(org, people, array[private.period_of(b)])::text;
  if payload ->> 'hold_id' is not null then
    perform private.take_over_hold(org, (payload ->> 'hold_id')::uuid);
  end if;
  if private.is_taken(org, people, private.period_of(b)) then
    b := private.require_free(
      org, blank, b, '{}', nullif(btrim(payload ->> 'overlap_reason'), ''), 'assignments'
    );
  end if;
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
  org constant uuid := private.require_full_rights(
    case
      when coalesce(payload -> 'assignments', 'null') in ('null', '[]') then '{create}'
      else '{create,assign}'
    end::public.permission_type[],
    'bookings'
  );
  answer jsonb;
  made uuid;
begin
  answer := private.claim_idempotency('create_booking', payload, org);
  if answer is not null then
    return answer;
  end if;
  made := private.insert_booking(org, payload);
  return private.remember_answer(org, 201, (select r from private.booking_rows(org, array[made]) as r));
end;
$$;

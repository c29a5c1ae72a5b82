-- Undoes "plan visits with fields".
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

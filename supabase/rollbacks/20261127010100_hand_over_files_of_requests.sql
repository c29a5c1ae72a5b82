-- Undoes "hand over files of requests".
create or replace function public.decide_booking_request(payload jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  decision constant text := payload ->> 'decision';
  answer jsonb;
  request public.booking_requests;
  customer uuid;
  property uuid;
  job uuid;
begin
  perform private.require_permission('update', 'booking_requests', 'all');
  if decision = 'plan' then
    perform private.require_permission('create', 'jobs', 'all');
  end if;
  answer := private.claim_idempotency('decide_booking_request', payload, org);
  if answer is not null then
    return answer;
  end if;
  select r.* into request
  from public.booking_requests as r
  where r.org_id = org and r.id = (payload ->> 'id')::uuid
  for no key update;
  if not found then
    raise exception 'not_found: There is no such request.' using errcode = 'CO404', hint = 'id';
  end if;
  perform private.require_version(request.version, (payload ->> 'expected_version')::bigint);
  if request.status <> 'new' then
    raise exception 'already_decided: This request is already %.', request.status using errcode = 'CO409';
  end if;

  if decision = 'plan' then
    customer := private.request_customer(org, request, payload);
    property := private.request_property(org, request, customer, payload);
    job := private.request_job(org, request, customer, property, coalesce(payload -> 'job', '{}'));
  elsif decision is distinct from 'decline' then
    raise exception 'invalid: A request is planned or declined.' using errcode = 'CO422', hint = 'decision';
  elsif coalesce(payload ->> 'reason', '') !~ '\S' then
    raise exception 'reason_required: Say why the request is declined.' using errcode = 'CO422', hint = 'reason';
  end if;
  update public.booking_requests as r
  set status = case decision when 'plan' then 'planned' else 'declined' end,
      declined_reason = case decision when 'decline' then payload ->> 'reason' end,
      customer_id = coalesce(customer, r.customer_id),
      property_id = coalesce(property, r.property_id),
      job_id = job,
      decided_by = private.current_user_id(),
      decided_at = now()
  where r.org_id = org and r.id = request.id
  returning * into request;
  return private.remember_answer(org, 200, jsonb_build_object(
    'request', (select d.data from private.booking_request_json(org, array[request.id]) as d),
    'job_id', job, 'customer_id', customer, 'property_id', property
  ));
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
  if payload ? 'custom_fields' then
    perform private.require_fields(org, 'booking', payload -> 'custom_fields', true);
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
    overlap_by, parent_booking_id, instructions, custom_fields
  )
  values (
    org, b.id, private.take_number(org, 'booking'), b.job_id, b.status, b.starts_at, b.ends_at, b.window_starts_at,
    b.window_ends_at, b.promised_starts_at, b.promised_ends_at, b.is_flexible_day, b.flexible_on,
    b.buffer_before_min, b.buffer_after_min, b.assigned, b.overlap_reason, b.overlap_by,
    (payload ->> 'parent_booking_id')::uuid, b.instructions, coalesce(payload -> 'custom_fields', '{}')
  );
  return b.id;
end;
$$;

drop function private.hand_over_request_files(uuid, uuid, uuid);

-- What the office has to say to a customer beyond the time: what he should have ready (of the service), and why his visit
-- was moved (of the move, where somebody wrote it for him). Both stand on his page and in his mail; what the office
-- says among itself stays inside.
alter table public.service_types
  add column customer_instructions text,
  add constraint service_types_customer_instructions_check check (
    customer_instructions ~ '\S' and length(customer_instructions) <= 2000
  );
comment on column public.service_types.customer_instructions is
  'What a customer should have ready: on his page and in the messages before the visit.';

alter table public.bookings
  add column told_reason text,
  add constraint bookings_told_reason_check check (told_reason ~ '\S' and length(told_reason) <= 500);
comment on column public.bookings.told_reason is
  'Why it was moved, in words for the customer; another move forgets them.';

create or replace function private.plan_booking(org uuid, was public.bookings, changes jsonb) returns public.bookings
language plpgsql stable set search_path = ''
as $$
declare
  b public.bookings;
begin
  perform private.require_plannable(was, changes);
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
create or replace function private.write_plans(org uuid, plans public.bookings[]) returns void
language sql volatile set search_path = ''
as $$
  update public.bookings as b
  set
    status = p.status, starts_at = p.starts_at, ends_at = p.ends_at, window_starts_at = p.window_starts_at,
    window_ends_at = p.window_ends_at, promised_starts_at = p.promised_starts_at,
    promised_ends_at = p.promised_ends_at, is_flexible_day = p.is_flexible_day, flexible_on = p.flexible_on,
    confirmed_at = p.confirmed_at, buffer_before_min = p.buffer_before_min, buffer_after_min = p.buffer_after_min,
    freed_at = p.freed_at, assigned = p.assigned, overlap_reason = p.overlap_reason, overlap_by = p.overlap_by,
    instructions = p.instructions, told_reason = p.told_reason
  from unnest(plans) as p
  where b.org_id = org and b.id = p.id
$$;
create or replace function public.create_service_type(payload jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  answer jsonb;
  given public.service_types;
  made public.service_types;
begin
  perform private.require_permission('create', 'service_types', 'all');
  answer := private.claim_idempotency('create_service_type', payload, org);
  if answer is not null then
    return answer;
  end if;
  given := jsonb_populate_record(
    null::public.service_types,
    '{"buffer_before_min": 0, "buffer_after_min": 0, "priority": "normal", "color": 0, "is_active": true, '
    '"is_bookable_online": true}'
      || jsonb_strip_nulls(private.service_type_columns(payload))
  );
  perform private.require_checklist(org, given.checklist_template_id);
  insert into public.service_types (
    org_id, name, description, duration_min, buffer_before_min, buffer_after_min, priority, price_amount, currency,
    checklist_template_id, color, is_active, is_bookable_online, customer_instructions, position
  )
  values (
    org, given.name, given.description, given.duration_min, given.buffer_before_min, given.buffer_after_min,
    given.priority, given.price_amount,
    coalesce(given.currency, (select o.currency from public.organizations as o where o.id = org)),
    given.checklist_template_id, given.color, given.is_active, given.is_bookable_online,
    given.customer_instructions,
    -- A new one comes last unless it is put somewhere.
    coalesce(given.position, (
      select coalesce(max(t.position), 0) + 10
      from public.service_types as t
      where t.org_id = org and t.deleted_at is null
    ))
  )
  returning * into made;
  perform private.set_service_type_skills(org, made.id, coalesce(payload -> 'skill_ids', '[]'));
  return private.remember_answer(org, 201, private.service_type_data(made));
end;
$$;
create or replace function public.update_service_type(id uuid, expected_version bigint, changes jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  locked public.service_types := private.lock_service_type(org, update_service_type.id, 'update');
  skills_before constant jsonb := private.service_type_skills(org, locked.id);
  skills_after jsonb;
  given public.service_types;
begin
  if locked.deleted_at is not null then
    raise exception 'deleted: This was deleted. Restore it to change it.' using errcode = 'CO409';
  end if;
  perform private.require_version(locked.version, expected_version);
  given := jsonb_populate_record(locked, private.service_type_columns(changes) - array['id', 'org_id']);
  if given.checklist_template_id is distinct from locked.checklist_template_id then
    perform private.require_checklist(org, given.checklist_template_id);
  end if;
  if changes ? 'skill_ids' then
    perform private.set_service_type_skills(org, locked.id, changes -> 'skill_ids');
  end if;
  skills_after := private.service_type_skills(org, locked.id);

  update public.service_types as t
  set
    name = given.name, description = given.description, duration_min = given.duration_min,
    buffer_before_min = given.buffer_before_min, buffer_after_min = given.buffer_after_min,
    priority = given.priority, price_amount = given.price_amount, currency = given.currency,
    checklist_template_id = given.checklist_template_id, color = given.color, is_active = given.is_active,
    is_bookable_online = given.is_bookable_online, customer_instructions = given.customer_instructions,
    position = given.position,
    -- Other skills are another version, also where no column of the row changes.
    version = t.version + case when skills_after <> skills_before then 1 else 0 end
  where t.org_id = org and t.id = locked.id
  returning * into locked;
  perform private.record_link_change(
    org, 'service_type', locked.id, locked.version, 'skills', skills_before, skills_after
  );
  return jsonb_build_object('status', 200, 'data', private.service_type_data(locked));
end;
$$;
-- Where a visit ended without being finished: the next one of the same work.
create function private.next_visit(org uuid, booking public.bookings) returns jsonb
language plpgsql stable set search_path = ''
as $$
declare
  next_one public.bookings;
  told record;
begin
  if booking.outcome is distinct from 'incomplete' then
    return null;
  end if;
  select b.* into next_one
  from public.bookings as b
  where b.org_id = org
    and b.job_id in (
      select booking.job_id
      union
      select j.id from public.jobs as j where j.org_id = org and j.follow_up_of = booking.job_id
    )
    and b.status in ('scheduled', 'dispatched')
    and b.starts_at > booking.starts_at
  order by b.starts_at
  limit 1;
  told := private.told_window(next_one);
  return private.span_json(told.starts_at, told.ends_at);
end;
$$;
comment on function private.next_visit(uuid, public.bookings) is
  'When somebody comes again to what was left unfinished, as the customer is told: {starts_at, ends_at}, else null.';
revoke execute on function private.next_visit(uuid, public.bookings) from public;

create or replace function private.portal_visit(org uuid, booking public.bookings, place public.properties, service text)
returns jsonb
language plpgsql stable set search_path = ''
as $$
declare
  told record := private.told_window(booking);
  is_ahead constant boolean := booking.status in ('scheduled', 'dispatched', 'en_route');
  late_min constant integer := (
    select l.late_min
    from private.lateness(org, array[booking.id]) as l
    where is_ahead and l.kind in ('departure', 'arrival')
  );
begin
  return jsonb_build_object(
    'number', booking.number,
    'service', service,
    'step', private.portal_step(booking),
    'over', case
      when booking.status in ('cancelled', 'no_show') then booking.status
      when booking.outcome = 'incomplete' then 'incomplete'
    end,
    'window', private.span_json(told.starts_at, told.ends_at),
    'flexible_on', booking.flexible_on,
    'promised', private.span_json(booking.promised_starts_at, booking.promised_ends_at),
    'changed', case
      when is_ahead and booking.promised_starts_at is not null
        and (booking.promised_starts_at, booking.promised_ends_at) is distinct from (told.starts_at, told.ends_at)
        then jsonb_build_object(
          'was', private.span_json(booking.promised_starts_at, booking.promised_ends_at), 'reason', booking.told_reason
        )
    end,
    'late', case when late_min is not null then jsonb_build_object('minutes', late_min) end,
    'eta', private.portal_eta(org, booking, place),
    'time_zone', place.time_zone,
    'site', nullif(concat_ws(', ', place.line1, place.line2, concat_ws(' ', place.postcode, place.city)), ''),
    'confirmed_at', booking.confirmed_at,
    'instructions_for_customer', case when is_ahead then (
      select s.customer_instructions
      from public.jobs as j
      join public.service_types as s on s.org_id = org and s.id = j.service_type_id
      where j.org_id = org and j.id = booking.job_id
    ) end,
    'next', private.next_visit(org, booking),
    'steps', private.portal_steps(org, booking),
    'people', private.portal_people(org, booking.id)
  );
end;
$$;
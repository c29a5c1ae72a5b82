-- Custom fields of visits are changed and answered with the visit, and lists of visits are filtered by them. A visit
-- that is planned carries its values along: they are compared, and checked only where they differ.

create or replace function private.booking_rows(org uuid, ids uuid[]) returns setof jsonb
language plpgsql stable rows 50 set search_path = '' set plan_cache_mode = force_generic_plan
as $$
begin
  return query
    select jsonb_build_object(
      'id', b.id,
      'number', b.number,
      'job_id', b.job_id,
      'status', b.status,
      'starts_at', b.starts_at,
      'ends_at', b.ends_at,
      'arrival_window', case when b.window_starts_at is not null then
        jsonb_build_object('starts_at', b.window_starts_at, 'ends_at', b.window_ends_at) end,
      'promised_window', case when b.promised_starts_at is not null then
        jsonb_build_object('starts_at', b.promised_starts_at, 'ends_at', b.promised_ends_at) end,
      'is_flexible_day', b.is_flexible_day,
      'flexible_on', b.flexible_on,
      'outcome', b.outcome,
      'outcome_reason', b.outcome_reason,
      'status_reason', b.status_reason,
      'confirmed_at', b.confirmed_at,
      'actual_start', b.actual_start,
      'actual_end', b.actual_end,
      'buffer_before_min', b.buffer_before_min,
      'buffer_after_min', b.buffer_after_min,
      'instructions', b.instructions,
      'assignments', coalesce(team.list, '[]'),
      'parent_booking_id', b.parent_booking_id,
      'custom_fields', b.custom_fields,
      'overlap', case when b.overlap_reason is not null then jsonb_build_object('reason', b.overlap_reason) end,
      'late', null,
      'at_risk', false,
      'job', jsonb_build_object(
        'id', j.id,
        'number', j.number,
        'title', j.title,
        'priority', j.priority,
        'service_type', case when s.id is not null then
          jsonb_build_object('id', s.id, 'name', s.name, 'color', s.color) end,
        'customer', jsonb_build_object('id', c.id, 'display_name', c.display_name, 'phone', c.phone),
        'property', jsonb_build_object(
          'id', p.id, 'line1', p.line1, 'city', p.city, 'postcode', p.postcode, 'lat', p.lat, 'lng', p.lng,
          'time_zone', p.time_zone
        )
      ),
      'version', b.version,
      'created_at', b.created_at,
      'updated_at', b.updated_at
    )
    from unnest(ids) with ordinality as wanted (id, place)
    join public.bookings as b on b.org_id = org and b.id = wanted.id
    join public.jobs as j on j.org_id = org and j.id = b.job_id
    join public.customers as c on c.org_id = org and c.id = j.customer_id
    join public.properties as p on p.org_id = org and p.id = j.property_id
    left join public.service_types as s on s.org_id = org and s.id = j.service_type_id
    left join lateral (
      select jsonb_agg(
        jsonb_build_object(
          'id', a.id, 'resource_id', r.id, 'name', r.name, 'kind', r.kind, 'role', a.role, 'crew_id', a.crew_id,
          'crew_name', w.name, 'seen_at', a.seen_at, 'color', r.color
        )
        order by a.role = 'equipment', a.role <> 'lead', r.sort_name, r.id
      ) as list
      from public.booking_assignments as a
      join public.bookable_resources as r on r.org_id = org and r.id = a.resource_id
      left join public.crews as w on w.org_id = org and w.id = a.crew_id
      where a.org_id = org and a.booking_id = b.id
    ) as team on true
    order by wanted.place;
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
  if changes ? 'custom_fields' then
    perform private.require_fields(org, 'booking', changes -> 'custom_fields', false);
    b.custom_fields := changes -> 'custom_fields';
  end if;
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
    instructions = p.instructions, told_reason = p.told_reason,
    custom_fields = p.custom_fields
  from unnest(plans) as p
  where b.org_id = org and b.id = p.id
$$;

drop trigger check_changed_fields on public.bookings;
create trigger check_changed_fields before update of custom_fields on public.bookings
  for each row when (new.custom_fields is distinct from old.custom_fields)
  execute function private.check_custom_fields('booking', 'function');

create or replace function private.find_bookings(
  org uuid, among_ids uuid[], filters jsonb, job_ids uuid[], is_timed boolean, after_key jsonb, most integer
) returns setof uuid
language plpgsql stable rows 50 set search_path = ''
  set plan_cache_mode = force_custom_plan set enable_seqscan = off set max_parallel_workers_per_gather = 0
as $$
declare
  states constant text[] := string_to_array(filters ->> 'status', ',');
  priorities constant text[] := string_to_array(filters ->> 'priority', ',');
  from_at constant timestamptz := (filters ->> 'from')::timestamptz;
  to_at constant timestamptz := (filters ->> 'to')::timestamptz;
  scan_from constant timestamptz := case when from_at is not null then private.first_start(org, from_at) end;
  resource constant uuid := (filters ->> 'resource_id')::uuid;
  service_type constant uuid := (filters ->> 'service_type_id')::uuid;
  is_unassigned constant boolean := coalesce((filters ->> 'unassigned')::boolean, false);
  late_ids constant uuid[] := case when (filters ->> 'late')::boolean then
    array(select l.booking_id from private.lateness(org) as l where l.kind is not null) end;
  wanted_fields constant jsonb := private.wanted_fields(org, 'booking', filters);
  updated_after constant timestamptz := (filters ->> 'updated_after')::timestamptz;
  is_down constant boolean := coalesce(filters ->> 'order' = 'desc', false);
  is_by_number constant boolean := coalesce(filters ->> 'sort' = 'number', false);
  after_start constant timestamptz := (after_key ->> 'starts_at')::timestamptz;
  after_id constant uuid := (after_key ->> 'id')::uuid;
begin
  return query
    select r.id
    from public.bookings as r
    where r.org_id = org
      and (among_ids is null or r.id = any (among_ids))
      and (job_ids is null or r.job_id = any (job_ids))
      and (late_ids is null or r.id = any (late_ids))
      and (is_by_number or (is_timed and r.starts_at is not null) or (not is_timed and r.starts_at is null))
      and (states is null or r.status = any (states))
      and (from_at is null or (r.starts_at >= scan_from and r.ends_at > from_at))
      and (to_at is null or r.starts_at < to_at)
      and (
        not is_unassigned
        or (not r.is_assigned and r.status not in ('completed', 'closed', 'cancelled', 'no_show'))
      )
      and (wanted_fields is null or r.custom_fields @> wanted_fields and r.custom_fields <> '{}')
      and (updated_after is null or r.updated_at > updated_after)
      and (
        resource is null
        or exists (
          select from public.booking_assignments as a
          where a.org_id = org and a.booking_id = r.id and a.resource_id = resource
        )
      )
      and (
        (service_type is null and priorities is null)
        or exists (
          select from public.jobs as j
          where j.org_id = org
            and j.id = r.job_id
            and (service_type is null or j.service_type_id = service_type)
            and (priorities is null or j.priority = any (priorities))
        )
      )
      and (
        after_id is null
        or case
          when is_by_number or not is_timed then case when is_down then r.id < after_id else r.id > after_id end
          when is_down then (r.starts_at, r.id) < (after_start, after_id)
          else (r.starts_at, r.id) > (after_start, after_id)
        end
      )
    order by
      -- Of a few ids by their keys; in the order of the index it would walk through the company's whole past for them.
      case when is_timed and not is_by_number and not is_down then
        case when among_ids is null then r.starts_at else r.starts_at + interval '0' end
      end,
      case when is_timed and not is_by_number and is_down then
        case when among_ids is null then r.starts_at else r.starts_at + interval '0' end
      end desc,
      case when not is_down then r.id end,
      case when is_down then r.id end desc
    limit most;
end;
$$;

comment on function public.list_bookings(jsonb, integer, jsonb) is
  'Visits by time, those without last. filters: status, from, to, resource_id, customer_id, property_id, job_id, '
  'service_type_id, unassigned, late, q, priority, custom_fields, updated_after, sort, order; after_key: {starts_at, '
  'id}. Definer: scope own starts from own ids, names of other rows would cost a policy each per row.';

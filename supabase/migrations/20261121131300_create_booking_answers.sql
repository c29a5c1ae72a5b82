-- A visit and a job as every answer shows them: one shape for list, board, page and write.

-- Callers have asked whether these visits may be seen. One statement for all of them, kept planned by the session: a
-- function per row would be planned anew for each. late and at_risk depend on the hour: readers fill them in.
create function private.booking_rows(org uuid, ids uuid[]) returns setof jsonb
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
comment on function private.booking_rows(uuid, uuid[]) is 'Visits as answers show them, in the order of the ids.';
revoke execute on function private.booking_rows(uuid, uuid[]) from public;

-- A step is allowed when the right is there and the visit has what the state asks for.
create function private.booking_steps(booking public.bookings) returns jsonb
language plpgsql stable set search_path = ''
as $$
declare
  may_update constant text := private.permission_scope('update', 'bookings');
  may_approve constant text := private.permission_scope('approve', 'bookings');
  is_own constant boolean := may_update = 'own' and booking.id in (select private.own_booking_ids());
begin
  return (
    select coalesce(
      jsonb_agg(
        jsonb_build_object(
          'to', t.to_status,
          'needs_reason', t.needs_reason,
          'allowed', coalesce(
            case t.permission
              when 'approve' then may_approve = 'all' and booking.actual_end >= now() - private.reopen_reach()
              else may_update = 'all' or is_own and t.is_field
            end
            and t.to_status <> 'scheduled'
            and (booking.is_assigned or t.to_status in ('unscheduled', 'cancelled', 'no_show')),
            false
          )
        )
        order by t.to_status
      ),
      '[]'
    )
    from private.booking_transitions as t
    where t.from_status = booking.status
  );
end;
$$;
comment on function private.booking_steps(public.bookings) is
  '[{to, needs_reason, allowed}] of a visit for the caller. To scheduled leads a time and not a step.';
revoke execute on function private.booking_steps(public.bookings) from public;

create function private.step_list(org uuid, booking uuid) returns jsonb
language plpgsql stable set search_path = ''
as $$
begin
  return (
    select coalesce(
      jsonb_agg(
        jsonb_build_object(
          'from', h.from_status, 'to', h.to_status, 'reason', h.reason, 'at', h.created_at, 'device_time', h.device_time,
          'actor', jsonb_build_object('kind', h.actor_kind, 'id', h.actor_id, 'name', a.name), 'skipped', to_jsonb(h.skipped)
        )
        order by h.booking_version
      ),
      '[]'
    )
    from public.booking_status_history as h
    left join public.profiles as a on a.id = h.actor_id and h.actor_kind = 'user'
    where h.org_id = org and h.booking_id = booking
  );
end;
$$;
comment on function private.step_list(uuid, uuid) is 'The steps of a visit, oldest first.';
revoke execute on function private.step_list(uuid, uuid) from public;

create function private.job_rows(org uuid, ids uuid[]) returns setof jsonb
language plpgsql stable rows 50 set search_path = '' set plan_cache_mode = force_generic_plan
as $$
begin
  return query
    select jsonb_build_object(
      'id', j.id,
      'number', j.number,
      'customer', jsonb_build_object('id', c.id, 'display_name', c.display_name, 'phone', c.phone),
      'property', jsonb_build_object(
        'id', p.id, 'line1', p.line1, 'city', p.city, 'postcode', p.postcode, 'lat', p.lat, 'lng', p.lng,
        'time_zone', p.time_zone
      ),
      'service_type', case when s.id is not null then
        jsonb_build_object('id', s.id, 'name', s.name, 'color', s.color) end,
      'title', j.title,
      'description', j.description,
      'priority', j.priority,
      'status', j.status,
      'status_reason', j.status_reason,
      'due_on', j.due_on,
      'duration_min', j.duration_min,
      'source', j.source,
      'wishes', j.wishes,
      'follow_up_of', j.follow_up_of,
      'tags', coalesce(labels.list, '[]'),
      'minutes_planned', coalesce(v.planned, 0),
      'minutes_spent', coalesce(v.spent, 0),
      'visits', jsonb_build_object('total', v.total, 'over', v.over),
      'next_visit', next.visit,
      'version', j.version,
      'created_at', j.created_at,
      'updated_at', j.updated_at,
      'deleted_at', j.deleted_at
    )
    from unnest(ids) with ordinality as wanted (id, place)
    join public.jobs as j on j.org_id = org and j.id = wanted.id
    join public.customers as c on c.org_id = org and c.id = j.customer_id
    join public.properties as p on p.org_id = org and p.id = j.property_id
    left join public.service_types as s on s.org_id = org and s.id = j.service_type_id
    cross join lateral (
      select
        count(*) as total,
        count(*) filter (where b.status in ('completed', 'closed', 'cancelled', 'no_show')) as over,
        (extract(epoch from sum(b.ends_at - b.starts_at) filter (
          where b.status not in ('unscheduled', 'cancelled', 'no_show')
        )) / 60)::integer as planned,
        (extract(epoch from sum(b.actual_end - b.actual_start)) / 60)::integer as spent
      from public.bookings as b
      where b.org_id = org and b.job_id = j.id
    ) as v
    left join lateral (
      select jsonb_build_object('id', b.id, 'number', b.number, 'starts_at', b.starts_at) as visit
      from public.bookings as b
      where b.org_id = org and b.job_id = j.id and b.status in ('scheduled', 'dispatched') and b.ends_at > now()
      order by b.starts_at, b.id
      limit 1
    ) as next on true
    left join lateral (
      select jsonb_agg(jsonb_build_object('id', t.id, 'name', t.name, 'color', t.color) order by t.name) as list
      from public.job_tags as k
      join public.tags as t on t.org_id = org and t.id = k.tag_id and t.deleted_at is null
      where k.org_id = org and k.job_id = j.id
    ) as labels on true
    order by wanted.place;
end;
$$;
comment on function private.job_rows(uuid, uuid[]) is 'Jobs as answers show them, in the order of the ids.';
revoke execute on function private.job_rows(uuid, uuid[]) from public;

-- Today: what needs a person, what runs, how the day stands. Days are those of the organization's zone.

create function private.day_span(org uuid, day date, out from_at timestamptz, out to_at timestamptz, out zone text)
language plpgsql stable set search_path = ''
as $$
begin
  zone := (select o.time_zone from public.organizations as o where o.id = org);
  from_at := private.local_to_utc(coalesce(day, (now() at time zone zone)::date)::timestamp, zone);
  to_at := private.local_to_utc((coalesce(day, (now() at time zone zone)::date) + 1)::timestamp, zone);
end;
$$;
comment on function private.day_span(uuid, date) is 'From midnight to midnight of an organization''s day; null: today.';
revoke execute on function private.day_span(uuid, date) from public;

-- What the sidebar counts. Visits without a technician are counted a week ahead: later there is time.
create function private.office_counts(org uuid) returns jsonb
language plpgsql stable set search_path = ''
as $$
declare
  today record := private.day_span(org, null);
begin
  return (
    select jsonb_build_object(
      'late', late.late, 'at_risk', late.at_risk,
      'unassigned', (
        select count(*)
        from public.bookings as b
        where b.org_id = org
          and not b.is_assigned
          and b.status = 'scheduled'
          and b.starts_at >= today.from_at
          and b.starts_at < today.from_at + interval '7 days'
      ),
      'requests', (
        select count(*) from public.booking_requests as r where r.org_id = org and r.status = 'new'
      ),
      'backlog', backlog.total, 'backlog_due', backlog.due
    )
    from (
      select count(*) filter (where l.kind is not null) as late, count(*) filter (where l.is_at_risk) as at_risk
      from private.lateness(org) as l
    ) as late
    cross join (
      select count(*) as total, count(*) filter (where j.due_on <= (now() at time zone today.zone)::date) as due
      from private.backlog_jobs(org) as j
    ) as backlog
  );
end;
$$;
comment on function private.office_counts(uuid) is
  'Numbers beside the sidebar: {late, at_risk, unassigned, requests, backlog, backlog_due}.';
revoke execute on function private.office_counts(uuid) from public;

create function public.get_office_counts() returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
begin
  perform private.require_permission('read', 'bookings', 'all');
  return private.office_counts(org);
end;
$$;
comment on function public.get_office_counts() is
  'What waits for the office: {late, at_risk, unassigned, requests, backlog, backlog_due}. '
  'Definer: counting under row security would ask a policy per row.';
revoke execute on function public.get_office_counts() from public, anon;
grant execute on function public.get_office_counts() to authenticated;

-- Late ones first, the latest on top; then those at risk, those nobody goes to, and requests that wait.
create function private.today_needs(org uuid, from_at timestamptz, to_at timestamptz) returns jsonb
language plpgsql stable set search_path = ''
as $$
declare
  needs jsonb;
  sees_requests constant boolean := private.has_permission('read', 'booking_requests');
begin
  with waiting as (
    select
      1 as rank, l.booking_id as id, case when l.kind is not null then 'late' else 'at_risk' end as kind,
      l.late_min, now() - make_interval(mins => coalesce(l.late_min, 0)) as since
    from private.lateness(org) as l
    union all
    select 3, b.id, 'no_technician', null, b.created_at
    from public.bookings as b
    where b.org_id = org
      and not b.is_assigned
      and b.status = 'scheduled'
      and b.starts_at >= from_at
      and b.starts_at < to_at
  ),
  ordered as (
    select distinct on (w.id) w.*, case when w.kind = 'at_risk' then 2 else w.rank end as place
    from waiting as w
    order by w.id, w.rank
  ),
  visits as (
    select array_agg(o.id order by o.place, o.late_min desc nulls last, o.since, o.id) as ids from ordered as o
  )
  select coalesce(jsonb_agg(
    jsonb_build_object('kind', o.kind, 'booking', b.data, 'since', o.since)
    order by o.place, o.late_min desc nulls last, o.since, o.id
  ), '[]')
  into needs
  from visits as v
  cross join lateral private.booking_json(org, v.ids[1:50]) as b
  join ordered as o on o.id = b.id;
  if not sees_requests then
    return needs;
  end if;
  return needs || (
    select coalesce(jsonb_agg(
      jsonb_build_object('kind', 'request', 'request', d.data, 'since', d.data -> 'created_at') order by d.place
    ), '[]')
    from private.booking_request_json(org, array(
      select r.id from public.booking_requests as r
      where r.org_id = org and r.status = 'new'
      order by r.created_at, r.id
      limit 20
    )) with ordinality as d (id, data, place)
  );
end;
$$;
comment on function private.today_needs(uuid, timestamptz, timestamptz) is
  'What needs a person: [{kind late|at_risk|no_technician|request, booking? | request?, since}].';
revoke execute on function private.today_needs(uuid, timestamptz, timestamptz) from public;

-- Who is under way, with what, until when, and what comes next.
create function private.today_now(org uuid, to_at timestamptz) returns jsonb
language plpgsql stable set search_path = ''
as $$
declare
  ids constant uuid[] := array(
    select b.id
    from public.bookings as b
    where b.org_id = org
      and b.status = any ('{en_route,on_site,paused}')
      and b.starts_at > now() - interval '3 days'
    order by b.starts_at, b.id
    limit 200
  );
begin
  return (
    select coalesce(jsonb_agg(jsonb_build_object(
      'resource', jsonb_build_object('id', r.id, 'name', r.name, 'color', r.color),
      'booking', d.data,
      'next', following.visit,
      'free_at', greatest((d.data ->> 'ends_at')::timestamptz, now())
    ) order by r.position, r.name, r.id), '[]')
    from private.booking_json(org, ids) as d
    join public.booking_assignments as a on a.org_id = org and a.booking_id = d.id and a.role = 'lead'
    join public.bookable_resources as r on r.org_id = org and r.id = a.resource_id
    left join lateral (
      select jsonb_build_object('number', n.number, 'customer_name', c.display_name, 'starts_at', n.starts_at) as visit
      from public.resource_occupancy as o
      join public.bookings as n on n.org_id = org and n.id = o.booking_id
      join public.jobs as j on j.org_id = org and j.id = n.job_id
      join public.customers as c on c.org_id = org and c.id = j.customer_id
      where o.org_id = org
        and o.resource_id = r.id
        and o.period operator(pg_catalog.&&) tstzrange(now() - interval '12 hours', greatest(to_at, now()))
        and n.status in ('scheduled', 'dispatched')
        and n.id <> d.id
        and n.starts_at >= (d.data ->> 'starts_at')::timestamptz
      order by n.starts_at
      limit 1
    ) as following on true
  );
end;
$$;
comment on function private.today_now(uuid, timestamptz) is
  'Visits under way: [{resource, booking, next {number, customer_name, starts_at} | null, free_at}].';
revoke execute on function private.today_now(uuid, timestamptz) from public;

-- On time is: on site within the window that was promised, of the visits of the day that had one.
create function private.today_numbers(org uuid, from_at timestamptz, to_at timestamptz) returns jsonb
language plpgsql stable set search_path = ''
as $$
begin
  return (
    select jsonb_build_object(
      'total', count(*) filter (where b.status not in ('cancelled', 'no_show')),
      'done', count(*) filter (where b.status in ('completed', 'closed')),
      'to_go', count(*) filter (where b.status not in ('completed', 'closed', 'cancelled', 'no_show')),
      'unassigned', count(*) filter (where not b.is_assigned and b.status = 'scheduled'),
      'cancelled', count(*) filter (where b.status in ('cancelled', 'no_show')),
      'on_time_share', round(
        count(*) filter (where b.actual_start <= coalesce(b.promised_ends_at, b.window_ends_at))::numeric
          / nullif(count(*) filter (
            where b.actual_start is not null and num_nonnulls(b.promised_ends_at, b.window_ends_at) > 0
          ), 0),
        3
      )
    )
    from public.bookings as b
    where b.org_id = org and b.starts_at >= from_at and b.starts_at < to_at
  );
end;
$$;
comment on function private.today_numbers(uuid, timestamptz, timestamptz) is
  '{total, done, to_go, unassigned, cancelled, on_time_share} of the visits that begin in a span.';
revoke execute on function private.today_numbers(uuid, timestamptz, timestamptz) from public;

create function private.day_load(org uuid, from_at timestamptz, to_at timestamptz) returns jsonb
language plpgsql stable set search_path = ''
as $$
begin
  return (
    select jsonb_build_object(
      'booked_min', coalesce(sum(l.booked_min), 0), 'shift_min', coalesce(sum(l.shift_min), 0),
      'visits', (
        select count(*) from public.bookings as b
        where b.org_id = org
          and b.starts_at >= from_at
          and b.starts_at < to_at
          and b.status not in ('cancelled', 'no_show')
      )
    )
    from private.resource_load(org, array(
      select r.id from public.bookable_resources as r
      where r.org_id = org and r.kind = 'technician' and r.is_active and r.deleted_at is null
    ), from_at, to_at) as l
  );
end;
$$;
comment on function private.day_load(uuid, timestamptz, timestamptz) is
  'How full a day is: {booked_min, shift_min, visits}, technicians only.';
revoke execute on function private.day_load(uuid, timestamptz, timestamptz) from public;

create function public.get_today(payload jsonb default '{}') returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  today record := private.day_span(org, (payload ->> 'date')::date);
  tomorrow record;
  day date;
begin
  perform private.require_permission('read', 'bookings', 'all');
  day := (today.from_at at time zone today.zone)::date;
  tomorrow := private.day_span(org, day + 1);
  return jsonb_build_object(
    'date', day,
    'time_zone', today.zone,
    'needs', private.today_needs(org, today.from_at, today.to_at),
    'now', private.today_now(org, today.to_at),
    'numbers', private.today_numbers(org, today.from_at, today.to_at),
    'next_two_hours', (
      select coalesce(jsonb_agg(b.data order by b.place), '[]')
      from private.booking_json(org, array(
        select n.id
        from public.bookings as n
        where n.org_id = org
          and n.status in ('scheduled', 'dispatched')
          and n.starts_at >= now()
          and n.starts_at < now() + interval '2 hours'
        order by n.starts_at, n.id
        limit 50
      )) with ordinality as b (id, data, place)
    ),
    'tomorrow', private.day_load(org, tomorrow.from_at, tomorrow.to_at),
    'counts', private.office_counts(org)
  );
end;
$$;
comment on function public.get_today(jsonb) is
  'The day of {date?}: {date, time_zone, needs, now, numbers, next_two_hours, tomorrow, counts}. '
  'Definer: as list_bookings.';
revoke execute on function public.get_today(jsonb) from public, anon;
grant execute on function public.get_today(jsonb) to authenticated;

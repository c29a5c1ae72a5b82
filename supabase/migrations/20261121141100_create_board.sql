-- The board: who works when, and what stands on it, for up to two weeks. One statement per part, and none per row.

-- Minutes booked and minutes of shifts: what a bar of load shows. Visits count as they are planned, within the span.
create function private.resource_load(org uuid, ids uuid[], from_at timestamptz, to_at timestamptz)
returns table (resource_id uuid, shifts jsonb, shift_min integer, booked_min integer)
language plpgsql stable rows 20 set search_path = ''
as $$
begin
  return query
    with shifts as (
      select
        s.resource_id,
        jsonb_agg(jsonb_build_object('starts_at', lower(s.shift), 'ends_at', upper(s.shift)) order by s.shift) as list,
        (sum(extract(epoch from upper(s.shift) - lower(s.shift))) / 60)::integer as minutes
      from private.resource_shifts(org, ids, from_at, to_at) as s
      group by s.resource_id
    ),
    booked as (
      select i.id, (sum(extract(epoch from least(b.ends_at, to_at) - greatest(b.starts_at, from_at))) / 60)::integer
        as minutes
      from unnest(ids) as i (id)
      cross join lateral (
        select o.booking_id
        from public.resource_occupancy as o
        where o.org_id = org
          and o.resource_id = i.id
          and o.period operator(pg_catalog.&&) tstzrange(from_at, to_at)
          and o.booking_id is not null
      ) as v
      join public.bookings as b
        on b.org_id = org and b.id = v.booking_id and b.starts_at < to_at and b.ends_at > from_at
      group by i.id
    )
    select i.id, coalesce(s.list, '[]'), coalesce(s.minutes, 0), coalesce(k.minutes, 0)
    from unnest(ids) as i (id)
    left join shifts as s on s.resource_id = i.id
    left join booked as k on k.id = i.id;
end;
$$;
comment on function private.resource_load(uuid, uuid[], timestamptz, timestamptz) is
  'Shifts, their minutes and the booked minutes of resources within a span.';
revoke execute on function private.resource_load(uuid, uuid[], timestamptz, timestamptz) from public;

-- What a resource is doing at a moment: the visit under way, else the one it is booked for now; and how much of the
-- week around it is booked.
create function private.resource_states(org uuid, ids uuid[], at timestamptz default now())
returns table (resource_id uuid, state_now jsonb, booked_share_week numeric)
language plpgsql stable rows 20 set search_path = ''
as $$
declare
  zone constant text := (select o.time_zone from public.organizations as o where o.id = org);
  monday constant timestamp := date_trunc('week', resource_states.at at time zone zone);
begin
  return query
    select
      l.resource_id,
      now_visit.state,
      case when l.shift_min > 0 then round(l.booked_min::numeric / l.shift_min, 3) end
    from private.resource_load(
      org, ids, private.local_to_utc(monday, zone), private.local_to_utc(monday + interval '7 days', zone)
    ) as l
    left join lateral (
      select jsonb_build_object('status', b.status, 'booking_number', b.number) as state
      from public.resource_occupancy as o
      join public.bookings as b on b.org_id = org and b.id = o.booking_id
      where o.org_id = org
        and o.resource_id = l.resource_id
        and o.period operator(pg_catalog.&&) tstzrange(
          resource_states.at - interval '12 hours', resource_states.at + interval '1 second'
        )
        and (
          b.status in ('en_route', 'on_site', 'paused')
          or (b.status in ('scheduled', 'dispatched') and b.starts_at <= resource_states.at and b.ends_at > resource_states.at)
        )
      order by b.status in ('scheduled', 'dispatched'), b.starts_at desc
      limit 1
    ) as now_visit on true;
end;
$$;
comment on function private.resource_states(uuid, uuid[], timestamptz) is
  'What resources do now ({status, booking_number} or null) and the share of this week that is booked.';
revoke execute on function private.resource_states(uuid, uuid[], timestamptz) from public;

-- The visits of a span, those without people included. One more than the most tells that there are more.
create function private.board_booking_ids(
  org uuid, own_ids uuid[], from_at timestamptz, to_at timestamptz, resource uuid, most integer
) returns setof uuid
language plpgsql stable rows 200 set search_path = '' set plan_cache_mode = force_custom_plan
as $$
declare
  scan_from constant timestamptz := private.first_start(org, from_at);
begin
  return query
    select b.id
    from public.bookings as b
    where b.org_id = org
      and b.starts_at >= scan_from
      and b.starts_at < to_at
      and b.ends_at > from_at
      and b.status not in ('cancelled', 'no_show')
      and (own_ids is null or b.id = any (own_ids))
      and (
        resource is null
        or exists (
          select from public.booking_assignments as a
          where a.org_id = org and a.booking_id = b.id and a.resource_id = resource
        )
      )
    order by b.starts_at, b.id
    limit most + 1;
end;
$$;
comment on function private.board_booking_ids(uuid, uuid[], timestamptz, timestamptz, uuid, integer) is
  'Visits that stand on the board in a span.';
revoke execute on function private.board_booking_ids(uuid, uuid[], timestamptz, timestamptz, uuid, integer)
  from public;

-- Everything but the visits. Who may not see another's time off sees his own.
create function private.board_frame(
  org uuid, scope text, from_at timestamptz, to_at timestamptz, wanted uuid
) returns jsonb
language plpgsql stable set search_path = ''
as $$
declare
  time_off_scope constant text := private.permission_scope('read', 'time_off');
  own_ids constant uuid[] := array(select private.own_resource_ids());
  ids constant uuid[] := array(
    select r.id
    from public.bookable_resources as r
    where r.org_id = org
      and r.deleted_at is null
      and (r.is_active or r.id = wanted)
      and (wanted is null or r.id = wanted)
      and (scope = 'all' or r.id = any (own_ids))
    order by r.position, r.name, r.id
  );
begin
  return jsonb_build_object(
    'resources', (
      select coalesce(jsonb_agg(jsonb_build_object(
        'id', r.id, 'kind', r.kind, 'name', r.name, 'color', r.color,
        'skills', (
          select coalesce(jsonb_agg(s.name order by s.name), '[]')
          from public.resource_skills as k
          join public.skills as s on s.org_id = org and s.id = k.skill_id and s.deleted_at is null
          where k.org_id = org and k.resource_id = r.id
        ),
        'crew_ids', (
          select coalesce(jsonb_agg(distinct m.crew_id), '[]')
          from public.crew_members as m
          join public.crews as c on c.org_id = org and c.id = m.crew_id and c.is_active and c.deleted_at is null
          where m.org_id = org and m.resource_id = r.id
            and coalesce(m.valid_to, 'infinity') >= (from_at at time zone r.time_zone)::date
            and coalesce(m.valid_from, '-infinity') <= (to_at at time zone r.time_zone)::date
        ),
        'shifts', l.shifts, 'booked_min', l.booked_min, 'shift_min', l.shift_min
      ) order by r.position, r.name, r.id), '[]')
      from private.resource_load(org, ids, from_at, to_at) as l
      join public.bookable_resources as r on r.org_id = org and r.id = l.resource_id
    ),
    'crews', (
      select coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'name', c.name, 'resource_ids', m.ids) order by c.name), '[]')
      from public.crews as c
      cross join lateral (
        select coalesce(jsonb_agg(distinct k.resource_id), '[]') as ids
        from public.crew_members as k
        where k.org_id = org and k.crew_id = c.id and k.resource_id = any (ids)
          and coalesce(k.valid_to, 'infinity') >= (from_at at time zone 'UTC')::date
          and coalesce(k.valid_from, '-infinity') <= (to_at at time zone 'UTC')::date
      ) as m
      where c.org_id = org and c.is_active and c.deleted_at is null and m.ids <> '[]'
    ),
    'time_off', (
      select coalesce(jsonb_agg(jsonb_build_object(
        'id', t.id, 'resource_id', t.resource_id, 'starts_at', t.starts_at, 'ends_at', t.ends_at, 'kind', t.kind
      ) order by t.starts_at, t.id), '[]')
      from public.resource_time_off as t
      where t.org_id = org
        and t.resource_id = any (ids)
        and t.starts_at < to_at
        and t.ends_at > from_at
        and t.deleted_at is null
        and (time_off_scope = 'all' or (time_off_scope = 'own' and t.resource_id = any (own_ids)))
    ),
    'holds', (
      select coalesce(jsonb_agg(jsonb_build_object(
        'id', h.id, 'resource_ids', o.ids, 'starts_at', h.starts_at, 'ends_at', h.ends_at, 'expires_at', h.expires_at
      ) order by h.starts_at, h.id), '[]')
      from public.booking_holds as h
      cross join lateral (
        select jsonb_agg(k.resource_id) as ids
        from public.resource_occupancy as k
        where k.org_id = org and k.hold_id = h.id and k.resource_id = any (ids)
      ) as o
      where scope = 'all'
        and h.org_id = org
        and h.expires_at > now()
        and h.starts_at < to_at
        and h.ends_at > from_at
        and o.ids is not null
    ),
    'closures', (
      select coalesce(jsonb_agg(jsonb_build_object('name', c.name, 'date', day::date) order by day, c.name), '[]')
      from public.organizations as g
      cross join lateral generate_series(
        (from_at at time zone g.time_zone)::date, (to_at at time zone g.time_zone - interval '1 microsecond')::date,
        interval '1 day'
      ) as day
      join public.business_closures as c
        on c.org_id = org and c.deleted_at is null and day::date between c.starts_on and c.ends_on
      where g.id = org
    )
  );
end;
$$;
comment on function private.board_frame(uuid, text, timestamptz, timestamptz, uuid) is
  'Resources with shifts and load, crews, time off, holds and closures of a span.';
revoke execute on function private.board_frame(uuid, text, timestamptz, timestamptz, uuid) from public;

create function public.get_board(payload jsonb) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  scope constant text := private.require_permission('read', 'bookings');
  own_ids constant uuid[] := case when scope = 'own' then array(select private.own_booking_ids()) end;
  from_at constant timestamptz := (payload ->> 'from')::timestamptz;
  to_at constant timestamptz := (payload ->> 'to')::timestamptz;
  wanted constant uuid := (payload ->> 'resource_id')::uuid;
  most constant integer := 2000;
  ids uuid[];
begin
  if from_at is null or to_at is null or to_at <= from_at or to_at > from_at + interval '15 days' then
    raise exception 'invalid: A board shows up to 14 days.' using errcode = 'CO422', hint = 'to';
  end if;
  ids := array(select private.board_booking_ids(org, own_ids, from_at, to_at, wanted, most));
  return private.board_frame(org, scope, from_at, to_at, wanted) || jsonb_build_object(
    'bookings', (
      select coalesce(jsonb_agg(b.data order by b.place), '[]')
      from private.booking_json(org, ids[1:most]) with ordinality as b (id, data, place)
    ),
    'truncated', cardinality(ids) > most
  );
end;
$$;
comment on function public.get_board(jsonb) is
  'The board of {from, to, resource_id?}, at most 14 days: {resources, crews, bookings, time_off, holds, closures, '
  'truncated}. Definer: as list_bookings; time off is shown as far as the caller may read it.';
revoke execute on function public.get_board(jsonb) from public, anon;
grant execute on function public.get_board(jsonb) to authenticated;

create function public.list_resource_states(resource_ids uuid[]) returns setof jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  scope constant text := private.require_permission('read', 'resources');
begin
  return query
    select to_jsonb(s)
    from private.resource_states(org, array(
      select r.id
      from public.bookable_resources as r
      where r.org_id = org
        and r.id = any (list_resource_states.resource_ids)
        and (scope = 'all' or r.id in (select private.own_resource_ids()))
    )) as s;
end;
$$;
comment on function public.list_resource_states(uuid[]) is
  'For each of these resources {resource_id, state_now, booked_share_week}. '
  'Definer: what occupies people is nobody''s table.';
revoke execute on function public.list_resource_states(uuid[]) from public, anon;
grant execute on function public.list_resource_states(uuid[]) to authenticated;

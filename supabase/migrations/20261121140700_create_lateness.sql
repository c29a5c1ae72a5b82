-- Which visits are late or in danger of it, at a given moment. Lists, the board, Today and the sidebar's counts ask here
-- and nowhere else, so that a visit is late on all of them or on none.

-- Late is: not on the way some minutes after it had to leave (the window's start less the way), not there some minutes
-- after the window's end, or still on site some minutes past its planned end (settings late_departure_min and
-- late_arrival_min). At risk is: not late yet, but whoever leads it comes after the window's end, when his visit before
-- ends as planned or, being past that, this minute, and the way is added. Only the visit directly before is looked at,
-- and only visits of the next four hours: further ahead it is no news yet. What was forgotten for more than two days
-- is no longer late but stale.
create function private.lateness(org uuid, ids uuid[] default null, at timestamptz default now())
returns table (booking_id uuid, late_min integer, kind text, is_at_risk boolean)
language plpgsql stable rows 20 set search_path = ''
as $$
declare
  settings record := private.scheduling_settings(org);
  departure_grace constant interval := make_interval(mins => settings.late_departure_min);
  arrival_grace constant interval := make_interval(mins => settings.late_arrival_min);
begin
  return query
    with open_visits as materialized (
      select
        b.id, b.status, b.starts_at, b.ends_at, b.status_since,
        coalesce(b.window_starts_at, b.starts_at) as window_from,
        coalesce(b.window_ends_at, b.starts_at) as window_to,
        (jsonb_path_query_first(b.assigned, '$[*] ? (@.role == "lead").resource_id') #>> '{}')::uuid as lead_id,
        p.lat, p.lng
      from public.bookings as b
      join public.jobs as j on j.org_id = org and j.id = b.job_id
      join public.properties as p on p.org_id = org and p.id = j.property_id
      where b.org_id = org
        and b.status = any ('{scheduled,dispatched,en_route,on_site,paused}')
        and b.starts_at between lateness.at - interval '2 days' and lateness.at + interval '4 hours'
        and (ids is null or b.id = any (ids))
    ),
    arrivals as (
      select v.*, coalesce(way.minutes, 0) * interval '1 minute' as way, way.is_over, way.ends_at as free_at
      from open_visits as v
      left join lateral (
        select
          private.travel_min(q.lat, q.lng, v.lat, v.lng, settings.speed_kmh, settings.circuity) as minutes,
          f.status in ('completed', 'closed') as is_over,
          f.ends_at
        from public.resource_occupancy as o
        join public.bookings as f on f.org_id = org and f.id = o.booking_id
        join public.jobs as k on k.org_id = org and k.id = f.job_id
        join public.properties as q on q.org_id = org and q.id = k.property_id
        where v.status in ('scheduled', 'dispatched', 'en_route')
          and o.org_id = org
          and o.resource_id = v.lead_id
          and o.period operator(pg_catalog.&&) tstzrange(v.starts_at - interval '12 hours', v.starts_at)
          and f.starts_at < v.starts_at
        order by f.starts_at desc
        limit 1
      ) as way on true
    ),
    judged as (
      select
        a.id,
        case
          when a.status in ('scheduled', 'dispatched') and lateness.at > a.window_from - a.way + departure_grace
            then lateness.at - (a.window_from - a.way)
          when a.status = 'en_route' and lateness.at > a.window_to + arrival_grace then lateness.at - a.window_to
          when a.status in ('on_site', 'paused') and lateness.at > a.ends_at + arrival_grace then lateness.at - a.ends_at
        end as late_by,
        case
          when a.status in ('scheduled', 'dispatched') then 'departure'
          when a.status = 'en_route' then 'arrival'
          else 'end'
        end as late_kind,
        case
          when a.status = 'en_route' then greatest(lateness.at, a.status_since + a.way)
          when a.status in ('scheduled', 'dispatched') then
            case when a.is_over is false then greatest(a.free_at, lateness.at) else lateness.at end + a.way
        end > a.window_to as is_endangered
      from arrivals as a
    )
    select
      g.id,
      (extract(epoch from g.late_by) / 60)::integer,
      case when g.late_by is not null then g.late_kind end,
      g.late_by is null and g.is_endangered
    from judged as g
    where g.late_by is not null or g.is_endangered;
end;
$$;
comment on function private.lateness(uuid, uuid[], timestamptz) is
  'Visits that are late (minutes and kind departure, arrival or end) or at risk; of these ids, or null for all.';
revoke execute on function private.lateness(uuid, uuid[], timestamptz) from public;

-- Visits as answers show them, with lateness filled in. It is asked for only where a visit is near enough to now.
create function private.booking_json(org uuid, ids uuid[]) returns table (id uuid, data jsonb)
language plpgsql stable rows 50 set search_path = ''
as $$
declare
  near_ids constant uuid[] := array(
    select b.id
    from public.bookings as b
    where b.org_id = org
      and b.id = any (ids)
      and b.status = any ('{scheduled,dispatched,en_route,on_site,paused}')
      and b.starts_at between now() - interval '2 days' and now() + interval '4 hours'
  );
begin
  if cardinality(near_ids) = 0 then
    return query select (r ->> 'id')::uuid, r from private.booking_rows(org, ids) as r;
    return;
  end if;
  return query
    select (r ->> 'id')::uuid, case when l.booking_id is null then r else r || jsonb_build_object(
      'late', case when l.kind is not null then jsonb_build_object('minutes', l.late_min, 'kind', l.kind) end,
      'at_risk', l.is_at_risk
    ) end
    from private.booking_rows(org, ids) with ordinality as v (r, place)
    left join private.lateness(org, near_ids) as l on l.booking_id = (r ->> 'id')::uuid
    order by v.place;
end;
$$;
comment on function private.booking_json(uuid, uuid[]) is
  'Visits as answers show them, in the order of the ids, late and at_risk as of now.';
revoke execute on function private.booking_json(uuid, uuid[]) from public;

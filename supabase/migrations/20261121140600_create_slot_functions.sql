-- The best free times for a visit, scored, with the reasons in words a dispatcher can read out, and for each resource
-- without a time the limit that bit.

-- Which of these resources were at the place, or with the customer, before: the last visits tell, not the whole past.
create function private.familiar_resources(org uuid, ids uuid[], customer uuid, property uuid)
returns table (resource_id uuid, knows text)
language plpgsql stable rows 20 set search_path = '' set plan_cache_mode = force_generic_plan
as $$
begin
  if customer is null then
    return;
  end if;
  return query
    select a.resource_id, case when bool_or(j.property_id = property) then 'place' else 'customer' end
    from (
      (
        select p.id, p.property_id from public.jobs as p
        where p.org_id = org and p.property_id = property order by p.id desc limit 20
      )
      union
      (
        select c.id, c.property_id from public.jobs as c
        where c.org_id = org and c.customer_id = customer order by c.id desc limit 20
      )
    ) as j
    join public.bookings as b on b.org_id = org and b.job_id = j.id and b.status in ('completed', 'closed')
    join public.booking_assignments as a on a.org_id = org and a.booking_id = b.id
    where a.resource_id = any (ids)
    group by a.resource_id;
end;
$$;
comment on function private.familiar_resources(uuid, uuid[], uuid, uuid) is
  'Who finished one of the last visits there: "place", or elsewhere for the customer: "customer".';
revoke execute on function private.familiar_resources(uuid, uuid[], uuid, uuid) from public;

-- The stretches of slot_gaps with the way from the visit before and to the one after taken off. A visit of another day
-- is too far back to be driven from, but its way counts all the same: it fits into a night, or it does not.
create function private.slot_openings(org uuid, ids uuid[], wish jsonb, asker uuid)
returns table (
  resource_id uuid, first_start timestamptz, last_start timestamptz, travel_before integer, travel_after integer
)
language plpgsql stable rows 200 set search_path = '' set plan_cache_mode = force_generic_plan
as $$
declare
  duration constant interval := make_interval(mins => (wish ->> 'duration_min')::integer);
  place_lat constant double precision := (wish ->> 'lat')::double precision;
  place_lng constant double precision := (wish ->> 'lng')::double precision;
  speed constant double precision := (wish ->> 'speed_kmh')::double precision;
  circuity constant double precision := (wish ->> 'circuity')::double precision;
begin
  return query
    with gaps as materialized (
      select g.*
      from private.slot_gaps(
        org, ids, (wish ->> 'from_at')::timestamptz, (wish ->> 'to_at')::timestamptz,
        (wish ->> 'duration_min')::integer, (wish ->> 'before_min')::integer, (wish ->> 'after_min')::integer,
        (wish ->> 'booking_id')::uuid, asker
      ) as g
    ),
    ways as materialized (
      -- travel_min written out: some hundred calls of a function would cost as much as the rest together.
      select v.id, b.starts_at, coalesce(b.freed_at, b.ends_at) as ends_at,
        case when num_nulls(p.lat, p.lng, place_lat, place_lng) = 0 then
          ceil(
            2 * 6371 * asin(least(1, sqrt(
              sin(radians(place_lat - p.lat) / 2) ^ 2
              + cos(radians(p.lat)) * cos(radians(place_lat)) * sin(radians(place_lng - p.lng) / 2) ^ 2
            ))) * circuity / speed * 60
          )::integer
        end as travel
      from (select g.visit_before as id from gaps as g union select g.visit_after from gaps as g) as v
      join public.bookings as b on b.org_id = org and b.id = v.id
      join public.jobs as j on j.org_id = org and j.id = b.job_id
      join public.properties as p on p.org_id = org and p.id = j.property_id
    ),
    openings as (
      select
        g.resource_id,
        greatest(g.free_from, p.ends_at + make_interval(mins => p.travel)) as first_start,
        least(g.free_to, n.starts_at - make_interval(mins => n.travel)) - duration as last_start,
        case when g.free_from - p.ends_at < interval '8 hours' then p.travel end as travel_before,
        case when n.starts_at - g.free_to < interval '8 hours' then n.travel end as travel_after
      from gaps as g
      left join ways as p on p.id = g.visit_before
      left join ways as n on n.id = g.visit_after
    )
    select o.* from openings as o where o.first_start <= o.last_start;
end;
$$;
comment on function private.slot_openings(uuid, uuid[], jsonb, uuid) is
  'When a visit could begin, from the first to the last moment, with the minutes of way before and after.';
revoke execute on function private.slot_openings(uuid, uuid[], jsonb, uuid) from public;

-- Possible beginnings, on the step of the clock in the place's zone, each with its score between 0 and 1: how soon it
-- is (0.35), whether the technician was there before (0.25), how near his visits before and after are, or his home
-- where he has none (0.25, nothing from an hour's drive on), skills (0.05) and zone (0.1). Within an opening only the
-- time differs, so its first beginnings are its best.
create function private.slot_candidates(org uuid, people jsonb, wish jsonb, asker uuid, most integer)
returns table (resource_id uuid, slot jsonb)
language plpgsql stable rows 50 set search_path = '' set plan_cache_mode = force_generic_plan
as $$
declare
  ids constant uuid[] := array(select (value ->> 'resource_id')::uuid from jsonb_array_elements(people));
  step constant interval := make_interval(mins => (wish ->> 'step_min')::integer);
  zone constant text := wish ->> 'time_zone';
  duration constant interval := make_interval(mins => (wish ->> 'duration_min')::integer);
  arrival constant interval := make_interval(mins => nullif((wish ->> 'window_min')::integer, 0));
  has_skills constant boolean := wish -> 'skill_ids' <> '[]';
  from_at constant timestamptz := wish ->> 'from_at';
  length_s constant double precision := extract(epoch from (wish ->> 'to_at')::timestamptz - from_at);
begin
  return query
    with able as materialized (
      select p.*, f.knows, private.travel_min(
        p.home_lat, p.home_lng, (wish ->> 'lat')::double precision, (wish ->> 'lng')::double precision,
        (wish ->> 'speed_kmh')::double precision, (wish ->> 'circuity')::double precision
      ) as home_min
      from jsonb_to_recordset(people) as p (
        resource_id uuid, certified_until date, is_zoned boolean, time_zone text, home_lat double precision,
        home_lng double precision
      )
      left join private.familiar_resources(
        org, ids, (wish ->> 'customer_id')::uuid, (wish ->> 'property_id')::uuid
      ) as f on f.resource_id = p.resource_id
    ),
    full_days as materialized (
      select d.*
      from private.full_days(
        org, ids, from_at, (wish ->> 'to_at')::timestamptz, (wish ->> 'duration_min')::integer, wish ->> 'priority',
        (wish ->> 'booking_id')::uuid, nullif(wish -> 'daily_limit', 'null')
      ) as d
    ),
    -- Enough beginnings of each opening to fill the answer twice over, if all resources and days had as many.
    openings as materialized (
      select o.*, f.at, least(most, greatest(4, 2 * ceil(most::double precision / count(*) over ()))::integer) as amount
      from private.slot_openings(org, ids, wish, asker) as o
      -- "offset 0" keeps what is computed once from being written out wherever it is used: zones are slow.
      cross join lateral (select o.first_start at time zone zone as wall offset 0) as w
      cross join lateral (
        select date_bin(step, w.wall + step - interval '1 microsecond', '2000-01-01') - w.wall + o.first_start as at
        offset 0
      ) as f
      where f.at <= o.last_start
    ),
    times as (
      select o.resource_id, o.travel_before, o.travel_after, start.at
      from openings as o
      cross join lateral generate_series(o.at, least(o.last_start, o.at + (o.amount - 1) * step), step) as start (at)
    ),
    scored as (
      select
        t.resource_id,
        t.at,
        coalesce(least(t.travel_before, t.travel_after), a.home_min) as near_min,
        t.travel_before,
        a.knows,
        a.is_zoned,
        l.day,
        0.35 * (1 - extract(epoch from t.at - from_at) / length_s)
          + case a.knows when 'place' then 0.25 when 'customer' then 0.2 else 0 end
          + 0.25 * greatest(0, 1 - coalesce(least(t.travel_before, t.travel_after), a.home_min, 45) / 60.0)
          + case when a.is_zoned then 0.1 else 0 end
          + case when has_skills then 0.05 else 0 end as points
      from times as t
      join able as a on a.resource_id = t.resource_id
      cross join lateral (select (t.at at time zone a.time_zone)::date as day offset 0) as l
      where (a.certified_until is null or l.day <= a.certified_until)
        and not exists (
          select from full_days as d where d.resource_id = t.resource_id and coalesce(d.day, l.day) = l.day
        )
    ),
    -- First the best time of each resource and day, then the second best: three answers are three ways to choose.
    ranked as (
      select s.*, row_number() over (partition by s.resource_id, s.day order by s.points desc, s.at) as place,
        min(s.at) over () as soonest
      from scored as s
    )
    select r.resource_id, jsonb_build_object(
      'starts_at', r.at,
      'ends_at', r.at + duration,
      'resource_ids', jsonb_build_array(r.resource_id),
      'arrival_window', case when arrival is not null then
        jsonb_build_object('starts_at', r.at, 'ends_at', r.at + arrival) end,
      'travel_min', r.travel_before,
      'score', round(r.points::numeric, 3),
      'reasons', to_jsonb(array_remove(array[
        case when r.at = r.soonest then '{"code": "earliest"}'::jsonb end,
        case when r.knows is not null then jsonb_build_object('code', 'same_technician', 'detail', r.knows) end,
        case when r.near_min = 0 then '{"code": "no_travel"}'::jsonb end,
        case when r.near_min between 1 and 15 then jsonb_build_object('code', 'near', 'detail', r.near_min) end,
        case when has_skills then '{"code": "skill"}'::jsonb end,
        case when r.is_zoned then '{"code": "zone"}'::jsonb end
      ], null))
    )
    from ranked as r
    order by r.place, r.points desc, r.at, r.resource_id
    limit most;
end;
$$;
comment on function private.slot_candidates(uuid, jsonb, jsonb, uuid, integer) is
  'The best beginnings for a visit, the best first.';
revoke execute on function private.slot_candidates(uuid, jsonb, jsonb, uuid, integer) from public;

-- Why a resource has no time at all, for who would otherwise stand before an empty list: the first of these that holds
-- for all of its days. What nothing else explains is taken up by visits and the ways between them.
create function private.slot_limits(org uuid, ids uuid[], people jsonb, wish jsonb)
returns table (resource_id uuid, code text, until timestamptz)
language plpgsql stable rows 20 set search_path = ''
as $$
declare
  from_at constant timestamptz := wish ->> 'from_at';
  to_at constant timestamptz := wish ->> 'to_at';
begin
  return query
    with shifts as materialized (
      select s.resource_id, range_agg(s.shift) as hours
      from private.resource_shifts(org, ids, from_at, to_at) as s
      group by s.resource_id
    ),
    absent as materialized (
      select o.resource_id, range_agg(o.period) as periods
      from public.resource_occupancy as o
      where o.org_id = org
        and o.resource_id = any (ids)
        and o.period operator(pg_catalog.&&) tstzrange(from_at, to_at)
        and o.time_off_id is not null
      group by o.resource_id
    ),
    closed as materialized (
      select max(c.ends_on) as ends_on
      from public.business_closures as c
      where c.org_id = org
        and c.deleted_at is null
        and c.starts_on <= (to_at at time zone (wish ->> 'time_zone'))::date
        and c.ends_on >= (from_at at time zone (wish ->> 'time_zone'))::date
    ),
    full_days as materialized (
      select d.resource_id, count(d.day) as days, bool_or(d.day is null) as is_every
      from private.full_days(
        org, ids, from_at, to_at, (wish ->> 'duration_min')::integer, wish ->> 'priority',
        (wish ->> 'booking_id')::uuid, nullif(wish -> 'daily_limit', 'null')
      ) as d
      group by d.resource_id
    )
    select
      p.resource_id,
      case
        when w.hours is null and c.ends_on is not null then 'closure'
        when w.hours is null then 'hours'
        when w.hours <@ a.periods then 'time_off'
        when p.certified_until < (to_at at time zone p.time_zone)::date and not exists (
          select from unnest(w.hours) as h where (lower(h) at time zone p.time_zone)::date <= p.certified_until
        ) then 'skill_expired'
        when f.is_every or f.days >= (
          select count(distinct (lower(h) at time zone p.time_zone)::date) from unnest(w.hours) as h
        ) then 'daily_limit'
        when not exists (
          select from unnest(w.hours) as h
          where upper(h) - lower(h) >= make_interval(mins => (wish ->> 'duration_min')::integer)
        ) then 'hours'
        else 'occupied'
      end,
      case
        when w.hours is null then private.local_to_utc((c.ends_on + 1)::timestamp, wish ->> 'time_zone')
        when w.hours <@ a.periods then upper(range_merge(a.periods))
      end
    from jsonb_to_recordset(people) as p (resource_id uuid, certified_until date, time_zone text)
    cross join closed as c
    left join shifts as w on w.resource_id = p.resource_id
    left join absent as a on a.resource_id = p.resource_id
    left join full_days as f on f.resource_id = p.resource_id
    where p.resource_id = any (ids);
end;
$$;
comment on function private.slot_limits(uuid, uuid[], jsonb, jsonb) is
  'For resources without a free time: closure, hours, time_off, skill_expired, daily_limit or occupied.';
revoke execute on function private.slot_limits(uuid, uuid[], jsonb, jsonb) from public;

create function public.find_available_slots(payload jsonb) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  most constant integer := greatest(1, least(coalesce((payload ->> 'limit')::integer, 50), 200));
  wanted constant uuid := (payload ->> 'resource_id')::uuid;
  wish jsonb;
  people jsonb;
  limits jsonb;
  slots jsonb;
  idle uuid[];
begin
  perform private.require_permission('read', 'slots', 'all');
  wish := to_jsonb(private.slot_wish(org, payload)) || to_jsonb(private.scheduling_settings(org));
  select
    coalesce(jsonb_agg(to_jsonb(r)) filter (where r.refusal is null), '[]'),
    coalesce(jsonb_agg(jsonb_build_object(
      'resource_id', r.resource_id, 'code', r.refusal
    )) filter (where r.refusal is not null), '[]')
  into people, limits
  from private.slot_resources(
    org, wanted, array(select value::uuid from jsonb_array_elements_text(wish -> 'skill_ids')),
    (wish ->> 'zone_id')::uuid, (wish ->> 'is_placed')::boolean, (wish ->> 'from_at')::timestamptz
  ) as r;
  if wanted is not null and people || limits = '[]' then
    perform private.require_known(null, 'resource_id');
  end if;
  if (wish ->> 'from_at')::timestamptz >= (wish ->> 'to_at')::timestamptz then
    return jsonb_build_object('data', '[]'::jsonb, 'limits', limits);
  end if;

  select coalesce(jsonb_agg(c.slot order by c.place), '[]') into slots
  from private.slot_candidates(org, people, wish, private.current_user_id(), most)
    with ordinality as c (resource_id, slot, place);
  -- With the answer full, who is not in it may be free all the same.
  if jsonb_array_length(slots) < most then
    idle := array(
      select (value ->> 'resource_id')::uuid from jsonb_array_elements(people)
      except
      select (value #>> '{resource_ids,0}')::uuid from jsonb_array_elements(slots)
    );
    if cardinality(idle) > 0 then
      select limits || coalesce(jsonb_agg(jsonb_strip_nulls(to_jsonb(l))), '[]') into limits
      from private.slot_limits(org, idle, people, wish) as l;
    end if;
  end if;
  return jsonb_build_object('data', slots, 'limits', limits);
end;
$$;
comment on function public.find_available_slots(jsonb) is
  'Free times for {from, to, service_type_id?, property_id?, job_id?, booking_id?, duration_min?, priority?, '
  'resource_id?, limit?}: {data: [slot], limits: [{resource_id, code, until?}]}. '
  'Definer: it looks at everybody''s time, but tells only when it is free.';
revoke execute on function public.find_available_slots(jsonb) from public, anon;
grant execute on function public.find_available_slots(jsonb) to authenticated;

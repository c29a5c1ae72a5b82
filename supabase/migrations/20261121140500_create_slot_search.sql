-- The arithmetic of free time. What occupies a resource is read once, as one range of the occupancy's index per
-- resource; free time is what lies between, found in one pass over the rows in order of time.

-- What is looked for: {from, to, service_type_id?, property_id?, job_id?, booking_id?, duration_min?, priority?}. A job
-- says what the caller leaves out, the service type what the job leaves out. The past is never offered.
create function private.slot_wish(
  org uuid, payload jsonb,
  out from_at timestamptz, out to_at timestamptz, out duration_min integer, out before_min integer,
  out after_min integer, out service_type_id uuid, out skill_ids uuid[], out priority text, out customer_id uuid,
  out property_id uuid, out lat double precision, out lng double precision, out time_zone text, out zone_id uuid,
  out is_placed boolean, out booking_id uuid
)
language plpgsql stable set search_path = ''
as $$
declare
  booking public.bookings;
  job public.jobs;
  service public.service_types;
  place public.properties;
begin
  from_at := greatest((payload ->> 'from')::timestamptz, now());
  to_at := (payload ->> 'to')::timestamptz;
  if to_at is null or payload ->> 'from' is null or to_at <= (payload ->> 'from')::timestamptz
    or to_at > (payload ->> 'from')::timestamptz + interval '31 days 1 hour' then
    raise exception 'invalid: Say from when to when, at most 31 days.' using errcode = 'CO422', hint = 'to';
  end if;
  booking_id := (payload ->> 'booking_id')::uuid;
  if booking_id is not null then
    select b.* into booking from public.bookings as b where b.org_id = org and b.id = slot_wish.booking_id;
    perform private.require_known(booking.id, 'booking_id');
  end if;
  if payload ->> 'job_id' is not null or booking.job_id is not null then
    select j.* into job from public.jobs as j
    where j.org_id = org and j.id = coalesce(booking.job_id, (payload ->> 'job_id')::uuid);
    perform private.require_known(job.id, 'job_id');
  end if;
  service_type_id := coalesce((payload ->> 'service_type_id')::uuid, job.service_type_id);
  if service_type_id is not null then
    select t.* into service from public.service_types as t where t.org_id = org and t.id = slot_wish.service_type_id;
    perform private.require_known(service.id, 'service_type_id');
  end if;
  property_id := coalesce((payload ->> 'property_id')::uuid, job.property_id);
  if property_id is not null then
    select p.* into place from public.properties as p where p.org_id = org and p.id = slot_wish.property_id;
    perform private.require_known(place.id, 'property_id');
  end if;
  duration_min := coalesce(
    (payload ->> 'duration_min')::integer, extract(epoch from booking.ends_at - booking.starts_at)::integer / 60,
    job.duration_min, service.duration_min, 60
  );
  before_min := coalesce(booking.buffer_before_min, service.buffer_before_min, 0);
  after_min := coalesce(booking.buffer_after_min, service.buffer_after_min, 0);
  priority := coalesce(payload ->> 'priority', job.priority, service.priority, 'normal');
  skill_ids := array(
    select s.skill_id from public.service_type_skills as s
    where s.org_id = org and s.service_type_id = slot_wish.service_type_id
  );
  customer_id := place.customer_id;
  lat := place.lat;
  lng := place.lng;
  time_zone := coalesce(place.time_zone, (select o.time_zone from public.organizations as o where o.id = org));
  is_placed := num_nonnulls(place.postcode, place.lat) > 0;
  zone_id := case when is_placed then private.zone_of(org, place.postcode, place.lat, place.lng) end;
end;
$$;
comment on function private.slot_wish(uuid, jsonb) is
  'What is to be placed, from a payload, its job and its service type; raises CO422.';
revoke execute on function private.slot_wish(uuid, jsonb) from public;

create function private.require_known(id uuid, field text) returns void
language plpgsql immutable set search_path = ''
as $$
begin
  if id is null then
    raise exception '%_not_found: There is no such %.', replace(field, '_id', ''),
      replace(replace(field, '_id', ''), '_', ' ') using errcode = 'CO422', hint = field;
  end if;
end;
$$;
comment on function private.require_known(uuid, text) is 'Raises CO422 for a reference that led nowhere.';
revoke execute on function private.require_known(uuid, text) from public;

-- Who could go, and what keeps the others from it whatever the hour: {inactive, skill, skill_expired, zone}. Who has no
-- zones works everywhere; a place that is neither on the map nor has a postcode is in nobody's way.
create function private.slot_resources(
  org uuid, wanted uuid, skill_ids uuid[], zone_id uuid, is_placed boolean, from_at timestamptz
) returns table (
  resource_id uuid, refusal text, certified_until date, is_zoned boolean, time_zone text, home_lat double precision,
  home_lng double precision
)
language plpgsql stable rows 20 set search_path = '' set plan_cache_mode = force_generic_plan
as $$
begin
  return query
    select
      r.id,
      case
        when not r.is_active then 'inactive'
        when held.amount < cardinality(slot_resources.skill_ids) then 'skill'
        when held.expires_on < (slot_resources.from_at at time zone r.time_zone)::date then 'skill_expired'
        when slot_resources.is_placed and area.amount > 0 and area.is_inside is not true then 'zone'
      end,
      held.expires_on,
      coalesce(area.is_inside, false),
      r.time_zone,
      r.home_lat,
      r.home_lng
    from public.bookable_resources as r
    cross join lateral (
      select count(*) as amount, min(s.expires_on) as expires_on
      from (
        select max(coalesce(k.expires_on, 'infinity')) as expires_on
        from public.resource_skills as k
        where k.org_id = org and k.resource_id = r.id and k.skill_id = any (slot_resources.skill_ids)
        group by k.skill_id
      ) as s
    ) as held
    cross join lateral (
      select count(*) as amount, bool_or(z.id = slot_resources.zone_id) as is_inside
      from public.resource_zones as k
      join public.service_zones as z on z.org_id = org and z.id = k.zone_id and z.is_active and z.deleted_at is null
      where k.org_id = org and k.resource_id = r.id
    ) as area
    where r.org_id = org
      and r.deleted_at is null
      and (r.id = wanted or (wanted is null and r.kind = 'technician' and r.is_active))
    order by r.position, r.name, r.id;
end;
$$;
comment on function private.slot_resources(uuid, uuid, uuid[], uuid, boolean, timestamptz) is
  'Technicians, or the one resource wanted, each with what keeps it from the visit at any time.';
revoke execute on function private.slot_resources(uuid, uuid, uuid[], uuid, boolean, timestamptz) from public;

-- Free stretches within working hours that are long enough, each with the visits before and after it. Time outside of
-- hours is one more thing that occupies. A hold counts until it expires, unless it is the asker's own: he holds the
-- time in order to book it. Buffers of the visit to place must be free as well, but may lie outside of the hours.
--
-- In the order of time a stretch begins where everything before has ended (the running maximum) and ends where the
-- next row begins; the number of visits so far names the visit before it, the next number the one after it.
create function private.slot_gaps(
  org uuid, ids uuid[], from_at timestamptz, to_at timestamptz, duration_min integer, before_min integer,
  after_min integer, booking uuid, asker uuid
) returns table (resource_id uuid, free_from timestamptz, free_to timestamptz, visit_before uuid, visit_after uuid)
language plpgsql stable rows 200 set search_path = '' set plan_cache_mode = force_generic_plan
as $$
declare
  -- A little more than a day on both sides: the visit before the first slot may have been yesterday's last.
  span constant tstzrange := tstzrange(from_at - interval '30 hours', to_at + interval '30 hours');
  needed constant interval := make_interval(mins => duration_min);
  before_span constant interval := make_interval(mins => before_min);
  after_span constant interval := make_interval(mins => after_min);
begin
  return query
    with busy as (
      select i.id, lower(o.period) - after_span as starts, upper(o.period) + before_span as ends, o.booking_id
      from unnest(ids) as i (id)
      cross join lateral (
        select r.period, r.booking_id, r.hold_id, r.expires_at
        from public.resource_occupancy as r
        where r.org_id = org and r.resource_id = i.id and r.period operator(pg_catalog.&&) span
      ) as o
      -- Of the visit that is moved its own time is free; what is no visit is distinct from it, too.
      where (booking is null or o.booking_id is distinct from booking)
        and (
          o.hold_id is null
          or (
            o.expires_at > now()
            and not exists (
              select from public.booking_holds as h where h.org_id = org and h.id = o.hold_id and h.held_by = asker
            )
          )
        )
      union all
      select i.id, lower(off.period), upper(off.period), null
      from unnest(ids) as i (id)
      left join (
        select s.resource_id as id, range_agg(s.shift) as shifts
        from private.resource_shifts(org, ids, from_at, to_at) as s
        group by s.resource_id
      ) as w on w.id = i.id
      cross join lateral unnest(tstzmultirange(span) - coalesce(w.shifts, '{}')) as off (period)
    ),
    ordered as materialized (
      select
        b.id, b.starts, b.booking_id,
        max(b.ends) over before as ended,
        count(b.booking_id) over before as visits_before
      from busy as b
      window before as (
        partition by b.id order by b.starts, b.ends rows between unbounded preceding and 1 preceding
      )
    )
    select g.id, g.ended, g.starts, p.booking_id, n.booking_id
    from ordered as g
    left join ordered as p
      on p.id = g.id and p.booking_id is not null and p.visits_before = g.visits_before - 1
    left join ordered as n
      on n.id = g.id and n.booking_id is not null and n.visits_before = g.visits_before
    where g.starts - g.ended >= needed;
end;
$$;
comment on function private.slot_gaps(
  uuid, uuid[], timestamptz, timestamptz, integer, integer, integer, uuid, uuid
) is 'Free stretches long enough for a visit, with the visits before and after.';
revoke execute on function private.slot_gaps(
  uuid, uuid[], timestamptz, timestamptz, integer, integer, integer, uuid, uuid
) from public;

-- Days that hold all they may: the resource's own limit, else the organization's. What is reserved for urgent work is
-- full for everything else. A visit counts on the local day it begins.
create function private.full_days(
  org uuid, ids uuid[], from_at timestamptz, to_at timestamptz, duration_min integer, priority text, booking uuid,
  shipped jsonb
) returns table (resource_id uuid, day date)
language plpgsql stable rows 20 set search_path = '' set plan_cache_mode = force_generic_plan
as $$
declare
  span constant tstzrange := tstzrange(from_at - interval '30 hours', to_at + interval '30 hours');
begin
  if shipped is null and not exists (
    select from public.daily_limits as l where l.org_id = org and l.resource_id = any (ids)
  ) then
    return;
  end if;
  return query
    with limits as (
      select
        r.id,
        r.time_zone,
        coalesce(l.max_visits, case when l.id is null then (shipped ->> 'max_visits')::integer end) as visits,
        coalesce(l.max_minutes, case when l.id is null then (shipped ->> 'max_minutes')::integer end)
          - case when priority = 'urgent' then 0 else coalesce(
            l.urgent_reserve_min, case when l.id is null then (shipped ->> 'urgent_reserve_min')::integer end, 0
          ) end as minutes
      from public.bookable_resources as r
      left join public.daily_limits as l on l.org_id = org and l.resource_id = r.id
      where r.org_id = org and r.id = any (ids)
    )
    select l.id, (b.starts_at at time zone l.time_zone)::date
    from limits as l
    cross join lateral (
      select distinct o.booking_id
      from public.resource_occupancy as o
      where o.org_id = org
        and o.resource_id = l.id
        and o.period operator(pg_catalog.&&) span
        and o.booking_id is distinct from booking
        and o.booking_id is not null
    ) as v
    join public.bookings as b on b.org_id = org and b.id = v.booking_id
    group by l.id, 2
    having count(*) >= min(l.visits)
      or sum(extract(epoch from b.ends_at - b.starts_at)) / 60 + duration_min > min(l.minutes)
    union all
    -- Longer than any day may be: full without a single visit.
    select l.id, null from limits as l where l.minutes < duration_min;
end;
$$;
comment on function private.full_days(
  uuid, uuid[], timestamptz, timestamptz, integer, text, uuid, jsonb
) is 'Local days of resources on which a visit of this length would pass the daily limit; null: every day.';
revoke execute on function private.full_days(
  uuid, uuid[], timestamptz, timestamptz, integer, text, uuid, jsonb
) from public;

-- What speaks against a time without forbidding it: said before saving, and then the dispatcher decides. The same
-- hours, skills, zones, limits and ways as the search for free times, so that a time it offered is never warned of.

-- Codes about people: off_hours, missing_skill, expired_skill, outside_zone, daily_limit. Vehicles and tools have none.
create function private.people_warnings(org uuid, booking public.bookings)
returns table (code text, resource_id uuid, detail text)
language plpgsql stable rows 5 set search_path = ''
as $$
declare
  ids constant uuid[] := array(
    select r.id from public.bookable_resources as r
    where r.org_id = org and r.id = any (private.resource_ids(booking.assigned)) and r.kind = 'technician'
  );
  span constant tstzrange := tstzrange(booking.starts_at, booking.ends_at);
  duration constant integer := ceil(extract(epoch from booking.ends_at - booking.starts_at) / 60);
  job public.jobs;
  place public.properties;
  zone uuid;
begin
  select j.* into job from public.jobs as j where j.org_id = org and j.id = booking.job_id;
  select p.* into place from public.properties as p where p.org_id = org and p.id = job.property_id;
  zone := private.zone_of(org, place.postcode, place.lat, place.lng);
  return query
    with people as materialized (
      select r.id, r.time_zone, (booking.starts_at at time zone r.time_zone)::date as day
      from public.bookable_resources as r
      where r.org_id = org and r.id = any (ids)
    ),
    shifts as (
      select s.resource_id as id, range_agg(s.shift) as hours
      from private.resource_shifts(org, ids, booking.starts_at, booking.ends_at) as s
      group by s.resource_id
    )
    select 'off_hours', p.id, null
    from people as p
    left join shifts as s on s.id = p.id
    where not coalesce(s.hours @> span, false)
      and not exists (
        select from public.business_closures as c
        where c.org_id = org and c.deleted_at is null and p.day between c.starts_on and c.ends_on
      )
    union all
    -- One of the team with the skill is enough: a helper needs none.
    select
      case when held.ended is null then 'missing_skill' else 'expired_skill' end,
      case when held.ended is null and cardinality(ids) = 1 then ids[1] else held.resource_id end,
      concat_ws(' ', k.name, held.ended::text)
    from public.service_type_skills as t
    join public.skills as k on k.org_id = org and k.id = t.skill_id and k.deleted_at is null
    left join lateral (
      select h.resource_id, h.expires_on as ended
      from public.resource_skills as h
      where h.org_id = org and h.skill_id = t.skill_id and h.resource_id = any (ids)
      order by coalesce(h.expires_on, 'infinity') desc
      limit 1
    ) as held on true
    where t.org_id = org
      and t.service_type_id = job.service_type_id
      and cardinality(ids) > 0
      and (held.resource_id is null or held.ended < (select min(p.day) from people as p))
    union all
    select 'outside_zone', p.id, (
      select string_agg(z.name, ', ' order by z.name)
      from public.resource_zones as w
      join public.service_zones as z on z.org_id = org and z.id = w.zone_id
      where w.org_id = org and w.resource_id = p.id and z.is_active and z.deleted_at is null
    )
    from people as p
    where num_nonnulls(place.postcode, place.lat) > 0
      and exists (
        select from public.resource_zones as w
        join public.service_zones as z on z.org_id = org and z.id = w.zone_id and z.is_active and z.deleted_at is null
        where w.org_id = org and w.resource_id = p.id
      )
      and not exists (
        select from public.resource_zones as w
        where w.org_id = org and w.resource_id = p.id and w.zone_id = zone
      )
    union all
    select distinct 'daily_limit', p.id, null
    from people as p
    join private.full_days(
      org, ids, booking.starts_at, booking.ends_at, duration, coalesce(job.priority, 'normal'), booking.id,
      (private.scheduling_settings(org)).daily_limit
    ) as f on f.resource_id = p.id and coalesce(f.day, p.day) = p.day;
end;
$$;
comment on function private.people_warnings(uuid, public.bookings) is
  'What of hours, skills, zones and daily limits speaks against a visit.';
revoke execute on function private.people_warnings(uuid, public.bookings) from public;

-- Whether there is time to get there from the visit before and on to the one after, for each who goes.
create function private.travel_warnings(org uuid, booking public.bookings)
returns table (code text, resource_id uuid, detail text)
language plpgsql stable rows 5 set search_path = ''
as $$
declare
  settings record := private.scheduling_settings(org);
begin
  return query
    select distinct on (i.id) 'travel', i.id, format('%s: %s min', near.number, near.needed)
    from unnest(private.resource_ids(booking.assigned)) as i (id)
    join public.jobs as j on j.org_id = org and j.id = booking.job_id
    join public.properties as p on p.org_id = org and p.id = j.property_id
    cross join lateral (
      select b.number, case
          when b.starts_at < booking.starts_at then extract(epoch from booking.starts_at - b.ends_at)
          else extract(epoch from b.starts_at - booking.ends_at)
        end / 60 as available,
        private.travel_min(q.lat, q.lng, p.lat, p.lng, settings.speed_kmh, settings.circuity) as needed,
        row_number() over (
          partition by b.starts_at < booking.starts_at
          order by abs(extract(epoch from b.starts_at - booking.starts_at))
        ) as place
      from public.resource_occupancy as o
      join public.bookings as b on b.org_id = org and b.id = o.booking_id
      join public.jobs as k on k.org_id = org and k.id = b.job_id
      join public.properties as q on q.org_id = org and q.id = k.property_id
      where o.org_id = org
        and o.resource_id = i.id
        and o.period operator(pg_catalog.&&) tstzrange(
          booking.starts_at - interval '12 hours', booking.ends_at + interval '12 hours'
        )
        and o.booking_id is distinct from booking.id
    ) as near
    where near.place = 1 and near.available >= 0 and near.available < near.needed
    order by i.id, near.needed - near.available desc;
end;
$$;
comment on function private.travel_warnings(uuid, public.bookings) is
  'Who cannot be there in time from the visit before, or at the next one after; detail: its number and the minutes.';
revoke execute on function private.travel_warnings(uuid, public.bookings) from public;

create function private.booking_warnings(org uuid, booking public.bookings) returns jsonb
language plpgsql stable set search_path = ''
as $$
declare
  zone constant text := coalesce(
    (
      select p.time_zone
      from public.jobs as j
      join public.properties as p on p.org_id = org and p.id = j.property_id
      where j.org_id = org and j.id = booking.job_id
    ),
    (select o.time_zone from public.organizations as o where o.id = org)
  );
begin
  return (
    select coalesce(jsonb_agg(jsonb_build_object('code', w.code, 'resource_id', w.resource_id, 'detail', w.detail)), '[]')
    from (
      select 'closure' as code, null::uuid as resource_id, c.name as detail
      from public.business_closures as c
      where c.org_id = org
        and c.deleted_at is null
        and c.starts_on <= (booking.ends_at at time zone zone - interval '1 microsecond')::date
        and c.ends_on >= (booking.starts_at at time zone zone)::date
      union all
      select * from private.people_warnings(org, booking)
      union all
      select * from private.travel_warnings(org, booking)
      union all
      -- What was said to the customer: he waits within this window.
      select 'window', null, to_char(booking.window_starts_at at time zone zone, 'YYYY-MM-DD"T"HH24:MI')
      where booking.starts_at < booking.window_starts_at or booking.starts_at > booking.window_ends_at
    ) as w
  );
end;
$$;
comment on function private.booking_warnings(uuid, public.bookings) is
  'What speaks against a visit as it would be: [{code, resource_id, detail}].';
revoke execute on function private.booking_warnings(uuid, public.bookings) from public;

-- The first time from the wished one on, within two weeks, when everybody who goes is free and at work.
create function private.next_fit(org uuid, booking public.bookings) returns jsonb
language plpgsql stable set search_path = ''
as $$
declare
  ids constant uuid[] := private.resource_ids(booking.assigned);
  duration constant interval := booking.ends_at - booking.starts_at;
  from_at constant timestamptz := greatest(booking.starts_at, now());
  step constant interval := make_interval(mins => (private.scheduling_settings(org)).step_min);
  fit timestamptz;
begin
  if cardinality(ids) = 0 then
    return null;
  end if;
  select min(opening.at) into fit
  from (
    select range_intersect_agg(g.free) as free
    from unnest(ids) as i (id)
    left join lateral (
      select coalesce(range_agg(tstzrange(s.free_from, s.free_to)), '{}') as free
      from private.slot_gaps(
        org, array[i.id], from_at, from_at + interval '14 days', (extract(epoch from duration) / 60)::integer,
        booking.buffer_before_min, booking.buffer_after_min, booking.id, private.current_user_id()
      ) as s
    ) as g on true
  ) as team
  cross join lateral unnest(team.free) as gap
  cross join lateral (
    select date_bin(step, lower(gap) + step - interval '1 microsecond', '2000-01-01 00:00+00') as at
  ) as opening
  where opening.at + duration <= upper(gap);
  return case when fit is not null then jsonb_build_object('starts_at', fit, 'ends_at', fit + duration) end;
end;
$$;
comment on function private.next_fit(uuid, public.bookings) is
  'The next {starts_at, ends_at} at which all of a visit''s people are free, within two weeks; else null.';
revoke execute on function private.next_fit(uuid, public.bookings) from public;

create or replace function public.check_booking(payload jsonb) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  conflicts jsonb;
  booking public.bookings;
begin
  perform private.require_permission('read', 'bookings', 'all');
  booking := private.imagine_booking(org, payload);
  conflicts := private.conflict_list(
    org, private.resource_ids(booking.assigned), private.period_of(booking), array_remove(array[booking.id], null)
  );
  return jsonb_build_object('status', 200, 'data', jsonb_build_object(
    'conflicts', conflicts,
    'warnings', private.booking_warnings(org, booking),
    'next_fit', case when conflicts <> '[]' then private.next_fit(org, booking) end
  ));
end;
$$;
comment on function public.check_booking(jsonb) is
  'What would be in the way of a time, what speaks against it, and where it is refused the next one that fits; nothing '
  'is kept. Definer: what occupies people is nobody''s table.';

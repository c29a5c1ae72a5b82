-- Undoes "keep plans of free times".
create or replace function private.local_to_utc(wall timestamp, zone text) returns timestamptz
language sql immutable strict parallel safe set search_path = ''
as $$
  with tries as (
    select
      (wall at time zone 'UTC') - (((probe at time zone 'UTC') at time zone zone) - probe) as instant,
      position
    from (values (1, wall - interval '1 day'), (2, wall + interval '1 day')) as probes (position, probe)
  )
  select coalesce(
    (select min(instant) from tries where (instant at time zone zone) = wall),
    -- In a gap neither reads back; the offset of the day before gives the time moved forward.
    (select instant from tries where position = 1)
  )
$$;

create or replace function private.resource_shifts(
  org uuid, resource_ids uuid[], from_at timestamptz, to_at timestamptz
) returns table (resource_id uuid, shift tstzrange)
language sql stable set search_path = ''
as $$
  with people as materialized (
    select
      r.id,
      r.time_zone,
      exists (
        select from public.resource_availability as a where a.org_id = org and a.resource_id = r.id
      ) as has_own_hours
    from public.bookable_resources as r
    where r.org_id = org and r.id = any (resource_ids) and r.deleted_at is null
  ),
  -- No hours reach over midnight (a night is two of them), so the local days that from and to lie in are all there are.
  days as materialized (
    select z.time_zone, d.day::date as day, extract(isodow from d.day)::integer as weekday
    from (select distinct p.time_zone from people as p) as z
    cross join lateral generate_series(
      (from_at at time zone z.time_zone)::date, (to_at at time zone z.time_zone)::date, interval '1 day'
    ) as d (day)
    where not exists (
      select
      from public.business_closures as c
      where c.org_id = org and c.deleted_at is null and d.day::date between c.starts_on and c.ends_on
    )
  ),
  hours as materialized (
    select p.id, p.time_zone, a.weekday, a.starts, a.ends
    from people as p
    join public.resource_availability as a on a.org_id = org and a.resource_id = p.id
    union all
    select p.id, p.time_zone, b.weekday, b.opens, b.closes
    from people as p
    join public.business_hours as b on b.org_id = org
    where not p.has_own_hours
  ),
  spans as materialized (
    select h.id, h.time_zone, d.day + h.starts as starts, d.day + h.ends as ends
    from hours as h
    join days as d on d.time_zone = h.time_zone and d.weekday = h.weekday
  ),
  -- Most people start at the same time: each wall time is converted once and not once for each of them.
  instants as materialized (
    select w.time_zone, w.wall, private.local_to_utc(w.wall, w.time_zone) as instant
    from (
      select s.time_zone, s.starts as wall from spans as s union select s.time_zone, s.ends from spans as s
    ) as w
  )
  -- Hours that touch become one shift: a night goes on at midnight. Those that lie in a skipped hour vanish.
  select s.id, unnest(range_agg(tstzrange(greatest(b.instant, from_at), least(e.instant, to_at))))
  from spans as s
  join instants as b on b.time_zone = s.time_zone and b.wall = s.starts
  join instants as e on e.time_zone = s.time_zone and e.wall = s.ends
  where greatest(b.instant, from_at) < least(e.instant, to_at)
  group by s.id
$$;

create or replace function private.zone_of(org uuid, postcode text, lat double precision, lng double precision) returns uuid
language sql stable set search_path = ''
as $$
  select z.id
  from public.service_zones as z
  left join lateral (
    select max(case when right(entry, 1) = '*' then length(entry) - 1 else 100 end) as closeness
    from (select private.postcode_key(code) as entry from unnest(z.postcodes) as code) as entries
    where case
      when right(entry, 1) = '*' then starts_with(private.postcode_key(zone_of.postcode), left(entry, -1))
      else entry in (
        private.postcode_key(zone_of.postcode), private.postcode_key(split_part(zone_of.postcode, '-', 1))
      )
    end
  ) as listed on true
  cross join lateral (
    select coalesce(private.is_within(z.polygon, zone_of.lat, zone_of.lng), false) as is_drawn
  ) as area
  where z.org_id = org
    and z.is_active
    and z.deleted_at is null
    and (area.is_drawn or listed.closeness is not null)
  order by area.is_drawn desc, listed.closeness desc nulls last, z.id
  limit 1
$$;

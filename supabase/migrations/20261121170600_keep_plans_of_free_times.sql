-- The search for free times was planned longer than it searched: the hours of work, the zone of a place and the
-- conversion of each wall time were SQL functions, read and planned anew at each call. What they answer is unchanged.

-- A wall time by the offsets of the days around it. Both read back where an hour occurs twice: the first of the two.
create or replace function private.local_to_utc(wall timestamp, zone text) returns timestamptz
language plpgsql immutable strict parallel safe set search_path = ''
as $$
declare
  utc constant timestamptz := wall at time zone 'UTC';
  probe constant timestamptz := utc - interval '1 day';
  later_probe constant timestamptz := utc + interval '1 day';
  -- The wall time by the offset of the day before, and by that of the day after.
  early constant timestamptz := utc - ((probe at time zone zone) - (probe at time zone 'UTC'));
  late constant timestamptz := utc - ((later_probe at time zone zone) - (later_probe at time zone 'UTC'));
  is_early constant boolean := (early at time zone zone) = wall;
begin
  if (late at time zone zone) = wall then
    return case when is_early then least(early, late) else late end;
  end if;
  -- In a gap neither reads back; the offset of the day before gives the time moved forward.
  return early;
end;
$$;

create or replace function private.resource_shifts(
  org uuid, resource_ids uuid[], from_at timestamptz, to_at timestamptz
) returns table (resource_id uuid, shift tstzrange)
language plpgsql stable rows 50 set search_path = '' set plan_cache_mode = force_generic_plan
as $$
begin
  return query
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
    group by s.id;
end;
$$;

create or replace function private.zone_of(org uuid, postcode text, lat double precision, lng double precision) returns uuid
language plpgsql stable set search_path = ''
as $$
begin
  return (
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
  );
end;
$$;

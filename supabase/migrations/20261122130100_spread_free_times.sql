-- Free times a customer may choose from are few and far enough apart to be told from one another: on whole and half
-- hours, a window after the other, three of a morning and three of an afternoon. An opening of a whole day gave sixty
-- quarters of its first hours before. What may be held is not narrowed: a time that is free is free.

-- First the times that are liked, then others where there is room, each `apart` from every other. Where a half day has
-- more than `most`, those that are liked stay, and of a kind that has to give way the first, the last and what lies
-- evenly between them.
create function private.spread_times(
  times timestamptz[], liked boolean[], zone text, apart interval, most integer
) returns timestamptz[]
language plpgsql stable set search_path = ''
as $$
declare
  picked timestamptz[] := '{}';
  first_choices integer := 0;
  is_turn boolean;
  i integer;
begin
  foreach is_turn in array array[true, false] loop
    for i in 1 .. coalesce(cardinality(times), 0) loop
      if liked[i] = is_turn
        and not exists (
          select from unnest(picked) as p (at) where p.at > times[i] - apart and p.at < times[i] + apart
        ) then
        picked := picked || times[i];
        first_choices := first_choices + is_turn::integer;
      end if;
    end loop;
  end loop;
  return array(
    select h.at
    from (
      select
        p.at,
        row_number() over kind as place,
        count(*) over (partition by w.day, w.is_late, k.is_liked) as amount,
        case when k.is_liked then most else most - count(*) filter (where k.is_liked) over (
          partition by w.day, w.is_late
        ) end as room
      from unnest(picked) with ordinality as p (at, nth)
      cross join lateral (select p.nth <= first_choices as is_liked) as k
      cross join lateral (
        select (p.at at time zone zone)::date as day, extract(hour from p.at at time zone zone) >= 12 as is_late offset 0
      ) as w
      window kind as (partition by w.day, w.is_late, k.is_liked order by p.at)
    ) as h
    where h.amount <= h.room
      or h.place in (
        select 1 + round(k * (h.amount - 1) / greatest(h.room - 1, 1)::numeric) from generate_series(0, h.room - 1) as k
      )
    order by h.at
  );
end;
$$;
comment on function private.spread_times(timestamptz[], boolean[], text, interval, integer) is
  'Of free times, which are shown: `apart` from one another, the liked before others, `most` of a half day of the zone.';
revoke execute on function private.spread_times(timestamptz[], boolean[], text, interval, integer) from public;

drop function private.portal_offers(uuid, public.bookings, timestamptz, timestamptz, integer);
drop function private.portal_beginnings(uuid, public.bookings, uuid, timestamptz, timestamptz, integer);

-- Free beginnings of one resource, or of any technician who can do the work, on steps of the organization or wider.
create function private.portal_beginnings(
  org uuid, booking public.bookings, wanted uuid, from_at timestamptz, to_at timestamptz, most integer,
  step_min integer default 0
) returns table (resource_id uuid, starts_at timestamptz, ends_at timestamptz)
language plpgsql stable rows 50 set search_path = ''
as $$
declare
  settings constant jsonb := to_jsonb(private.scheduling_settings(org));
  wish constant jsonb := to_jsonb(private.slot_wish(org, jsonb_build_object(
    'booking_id', booking.id, 'from', from_at, 'to', to_at
  ))) || settings || jsonb_build_object(
    'step_min', greatest((settings ->> 'step_min')::integer, portal_beginnings.step_min)
  );
  people constant jsonb := (
    select coalesce(jsonb_agg(to_jsonb(r)), '[]')
    from private.slot_resources(
      org, wanted, array(select value::uuid from jsonb_array_elements_text(wish -> 'skill_ids')),
      (wish ->> 'zone_id')::uuid, (wish ->> 'is_placed')::boolean, (wish ->> 'from_at')::timestamptz
    ) as r
    where r.refusal is null
  );
begin
  return query
    select c.resource_id, (c.slot ->> 'starts_at')::timestamptz, (c.slot ->> 'ends_at')::timestamptz
    from private.slot_candidates(org, people, wish, null, most) as c;
end;
$$;
comment on function private.portal_beginnings(
  uuid, public.bookings, uuid, timestamptz, timestamptz, integer, integer
) is 'When a visit could begin instead, with its length, its own time and the link''s hold counted as free.';
revoke execute on function private.portal_beginnings(
  uuid, public.bookings, uuid, timestamptz, timestamptz, integer, integer
) from public;

-- Each beginning once, with who would come: the same people before others. Somebody else is only offered for a visit
-- that one technician does alone; his vehicle and tools come along where they are free.
create function private.portal_offers(
  org uuid, booking public.bookings, from_at timestamptz, to_at timestamptz, most integer, step_min integer default 0
) returns table (starts_at timestamptz, ends_at timestamptz, people uuid[])
language plpgsql stable rows 50 set search_path = ''
as $$
declare
  technicians constant uuid[] := array(
    select a.resource_id
    from public.booking_assignments as a
    join public.bookable_resources as r on r.org_id = org and r.id = a.resource_id and r.kind = 'technician'
    where a.org_id = org and a.booking_id = booking.id
    order by a.role <> 'lead', a.resource_id
  );
  things constant uuid[] := array(
    select r from unnest(private.resource_ids(booking.assigned)) as r where r <> all (technicians)
  );
begin
  if cardinality(technicians) > 0 then
    return query
      select b.starts_at, b.ends_at, p.people
      from private.portal_beginnings(org, booking, technicians[1], from_at, to_at, most, step_min) as b
      cross join lateral (select private.same_people(org, booking, b.starts_at, b.ends_at) as people) as p
      where p.people is not null;
  end if;
  if cardinality(technicians) < 2 then
    return query
      select distinct on (b.starts_at) b.starts_at, b.ends_at, b.resource_id || things
      from private.portal_beginnings(org, booking, null, from_at, to_at, most, step_min) as b
      where b.resource_id <> all (technicians)
        and not exists (
          select
          from private.find_conflicts(
            org, things,
            tstzrange(
              b.starts_at - make_interval(mins => booking.buffer_before_min),
              b.ends_at + make_interval(mins => booking.buffer_after_min)
            ),
            array[booking.id]
          ) as o
          left join public.booking_holds as h on h.org_id = org and h.id = o.hold_id
          where h.principal is distinct from private.link_principal()
        )
      order by b.starts_at, b.resource_id;
  end if;
end;
$$;
comment on function private.portal_offers(
  uuid, public.bookings, timestamptz, timestamptz, integer, integer
) is 'Other times for a visit with who would come; a beginning may be offered twice, with the same people first.';
revoke execute on function private.portal_offers(
  uuid, public.bookings, timestamptz, timestamptz, integer, integer
) from public;

-- A few times of each half day, with the technician of the visit where he can. Only his name is told: whoever else
-- would come is not decided before the time is taken.
create function private.portal_times(
  org uuid, booking public.bookings, from_at timestamptz, to_at timestamptz, zone text
) returns jsonb
language plpgsql stable set search_path = ''
as $$
declare
  lead record;
  first_told jsonb := private.told_for(org, booking, from_at, from_at);
  apart constant interval := greatest(
    interval '1 hour', (first_told ->> 'ends_at')::timestamptz - (first_told ->> 'starts_at')::timestamptz
  );
begin
  select r.id, split_part(btrim(r.name), ' ', 1) as first_name into lead
  from public.booking_assignments as a
  join public.bookable_resources as r on r.org_id = org and r.id = a.resource_id and r.kind = 'technician'
  where a.org_id = org and a.booking_id = booking.id
  order by a.role <> 'lead', a.resource_id
  limit 1;
  return (
    with offered as materialized (
      select distinct on (o.starts_at) o.starts_at, o.ends_at, coalesce(lead.id = any (o.people), false) as is_same
      from private.portal_offers(org, booking, from_at, to_at, 2000, 30)
        with ordinality as o (starts_at, ends_at, people, place)
      where o.starts_at is distinct from booking.starts_at
      order by o.starts_at, o.place
    ),
    shown as (
      select unnest(private.spread_times(
        array_agg(o.starts_at order by o.starts_at), array_agg(o.is_same order by o.starts_at), zone, apart, 3
      )) as at
      from offered as o
    )
    select coalesce(
      jsonb_agg(
        jsonb_build_object(
          'starts_at', o.starts_at, 'ends_at', o.ends_at,
          'window', private.told_for(org, booking, o.starts_at, o.ends_at),
          'is_same', o.is_same, 'first_name', case when o.is_same then lead.first_name end
        )
        order by o.starts_at
      ),
      '[]'
    )
    from shown as s
    join offered as o on o.starts_at = s.at
  );
end;
$$;
comment on function private.portal_times(uuid, public.bookings, timestamptz, timestamptz, text) is
  'Other times for a visit as its customer sees them: [{starts_at, ends_at, window, is_same, first_name}].';
revoke execute on function private.portal_times(uuid, public.bookings, timestamptz, timestamptz, text) from public;

-- A week at a time, and further where that week is full, so that an empty answer means there is nothing at all.
create or replace function public.portal_slots(payload jsonb default '{}') returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  me record := private.portal_link('reschedule');
  soonest constant timestamptz := private.first_portal_time(me.org_id);
  begins timestamptz := greatest((payload ->> 'from')::timestamptz, soonest);
  until constant timestamptz := least(
    coalesce((payload ->> 'to')::timestamptz, greatest(soonest + interval '60 days', begins)),
    begins + interval '31 days'
  );
  booking public.bookings;
  zone text;
  finishes timestamptz;
  times jsonb := '[]';
begin
  select b.* into booking from public.bookings as b where b.org_id = me.org_id and b.id = me.booking_id;
  perform private.require_portal_change(booking, me.scopes, 'reschedule');
  select p.time_zone into zone
  from public.jobs as j
  join public.properties as p on p.org_id = me.org_id and p.id = j.property_id
  where j.org_id = me.org_id and j.id = booking.job_id;
  while times = '[]' and begins < until loop
    -- Whole days of the place: the evening of the last one is not another answer's morning.
    finishes := least(until, private.local_to_utc(((begins at time zone zone)::date + 7)::timestamp, zone));
    times := private.portal_times(me.org_id, booking, begins, finishes, zone);
    begins := finishes;
  end loop;
  return jsonb_build_object(
    'slots', times, 'time_zone', zone, 'next_from', case when begins < until then begins end
  );
end;
$$;
comment on function public.portal_slots(jsonb) is
  '{from?, to?}: other times for the visit, of a week and three of each half day at most: {slots: [{starts_at, ends_at, '
  'window, is_same, first_name}], time_zone, next_from}. '
  'Definer: it looks at everybody''s time, but tells only when it is free.';

-- What is kept is told as it was offered: by the window, also on a page that does not show the offer any more.
create or replace function private.portal_hold_json(org uuid, link uuid) returns jsonb
language plpgsql stable set search_path = '' set plan_cache_mode = force_generic_plan
as $$
begin
  return (
    select jsonb_build_object(
      'id', h.id, 'starts_at', h.starts_at, 'ends_at', h.ends_at, 'expires_at', h.expires_at,
      'window', private.told_for(org, b, h.starts_at, h.ends_at)
    )
    from public.booking_holds as h
    join public.customer_portal_access as a on a.org_id = org and a.id = link
    join public.bookings as b on b.org_id = org and b.id = a.booking_id
    where h.org_id = org and h.principal = 'portal:' || link and h.expires_at > now()
    order by h.created_at desc
    limit 1
  );
end;
$$;

create or replace function private.book_times(
  org uuid, service public.service_types, place jsonb, from_at timestamptz, to_at timestamptz
) returns jsonb
language plpgsql stable set search_path = ''
as $$
declare
  zone constant text := (private.book_span(org)).time_zone;
  apart constant interval := greatest(
    interval '1 hour',
    make_interval(mins => (private.setting(org, 'scheduling', 'arrival_window_min'))::integer)
  );
begin
  return (
    with free as materialized (
      select c.starts_at, min(c.ends_at) as ends_at
      from private.book_candidates(org, service, place, from_at, to_at) as c
      group by c.starts_at
    ),
    shown as (
      select unnest(private.spread_times(
        array_agg(f.starts_at order by f.starts_at), array_agg(true), zone, apart, 3
      )) as at
      from free as f
    )
    select coalesce(
      jsonb_agg(
        jsonb_build_object(
          'starts_at', f.starts_at, 'day', (f.starts_at at time zone zone)::date,
          'window', private.book_window(org, f.starts_at, f.ends_at)
        )
        order by f.starts_at
      ),
      '[]'
    )
    from shown as s
    join free as f on f.starts_at = s.at
  );
end;
$$;
comment on function public.book_slots(jsonb) is
  '{service_type_id, place, from?}: free times of a week, three of each half day, and where to go on. '
  'Definer: it looks at everybody''s time, but tells only when somebody is free.';

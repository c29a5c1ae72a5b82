-- What a visitor sees before he says who he is: services, whether somebody comes to his place, and when. Of people,
-- visits and customers nothing: a time is free or it is not there.

create function private.bookable_service(org uuid, wanted uuid) returns public.service_types
language plpgsql stable set search_path = ''
as $$
declare
  service public.service_types;
begin
  select t.* into service
  from public.service_types as t
  where t.org_id = org and t.id = wanted and t.is_bookable_online and t.is_active and t.deleted_at is null;
  if not found then
    perform private.invalid('service_type_not_found', 'This service is not offered here.', 'service_type_id');
  end if;
  return service;
end;
$$;
comment on function private.bookable_service(uuid, uuid) is 'A service of the booking page; raises CO422.';
revoke execute on function private.bookable_service(uuid, uuid) from public;

-- Where it is, and whether somebody comes there. A company without zones comes everywhere; with zones a place that is
-- neither on the map nor has a postcode is outside, for nobody could say it is not.
create function private.book_place(
  org uuid, given jsonb, out postcode text, out lat double precision, out lng double precision, out zone_id uuid,
  out is_inside boolean
)
language plpgsql stable set search_path = ''
as $$
begin
  postcode := nullif(btrim(given ->> 'postcode'), '');
  lat := (given ->> 'lat')::double precision;
  lng := (given ->> 'lng')::double precision;
  if (lat is null) <> (lng is null) or abs(lat) > 90 or abs(lng) > 180 or length(postcode) > 20 then
    perform private.invalid('invalid', 'This is no place.', 'place');
  end if;
  zone_id := private.zone_of(org, postcode, lat, lng);
  is_inside := zone_id is not null or not exists (
    select from public.service_zones as z where z.org_id = org and z.is_active and z.deleted_at is null
  );
end;
$$;
comment on function private.book_place(uuid, jsonb) is 'A place {postcode, lat?, lng?} with its zone; raises CO422.';
revoke execute on function private.book_place(uuid, jsonb) from public;

-- When the page may be booked: from the notice on, up to the end of the last day of the horizon.
create function private.book_span(org uuid, out from_at timestamptz, out to_at timestamptz, out time_zone text)
language plpgsql stable set search_path = ''
as $$
begin
  select o.time_zone into time_zone from public.organizations as o where o.id = org;
  from_at := now() + make_interval(hours => (private.setting(org, 'online_booking', 'min_notice_h'))::integer);
  to_at := private.local_to_utc(
    ((now() at time zone time_zone)::date + (private.setting(org, 'online_booking', 'horizon_days'))::integer + 1)
      ::timestamp,
    time_zone
  );
end;
$$;
comment on function private.book_span(uuid) is 'From when to when visitors may book, and the zone it is told in.';
revoke execute on function private.book_span(uuid) from public;

-- Free beginnings with who is free then, the best first where several are. Half hours at least: nobody chooses among
-- quarters of an hour when the technician comes within a window of two hours.
create function private.book_candidates(
  org uuid, service public.service_types, place jsonb, from_at timestamptz, to_at timestamptz
) returns table (starts_at timestamptz, ends_at timestamptz, resource_id uuid, place_in_line bigint)
language plpgsql stable rows 200 set search_path = ''
as $$
declare
  spot constant record := private.book_place(org, place);
  span constant record := private.book_span(org);
  begins constant timestamptz := greatest(from_at, span.from_at);
  finishes constant timestamptz := least(to_at, span.to_at);
  settings constant jsonb := to_jsonb(private.scheduling_settings(org));
  wish jsonb;
begin
  if not spot.is_inside or begins >= finishes then
    return;
  end if;
  wish := to_jsonb(private.slot_wish(
    org, jsonb_build_object('from', begins, 'to', finishes, 'service_type_id', service.id)
  )) || settings || jsonb_build_object(
    'lat', spot.lat, 'lng', spot.lng, 'zone_id', spot.zone_id, 'is_placed', true,
    'step_min', greatest((settings ->> 'step_min')::integer, 30)
  );
  return query
    select
      (s.value ->> 'starts_at')::timestamptz, (s.value ->> 'ends_at')::timestamptz,
      (s.value #>> '{resource_ids,0}')::uuid, s.place
    from jsonb_array_elements(private.search_slots(org, wish, null, null, 5000) -> 'data')
      with ordinality as s (value, place);
end;
$$;
comment on function private.book_candidates(uuid, public.service_types, jsonb, timestamptz, timestamptz) is
  'Beginnings within a span that a visitor may book, each with one who is free; none outside the zones.';
revoke execute on function private.book_candidates(
  uuid, public.service_types, jsonb, timestamptz, timestamptz
) from public;

create function private.book_window(org uuid, starts_at timestamptz, ends_at timestamptz) returns jsonb
language plpgsql stable set search_path = ''
as $$
declare
  window_min constant integer := (private.setting(org, 'scheduling', 'arrival_window_min'))::integer;
begin
  return jsonb_build_object('starts_at', starts_at, 'ends_at', starts_at + make_interval(mins => window_min));
end;
$$;
comment on function private.book_window(uuid, timestamptz, timestamptz) is
  'What a visitor is told of a time: the window somebody arrives in.';
revoke execute on function private.book_window(uuid, timestamptz, timestamptz) from public;

-- Five a day at most, from the earliest on, each a window after the one before.
create function private.book_times(
  org uuid, service public.service_types, place jsonb, from_at timestamptz, to_at timestamptz
) returns jsonb
language plpgsql stable set search_path = ''
as $$
declare
  zone constant text := (private.book_span(org)).time_zone;
  apart constant interval := make_interval(
    mins => (private.setting(org, 'scheduling', 'arrival_window_min'))::integer
  );
  found_times jsonb := '[]';
  candidate record;
  day date;
  last_day date;
  last_at timestamptz;
  amount integer := 0;
begin
  for candidate in
    select distinct c.starts_at, c.ends_at
    from private.book_candidates(org, service, place, from_at, to_at) as c
    order by c.starts_at
  loop
    day := (candidate.starts_at at time zone zone)::date;
    if day is distinct from last_day then
      amount := 0;
      last_at := null;
    end if;
    continue when amount >= 5 or candidate.starts_at < last_at + apart;
    amount := amount + 1;
    last_at := candidate.starts_at;
    last_day := day;
    found_times := found_times || jsonb_build_object(
      'starts_at', candidate.starts_at, 'day', day,
      'window', private.book_window(org, candidate.starts_at, candidate.ends_at)
    );
  end loop;
  return found_times;
end;
$$;
comment on function private.book_times(uuid, public.service_types, jsonb, timestamptz, timestamptz) is
  'Times as the page shows them: [{starts_at, day, window}].';
revoke execute on function private.book_times(
  uuid, public.service_types, jsonb, timestamptz, timestamptz
) from public;

create function private.book_nearest(
  org uuid, service public.service_types, place jsonb, wanted timestamptz
) returns jsonb
language plpgsql stable set search_path = ''
as $$
begin
  return (
    select coalesce(jsonb_agg(near.time order by near.time ->> 'starts_at'), '[]')
    from (
      select jsonb_build_object(
        'starts_at', c.starts_at, 'window', private.book_window(org, c.starts_at, c.ends_at)
      ) as time
      from private.book_candidates(
        org, service, place, wanted - interval '3 days', wanted + interval '7 days'
      ) as c
      where c.starts_at <> wanted
      group by c.starts_at, c.ends_at
      order by abs(extract(epoch from c.starts_at - wanted)), c.starts_at
      limit 3
    ) as near
  );
end;
$$;
comment on function private.book_nearest(uuid, public.service_types, jsonb, timestamptz) is
  'The three free times nearest to one that is not.';
revoke execute on function private.book_nearest(uuid, public.service_types, jsonb, timestamptz) from public;

-- What the caller keeps and how far he is; null for who keeps nothing, and for who has no cookie yet.
create function private.book_progress(org uuid) returns jsonb
language plpgsql stable set search_path = ''
as $$
begin
  return (
    select jsonb_build_object(
      'hold_id', b.hold_id, 'service_type_id', b.service_type_id, 'place', b.place, 'starts_at', b.starts_at,
      'window', private.book_window(org, b.starts_at, b.ends_at), 'expires_at', h.expires_at,
      'code', case when b.state = 'waiting' then jsonb_build_object(
        'email', b.details ->> 'email', 'expires_at', b.code_expires_at, 'tries_left', 5 - b.code_failures
      ) end
    )
    from private.online_bookings as b
    join public.booking_holds as h on h.org_id = org and h.id = b.hold_id and h.expires_at > clock_timestamp()
    where b.org_id = org and b.visitor = (private.claims() ->> 'book_visitor') and b.state in ('held', 'waiting')
  );
end;
$$;
comment on function private.book_progress(uuid) is 'The time the caller keeps, and the code he is waiting for.';
revoke execute on function private.book_progress(uuid) from public;

create function private.booked_answer(org uuid, visit uuid) returns jsonb
language plpgsql stable set search_path = ''
as $$
begin
  return (
    select jsonb_build_object(
      'state', 'booked', 'number', b.number, 'service', t.name,
      'window', private.book_window(org, b.starts_at, b.ends_at), 'starts_at', b.starts_at, 'ends_at', b.ends_at,
      'time_zone', p.time_zone, 'place', concat_ws(', ', p.line1, concat_ws(' ', p.postcode, p.city)),
      'link_id', (
        select a.id
        from public.customer_portal_access as a
        where a.org_id = org and a.booking_id = b.id and a.revoked_at is null
        order by a.created_at
        limit 1
      )
    )
    from public.bookings as b
    join public.jobs as j on j.org_id = org and j.id = b.job_id
    join public.properties as p on p.org_id = org and p.id = j.property_id
    left join public.service_types as t on t.org_id = org and t.id = j.service_type_id
    where b.org_id = org and b.id = visit
  );
end;
$$;
comment on function private.booked_answer(uuid, uuid) is 'A visit as the last page of the booking shows it.';
revoke execute on function private.booked_answer(uuid, uuid) from public;

-- What the visitor made last, for the page that is loaded again after it; for two hours, as long as he may look.
create function private.last_booked(org uuid) returns uuid
language plpgsql stable set search_path = ''
as $$
begin
  return (
    select b.booking_id
    from private.online_bookings as b
    where b.org_id = org
      and b.visitor = (private.claims() ->> 'book_visitor')
      and b.state = 'booked'
      and b.confirmed_at > now() - interval '2 hours'
    order by b.confirmed_at desc
    limit 1
  );
end;
$$;
comment on function private.last_booked(uuid) is 'The visit the caller has just booked, null without one.';
revoke execute on function private.last_booked(uuid) from public;

create function public.book_page() returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  org constant uuid := private.book_org();
  span constant record := private.book_span(org);
begin
  return jsonb_build_object(
    'services', (
      select coalesce(jsonb_agg(jsonb_build_object(
        'id', t.id, 'name', t.name, 'description', t.description, 'duration_min', t.duration_min,
        'price', case when t.price_amount is not null then
          jsonb_build_object('amount', t.price_amount, 'currency', t.currency) end
      ) order by t.position, t.id), '[]')
      from public.service_types as t
      where t.org_id = org and t.is_bookable_online and t.is_active and t.deleted_at is null
    ),
    'bookable', jsonb_build_object('from', span.from_at, 'to', span.to_at),
    'requests_outside', private.setting(org, 'online_booking', 'requests_outside'),
    'progress', private.book_progress(org),
    'booked', private.booked_answer(org, private.last_booked(org))
  );
end;
$$;
comment on function public.book_page() is
  'Services, what may be booked from when to when, what the visitor keeps or has just booked. Definer: visitors read no table.';
revoke execute on function public.book_page() from public, authenticated;
grant execute on function public.book_page() to anon;

create function public.book_zone(payload jsonb) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  org constant uuid := private.book_org();
  spot constant record := private.book_place(org, payload);
begin
  return jsonb_build_object(
    'is_inside', spot.is_inside,
    'may_request', spot.is_inside or private.setting(org, 'online_booking', 'requests_outside') = 'true'
  );
end;
$$;
comment on function public.book_zone(jsonb) is
  'Whether somebody comes to {postcode, lat?, lng?}. Definer: zones are read by members only.';
revoke execute on function public.book_zone(jsonb) from public, authenticated;
grant execute on function public.book_zone(jsonb) to anon;

-- A week at a time, and further where that week is full, so that an empty answer means there is nothing at all.
create function public.book_slots(payload jsonb) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  org constant uuid := private.book_org();
  service constant public.service_types := private.bookable_service(org, (payload ->> 'service_type_id')::uuid);
  span constant record := private.book_span(org);
  begins timestamptz := greatest(span.from_at, coalesce((payload ->> 'from')::timestamptz, span.from_at));
  finishes timestamptz;
  times jsonb := '[]';
begin
  while times = '[]' and begins < span.to_at loop
    -- Whole local days: the evening of the last one is not another answer's morning.
    finishes := least(span.to_at, private.local_to_utc(
      ((begins at time zone span.time_zone)::date + 7)::timestamp, span.time_zone
    ));
    times := private.book_times(org, service, payload -> 'place', begins, finishes);
    begins := finishes;
  end loop;
  return jsonb_build_object(
    'data', times, 'time_zone', span.time_zone, 'next_from', case when begins < span.to_at then begins end
  );
end;
$$;
comment on function public.book_slots(jsonb) is
  '{service_type_id, place, from?}: free times of a week, five a day, and where to go on. '
  'Definer: it looks at everybody''s time, but tells only when somebody is free.';
revoke execute on function public.book_slots(jsonb) from public, authenticated;
grant execute on function public.book_slots(jsonb) to anon;

-- Undoes "spread free times".
comment on function public.book_slots(jsonb) is
  '{service_type_id, place, from?}: free times of a week, five a day, and where to go on. '
  'Definer: it looks at everybody''s time, but tells only when somebody is free.';
create or replace function private.book_times(
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
create or replace function public.portal_slots(payload jsonb default '{}') returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  me record := private.portal_link('reschedule');
  most constant integer := greatest(1, least(coalesce((payload ->> 'limit')::integer, 60), 200));
  booking public.bookings;
  from_at timestamptz;
  to_at timestamptz;
begin
  select b.* into booking from public.bookings as b where b.org_id = me.org_id and b.id = me.booking_id;
  perform private.require_portal_change(booking, me.scopes, 'reschedule');
  from_at := greatest((payload ->> 'from')::timestamptz, private.first_portal_time(me.org_id));
  to_at := least(coalesce((payload ->> 'to')::timestamptz, from_at + interval '14 days'), from_at + interval '31 days');
  return jsonb_build_object(
    'time_zone', (
      select p.time_zone
      from public.jobs as j
      join public.properties as p on p.org_id = me.org_id and p.id = j.property_id
      where j.org_id = me.org_id and j.id = booking.job_id
    ),
    'slots', case when to_at <= from_at then '[]' else (
      select coalesce(
        jsonb_agg(
          jsonb_build_object(
            'starts_at', t.starts_at, 'ends_at', t.ends_at,
            'window', private.told_for(me.org_id, booking, t.starts_at, t.ends_at)
          )
          order by t.starts_at
        ),
        '[]'
      )
      from (
        select distinct o.starts_at, o.ends_at
        from private.portal_offers(me.org_id, booking, from_at, to_at, most) as o
        where o.starts_at <> booking.starts_at
      ) as t
    ) end
  );
end;
$$;
comment on function public.portal_slots(jsonb) is
  '{from?, to?, limit?}: other times for the visit: {slots: [{starts_at, ends_at, window}], time_zone}. '
  'Definer: it looks at everybody''s time, but tells only when it is free.';
create or replace function private.portal_hold_json(org uuid, link uuid) returns jsonb
language plpgsql stable set search_path = '' set plan_cache_mode = force_generic_plan
as $$
begin
  return (
    select jsonb_build_object(
      'id', h.id, 'starts_at', h.starts_at, 'ends_at', h.ends_at, 'expires_at', h.expires_at
    )
    from public.booking_holds as h
    where h.org_id = org and h.principal = 'portal:' || link and h.expires_at > now()
    order by h.created_at desc
    limit 1
  );
end;
$$;
drop function private.portal_times(uuid, public.bookings, timestamptz, timestamptz, text);
drop function private.portal_offers(uuid, public.bookings, timestamptz, timestamptz, integer, integer);
drop function private.portal_beginnings(uuid, public.bookings, uuid, timestamptz, timestamptz, integer, integer);
create function private.portal_beginnings(
  org uuid, booking public.bookings, wanted uuid, from_at timestamptz, to_at timestamptz, most integer
) returns table (resource_id uuid, starts_at timestamptz, ends_at timestamptz)
language plpgsql stable rows 50 set search_path = ''
as $$
declare
  wish constant jsonb := to_jsonb(private.slot_wish(org, jsonb_build_object(
    'booking_id', booking.id, 'from', from_at, 'to', to_at
  ))) || to_jsonb(private.scheduling_settings(org));
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
comment on function private.portal_beginnings(uuid, public.bookings, uuid, timestamptz, timestamptz, integer) is
  'When a visit could begin instead, with its length, its own time and the link''s hold counted as free.';
revoke execute on function
  private.portal_beginnings(uuid, public.bookings, uuid, timestamptz, timestamptz, integer) from public;
create function private.portal_offers(
  org uuid, booking public.bookings, from_at timestamptz, to_at timestamptz, most integer
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
  moved public.bookings := booking;
begin
  if cardinality(technicians) > 0 then
    return query
      select b.starts_at, b.ends_at, p.people
      from private.portal_beginnings(org, booking, technicians[1], from_at, to_at, most) as b
      cross join lateral (select private.same_people(org, booking, b.starts_at, b.ends_at) as people) as p
      where p.people is not null;
  end if;
  if cardinality(technicians) < 2 then
    return query
      select distinct on (b.starts_at) b.starts_at, b.ends_at, b.resource_id || things
      from private.portal_beginnings(org, booking, null, from_at, to_at, most) as b
      where b.resource_id <> all (technicians)
        and not exists (
          select
          from private.find_conflicts(
            org, things,
            tstzrange(
              b.starts_at - make_interval(mins => moved.buffer_before_min),
              b.ends_at + make_interval(mins => moved.buffer_after_min)
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
comment on function private.portal_offers(uuid, public.bookings, timestamptz, timestamptz, integer) is
  'Other times for a visit with who would come; a beginning may be offered twice, with the same people first.';
revoke execute on function private.portal_offers(uuid, public.bookings, timestamptz, timestamptz, integer) from public;
drop function private.spread_times(timestamptz[], boolean[], text, interval, integer);

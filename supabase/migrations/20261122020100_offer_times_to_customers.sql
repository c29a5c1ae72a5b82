-- A customer asks for another time: he is shown really free ones, keeps one while he decides, and takes it. The times
-- come from the same search and are placed by the same lines as the office's. The technician stays where he is free,
-- else whoever is free comes; of a visit of several people all of them must be.

create function private.link_principal() returns text
language plpgsql stable set search_path = ''
as $$
begin
  return case when private.claims() ->> 'principal' like 'portal:%' then private.claims() ->> 'principal' end;
end;
$$;
comment on function private.link_principal() is 'The link of the request as holds name it, null for anybody else.';
revoke execute on function private.link_principal() from public;

create or replace function private.slot_gaps(
  org uuid, ids uuid[], from_at timestamptz, to_at timestamptz, duration_min integer, before_min integer,
  after_min integer, booking uuid, asker uuid
) returns table (
  resource_id uuid, free_from timestamptz, free_to timestamptz, visit_before uuid, visit_after uuid
)
language plpgsql stable rows 200 set search_path = '' set plan_cache_mode = force_generic_plan
as $$
declare
  -- A little more than a day on both sides: the visit before the first slot may have been yesterday's last.
  span constant tstzrange := tstzrange(from_at - interval '30 hours', to_at + interval '30 hours');
  needed constant interval := make_interval(mins => duration_min);
  before_span constant interval := make_interval(mins => before_min);
  after_span constant interval := make_interval(mins => after_min);
  link constant text := private.link_principal();
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
              select
              from public.booking_holds as h
              where h.org_id = org and h.id = o.hold_id and (h.held_by = asker or h.principal = link)
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

create or replace function private.take_over_hold(org uuid, hold uuid) returns void
language plpgsql volatile set search_path = ''
as $$
begin
  if hold is not null then
    delete from public.booking_holds as h
    where h.org_id = org
      and h.id = hold
      and (h.held_by = private.current_user_id() or h.principal = private.link_principal());
  end if;
end;
$$;

-- Free beginnings of one resource, or of any technician who can do the work.
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

-- The people of the visit at another time, all of them free then; null where one is not. A crew is on another day
-- whoever belongs to it then.
create function private.same_people(org uuid, booking public.bookings, starts_at timestamptz, ends_at timestamptz)
returns uuid[]
language plpgsql stable set search_path = ''
as $$
declare
  moved public.bookings := booking;
  people uuid[];
begin
  moved.starts_at := starts_at;
  moved.ends_at := ends_at;
  moved.freed_at := null;
  people := private.resource_ids(private.plan_people(org, booking, moved, '{}'));
  if exists (
    select
    from private.find_conflicts(org, people, private.period_of(moved), array[booking.id]) as o
    left join public.booking_holds as h on h.org_id = org and h.id = o.hold_id
    where h.principal is distinct from private.link_principal()
  ) then
    return null;
  end if;
  -- The hours of who leads were asked by the search; a second technician has his own.
  if exists (
    select
    from public.bookable_resources as r
    where r.org_id = org
      and r.id = any (people)
      and r.kind = 'technician'
      and not exists (
        select
        from private.resource_shifts(org, array[r.id], same_people.starts_at, same_people.ends_at) as s
        where s.shift @> tstzrange(same_people.starts_at, same_people.ends_at)
      )
  ) then
    return null;
  end if;
  return people;
exception
  -- Somebody of them is not in use any more, or a crew has nobody that day.
  when sqlstate 'CO422' then
    return null;
end;
$$;
comment on function private.same_people(uuid, public.bookings, timestamptz, timestamptz) is
  'Who would go to a visit at another time, null where one of them is taken.';
revoke execute on function private.same_people(uuid, public.bookings, timestamptz, timestamptz) from public;

-- Each beginning once, with who would come: the same people before others. Somebody else is only offered for a visit
-- that one technician does alone; his vehicle and tools come along where they are free.
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

-- The window a customer would be told for a beginning.
create function private.told_for(org uuid, booking public.bookings, starts_at timestamptz, ends_at timestamptz)
returns jsonb
language plpgsql stable set search_path = ''
as $$
begin
  return private.span_json(starts_at, case
    when booking.window_starts_at is not null then starts_at + (booking.window_ends_at - booking.window_starts_at)
    else starts_at + make_interval(mins => (private.setting(org, 'scheduling', 'arrival_window_min'))::integer)
  end);
end;
$$;
comment on function private.told_for(uuid, public.bookings, timestamptz, timestamptz) is
  'The arrival window of a visit at another time: as long as it is now, else as the organization has set.';
revoke execute on function private.told_for(uuid, public.bookings, timestamptz, timestamptz) from public;

create function private.require_portal_change(booking public.bookings, scopes text[], needed text) returns void
language plpgsql stable set search_path = ''
as $$
declare
  may constant jsonb := private.portal_change(booking, scopes, needed);
begin
  if may ->> 'reason' = 'too_late' then
    raise exception 'too_late: It is too late to change this here. Please call.' using errcode = 'CO409', hint = 'status';
  elsif may ->> 'reason' is not null then
    raise exception 'not_movable: This appointment cannot be changed here any more.'
      using errcode = 'CO409', hint = 'status';
  end if;
end;
$$;
comment on function private.require_portal_change(public.bookings, text[], text) is
  'Raises CO409 too_late or not_movable where a customer may not move or cancel.';
revoke execute on function private.require_portal_change(public.bookings, text[], text) from public;

-- No time is offered that could not have been called off any more: the office's next hours stay as it planned them.
create function private.first_portal_time(org uuid) returns timestamptz
language plpgsql stable set search_path = ''
as $$
begin
  return now() + make_interval(hours => (private.setting(org, 'portal', 'change_notice_h'))::integer);
end;
$$;
comment on function private.first_portal_time(uuid) is 'From when on times are offered to customers.';
revoke execute on function private.first_portal_time(uuid) from public;

create function public.portal_slots(payload jsonb default '{}') returns jsonb
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
revoke execute on function public.portal_slots(jsonb) from public, authenticated;
grant execute on function public.portal_slots(jsonb) to anon;

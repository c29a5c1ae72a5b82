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

-- What is in the way is nobody's business on a customer's page.
create function private.refuse_taken_slot() returns void
language plpgsql immutable set search_path = ''
as $$
begin
  raise exception 'slot_taken: This time has just been taken. Please choose another one.'
    using errcode = 'CO409', hint = 'starts_at';
end;
$$;
comment on function private.refuse_taken_slot() is 'Raises CO409 slot_taken.';
revoke execute on function private.refuse_taken_slot() from public;

-- A link keeps one time at once; whoever holds the next lets go of the last one. Both are locked before either is
-- touched, as everybody locks.
create function private.insert_portal_hold(
  org uuid, booking public.bookings, people uuid[], starts_at timestamptz, ends_at timestamptz
) returns uuid
language plpgsql volatile set search_path = ''
as $$
declare
  link constant text := private.link_principal();
  moved public.bookings := booking;
  hold uuid;
begin
  moved.starts_at := starts_at;
  moved.ends_at := ends_at;
  moved.freed_at := null;
  moved.status := 'scheduled';
  perform private.lock_times(
    org,
    people || array(
      select o.resource_id
      from public.booking_holds as h
      join public.resource_occupancy as o on o.org_id = org and o.hold_id = h.id
      where h.org_id = org and h.principal = link
    ),
    private.period_of(moved) || array(
      select o.period
      from public.booking_holds as h
      join public.resource_occupancy as o on o.org_id = org and o.hold_id = h.id
      where h.org_id = org and h.principal = link
    )
  );
  delete from public.booking_holds as h where h.org_id = org and h.principal = link;
  if exists (select from private.find_conflicts(org, people, private.period_of(moved), array[booking.id])) then
    perform private.refuse_taken_slot();
  end if;
  insert into public.booking_holds as h (org_id, job_id, starts_at, ends_at, expires_at, held_by, principal)
  values (
    org, booking.job_id, starts_at, ends_at,
    clock_timestamp() + make_interval(mins => (private.setting(org, 'scheduling', 'hold_min'))::integer), null, link
  )
  returning h.id into hold;
  -- Where it meets the visit's own time, only what is new of it is kept: the rest is the visit's already.
  insert into public.resource_occupancy (org_id, resource_id, period, kind, hold_id, expires_at)
  select org, r, k.period, 'hold', hold, h.expires_at
  from unnest(people) as r
  join public.booking_holds as h on h.org_id = org and h.id = hold
  cross join lateral unnest(
    tstzmultirange(private.period_of(moved)) - coalesce(
      (
        select range_agg(o.period)
        from public.resource_occupancy as o
        where o.org_id = org and o.resource_id = r and o.booking_id = booking.id
      ),
      '{}'
    )
  ) as k (period)
  order by r, k.period;
  return hold;
end;
$$;
comment on function private.insert_portal_hold(uuid, public.bookings, uuid[], timestamptz, timestamptz) is
  'Keeps a time for the link of the request instead of what it kept before; raises CO409 slot_taken.';
revoke execute on function private.insert_portal_hold(uuid, public.bookings, uuid[], timestamptz, timestamptz)
  from public;

create function public.portal_hold(payload jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  me record := private.lock_portal_link('reschedule');
  answer jsonb := private.known_portal_answer(me.org_id, me.link_id, 'hold', payload);
  wanted constant timestamptz := (payload ->> 'starts_at')::timestamptz;
  rate constant jsonb := private.take_rate('portal_hold:' || me.link_id, 60, 3600, 20);
  booking public.bookings;
  offer record;
begin
  if answer is not null then
    return answer;
  end if;
  if not (rate ->> 'allowed')::boolean then
    raise exception 'too_many: Please wait a little before choosing again.'
      using errcode = 'CO429', hint = rate ->> 'retry_after_s';
  end if;
  booking := private.lock_booking(me.org_id, me.booking_id);
  perform private.require_portal_change(booking, me.scopes, 'reschedule');
  if wanted is null then
    perform private.invalid('invalid', 'Name the time to keep.', 'starts_at');
  end if;
  if wanted < private.first_portal_time(me.org_id) then
    perform private.refuse_taken_slot();
  end if;
  select o.* into offer
  from private.portal_offers(me.org_id, booking, wanted, wanted + interval '1 day', 50) with ordinality
    as o (starts_at, ends_at, people, place)
  where o.starts_at = wanted
  order by o.place
  limit 1;
  if not found then
    perform private.refuse_taken_slot();
  end if;
  perform private.insert_portal_hold(me.org_id, booking, offer.people, offer.starts_at, offer.ends_at);
  perform private.note_portal_view(me.org_id, me.link_id, me.session_id);
  return private.keep_portal_answer(me.org_id, me.link_id, 'hold', payload, jsonb_build_object(
    'hold', private.portal_hold_json(me.org_id, me.link_id)
  ));
exception
  when exclusion_violation then
    perform private.refuse_taken_slot();
end;
$$;
comment on function public.portal_hold(jsonb) is
  '{op_id, starts_at}: keeps an offered time for some minutes; CO409 slot_taken. '
  'Definer: a link writes no table; its claims are checked.';
revoke execute on function public.portal_hold(jsonb) from public, authenticated;
grant execute on function public.portal_hold(jsonb) to anon;

-- Who goes after the customer took what his link keeps: the same people, as the day has them, where the hold is theirs;
-- else whoever is new in it, with the visit's things.
create function private.people_of_hold(org uuid, booking public.bookings, hold public.booking_holds) returns jsonb
language plpgsql stable set search_path = ''
as $$
declare
  kept constant uuid[] := array(
    select distinct o.resource_id from public.resource_occupancy as o where o.org_id = org and o.hold_id = hold.id
  );
  same constant uuid[] := private.same_people(org, booking, hold.starts_at, hold.ends_at);
begin
  if kept <@ same then
    return null;
  end if;
  return (
    select jsonb_agg(jsonb_build_object('resource_id', r.id) order by r.kind <> 'technician', r.id)
    from public.bookable_resources as r
    where r.org_id = org
      and (
        r.id = any (kept) and r.kind = 'technician'
        or r.id = any (private.resource_ids(booking.assigned)) and r.kind <> 'technician'
      )
  );
end;
$$;
comment on function private.people_of_hold(uuid, public.bookings, public.booking_holds) is
  'Assignments for whom a link''s hold keeps free; null for the same people as now.';
revoke execute on function private.people_of_hold(uuid, public.bookings, public.booking_holds) from public;

-- The visit at the time its link keeps, placed by the office's own lines. What the customer chose is what he is promised
-- from now on, and nobody has to ask him whether he will be there.
create function private.move_to_hold(org uuid, was public.bookings, hold public.booking_holds) returns jsonb
language plpgsql volatile set search_path = ''
as $$
declare
  told constant jsonb := private.told_for(org, was, hold.starts_at, hold.ends_at);
  people constant jsonb := private.people_of_hold(org, was, hold);
  b public.bookings;
begin
  b := private.plan_booking(org, was, jsonb_strip_nulls(jsonb_build_object(
    'starts_at', hold.starts_at, 'ends_at', hold.ends_at, 'arrival_window', told, 'assignments', people,
    'confirmed', true
  )));
  b.promised_starts_at := b.window_starts_at;
  b.promised_ends_at := b.window_ends_at;
  perform private.lock_times(
    org, private.resource_ids(was.assigned) || private.resource_ids(b.assigned),
    array[private.period_of(was), private.period_of(b)]
  );
  perform private.take_over_hold(org, hold.id);
  b := private.require_free(org, was, b, array[was.id], null, 'hold_id');
  perform private.write_plans(org, array[b]);
  return told;
exception
  when exclusion_violation then
    perform private.refuse_taken_slot();
  when sqlstate 'CO409' or sqlstate 'CO422' then
    -- Both would name who is in the way, or who is not in use any more.
    perform private.refuse_taken_slot();
end;
$$;
comment on function private.move_to_hold(uuid, public.bookings, public.booking_holds) is
  'Moves a visit to the time its link keeps; answers the window that is told; raises CO409 slot_taken.';
revoke execute on function private.move_to_hold(uuid, public.bookings, public.booking_holds) from public;

create function private.require_message_rate(link uuid) returns void
language plpgsql volatile set search_path = ''
as $$
declare
  rate constant jsonb := private.take_rate('portal_message:' || link, 10, 3600, 10);
begin
  if not (rate ->> 'allowed')::boolean then
    raise exception 'too_many: That were many messages. Please wait a little or call.'
      using errcode = 'CO429', hint = rate ->> 'retry_after_s';
  end if;
end;
$$;
comment on function private.require_message_rate(uuid) is 'Ten messages an hour through a link; raises CO429.';
revoke execute on function private.require_message_rate(uuid) from public;

-- The customer's words, on the visit's timeline.
create function private.insert_customer_message(org uuid, booking uuid, body text) returns jsonb
language plpgsql volatile set search_path = ''
as $$
declare
  made public.activities;
begin
  insert into public.activities (org_id, kind, author_kind, body, booking_id)
  values (org, 'message', 'customer', insert_customer_message.body, booking)
  returning * into made;
  insert into private.outbox (org_id, type, entity, entity_id, data)
  values (
    org, 'message.received', 'activity', made.id,
    jsonb_build_object('id', made.id, 'booking_id', booking, 'changed', '[]'::jsonb)
  );
  return jsonb_build_object('id', made.id, 'from', 'customer', 'body', made.body, 'at', made.created_at);
end;
$$;
comment on function private.insert_customer_message(uuid, uuid, text) is
  'A message of the customer about a visit; answers {id, from, body, at}.';
revoke execute on function private.insert_customer_message(uuid, uuid, text) from public;

-- Times wished for, in words, at the place's clock: a person reads them.
create function private.wishes_text(org uuid, booking public.bookings, wishes jsonb, note text) returns text
language plpgsql stable set search_path = ''
as $$
declare
  zone constant text := (
    select p.time_zone
    from public.jobs as j
    join public.properties as p on p.org_id = org and p.id = j.property_id
    where j.org_id = org and j.id = booking.job_id
  );
  head constant text := case
    when (select o.locale from public.organizations as o where o.id = org) like 'de%' then 'Bitte ein anderer Termin:'
    else 'Another time, please:'
  end;
begin
  return concat_ws(E'\n', head, (
    select string_agg(
      to_char(w.starts_at at time zone zone, 'YYYY-MM-DD HH24:MI') || '–'
        || to_char(
          w.ends_at at time zone zone,
          case
            when (w.starts_at at time zone zone)::date = (w.ends_at at time zone zone)::date then 'HH24:MI'
            else 'YYYY-MM-DD HH24:MI'
          end
        ),
      E'\n' order by w.starts_at
    )
    from jsonb_to_recordset(wishes) as w (starts_at timestamptz, ends_at timestamptz)
  ), nullif(btrim(note), ''));
end;
$$;
comment on function private.wishes_text(uuid, public.bookings, jsonb, text) is 'A wish for another time as a message.';
revoke execute on function private.wishes_text(uuid, public.bookings, jsonb, text) from public;

create function private.require_wishes(payload jsonb) returns void
language plpgsql immutable set search_path = ''
as $$
begin
  if jsonb_typeof(payload -> 'wishes') <> 'array' or jsonb_array_length(payload -> 'wishes') not between 1 and 3
    or length(payload ->> 'note') > 2000 then
    perform private.invalid('invalid', 'Name one to three times.', 'wishes');
  end if;
  if exists (
    select
    from jsonb_to_recordset(payload -> 'wishes') as w (starts_at timestamptz, ends_at timestamptz)
    where num_nulls(w.starts_at, w.ends_at) > 0 or w.ends_at <= w.starts_at
  ) then
    perform private.invalid('invalid', 'A time ends after it begins.', 'wishes');
  end if;
end;
$$;
comment on function private.require_wishes(jsonb) is 'Raises CO422 unless {wishes} are one to three times.';
revoke execute on function private.require_wishes(jsonb) from public;

-- Either a time the link keeps, taken at once, or wishes for the office to look at: those may also come too late, when
-- only a person can still help.
create function public.portal_reschedule(payload jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  me record := private.lock_portal_link('reschedule');
  answer jsonb := private.known_portal_answer(me.org_id, me.link_id, 'reschedule', payload);
  was public.bookings;
  hold public.booking_holds;
begin
  if answer is not null then
    return answer;
  end if;
  was := private.lock_booking(me.org_id, me.booking_id);
  if payload ? 'wishes' then
    perform private.require_wishes(payload);
    if was.status not in ('unscheduled', 'scheduled', 'dispatched') then
      raise exception 'not_movable: This appointment cannot be changed here any more.'
        using errcode = 'CO409', hint = 'status';
    end if;
    perform private.require_message_rate(me.link_id);
    perform private.insert_customer_message(
      me.org_id, was.id, private.wishes_text(me.org_id, was, payload -> 'wishes', payload ->> 'note')
    );
    answer := jsonb_build_object('request', jsonb_build_object('wishes', payload -> 'wishes', 'note', payload -> 'note'));
  else
    perform private.require_portal_change(was, me.scopes, 'reschedule');
    select h.* into hold
    from public.booking_holds as h
    where h.org_id = me.org_id
      and h.id = private.to_uuid(payload ->> 'hold_id')
      and h.principal = private.link_principal()
      and h.expires_at > clock_timestamp();
    if not found then
      raise exception 'hold_expired: This time is not kept any more. Please choose again.'
        using errcode = 'CO409', hint = 'hold_id';
    end if;
    answer := jsonb_build_object('window', private.move_to_hold(me.org_id, was, hold));
  end if;
  perform private.note_portal_view(me.org_id, me.link_id, me.session_id);
  return private.keep_portal_answer(me.org_id, me.link_id, 'reschedule', payload, answer);
end;
$$;
comment on function public.portal_reschedule(jsonb) is
  '{op_id, hold_id} moves the visit at once, {op_id, wishes: [{starts_at, ends_at}], note?} asks the office to. '
  'Definer: a link writes no table; its claims are checked.';
revoke execute on function public.portal_reschedule(jsonb) from public, authenticated;
grant execute on function public.portal_reschedule(jsonb) to anon;

create function public.portal_cancel(payload jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  me record := private.lock_portal_link('cancel');
  answer jsonb := private.known_portal_answer(me.org_id, me.link_id, 'cancel', payload);
  reason constant text := coalesce(nullif(btrim(left(payload ->> 'reason', 500)), ''), case
    when (select o.locale from public.organizations as o where o.id = me.org_id) like 'de%' then 'Vom Kunden abgesagt'
    else 'Cancelled by the customer'
  end);
  was public.bookings;
  step jsonb;
begin
  if answer is not null then
    return answer;
  end if;
  was := private.lock_booking(me.org_id, me.booking_id);
  perform private.require_portal_change(was, me.scopes, 'cancel');
  step := jsonb_build_object('to', 'cancelled', 'reason', reason);
  perform private.note_step(was, private.require_step(was, step), step);
  perform private.write_steps(me.org_id, array[private.step_row(was, step)]);
  delete from public.booking_holds as h where h.org_id = me.org_id and h.principal = private.link_principal();
  perform private.note_portal_view(me.org_id, me.link_id, me.session_id);
  return private.keep_portal_answer(me.org_id, me.link_id, 'cancel', payload, '{"cancelled": true}');
end;
$$;
comment on function public.portal_cancel(jsonb) is
  '{op_id, reason?}: the customer calls his visit off while it is early enough. '
  'Definer: a link writes no table; its claims are checked.';
revoke execute on function public.portal_cancel(jsonb) from public, authenticated;
grant execute on function public.portal_cancel(jsonb) to anon;

create function public.portal_message(payload jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  me record := private.lock_portal_link('message');
  answer jsonb := private.known_portal_answer(me.org_id, me.link_id, 'message', payload);
  body constant text := btrim(payload ->> 'body', E' \n\r\t');
begin
  if answer is not null then
    return answer;
  end if;
  if body is null or body !~ '\S' or length(body) > 2000 then
    perform private.invalid('invalid', 'A message has 1 to 2000 characters.', 'body');
  end if;
  perform private.require_message_rate(me.link_id);
  answer := jsonb_build_object('message', private.insert_customer_message(me.org_id, me.booking_id, body));
  perform private.note_portal_view(me.org_id, me.link_id, me.session_id);
  return private.keep_portal_answer(me.org_id, me.link_id, 'message', payload, answer);
end;
$$;
comment on function public.portal_message(jsonb) is
  '{op_id, body}: a message to the office; CO429 beyond ten an hour. '
  'Definer: a link writes no table; its claims are checked.';
revoke execute on function public.portal_message(jsonb) from public, authenticated;
grant execute on function public.portal_message(jsonb) to anon;

-- Once, and to be corrected for a day. What the office did with it (a reply, out of sight) stays.
create function private.write_feedback(org uuid, link uuid, booking uuid, customer uuid, payload jsonb) returns void
language plpgsql volatile set search_path = ''
as $$
declare
  given constant public.customer_feedback := jsonb_populate_record(null::public.customer_feedback, jsonb_build_object(
    'overall', payload -> 'overall', 'punctuality', payload -> 'punctuality',
    'professionalism', payload -> 'professionalism', 'communication', payload -> 'communication',
    'quality', payload -> 'quality', 'comment', nullif(btrim(payload ->> 'comment', E' \n\r\t'), '')
  ));
  known public.customer_feedback;
begin
  if given.overall is null
    or not coalesce(
      given.overall between 1 and 5 and coalesce(given.punctuality, 1) between 1 and 5
      and coalesce(given.professionalism, 1) between 1 and 5 and coalesce(given.communication, 1) between 1 and 5
      and coalesce(given.quality, 1) between 1 and 5,
      false
    ) then
    perform private.invalid('invalid', 'A rating is 1 to 5 stars.', 'overall');
  end if;
  if length(given.comment) > 2000 then
    perform private.invalid('invalid', 'A comment has at most 2000 characters.', 'comment');
  end if;
  select f.* into known from public.customer_feedback as f where f.org_id = org and f.booking_id = booking for update;
  if not found then
    insert into public.customer_feedback (
      org_id, booking_id, access_id, customer_id, overall, punctuality, professionalism, communication, quality, comment,
      source, is_verified
    )
    values (
      org, booking, link, customer, given.overall, given.punctuality, given.professionalism, given.communication,
      given.quality, given.comment, 'portal', true
    );
    return;
  end if;
  if known.editable_until <= now() then
    raise exception 'feedback_given: This visit was rated already.' using errcode = 'CO409', hint = 'overall';
  end if;
  update public.customer_feedback as f
  set overall = given.overall, punctuality = given.punctuality, professionalism = given.professionalism,
    communication = given.communication, quality = given.quality, comment = given.comment
  where f.org_id = org and f.id = known.id;
end;
$$;
comment on function private.write_feedback(uuid, uuid, uuid, uuid, jsonb) is
  'The rating of a visit, new or corrected within its day; raises CO409 feedback_given, CO422.';
revoke execute on function private.write_feedback(uuid, uuid, uuid, uuid, jsonb) from public;

create function public.portal_feedback(payload jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  me record := private.lock_portal_link('feedback');
  answer jsonb := private.known_portal_answer(me.org_id, me.link_id, 'feedback', payload);
  rate constant jsonb := private.take_rate('portal_feedback:' || me.link_id, 20, 3600, 20);
begin
  if answer is not null then
    return answer;
  end if;
  if not (rate ->> 'allowed')::boolean then
    raise exception 'too_many: Please wait a little.' using errcode = 'CO429', hint = rate ->> 'retry_after_s';
  end if;
  perform from public.bookings as b
  where b.org_id = me.org_id and b.id = me.booking_id and b.status in ('completed', 'closed');
  if not found then
    raise exception 'not_done: A visit is rated when it is done.' using errcode = 'CO409', hint = 'status';
  end if;
  perform private.write_feedback(me.org_id, me.link_id, me.booking_id, me.customer_id, payload);
  perform private.note_portal_view(me.org_id, me.link_id, me.session_id);
  return private.keep_portal_answer(me.org_id, me.link_id, 'feedback', payload, jsonb_build_object(
    'feedback', private.portal_feedback_json(me.org_id, me.booking_id)
  ));
end;
$$;
comment on function public.portal_feedback(jsonb) is
  '{op_id, overall, punctuality?, professionalism?, communication?, quality?, comment?}: stars for a visit that is done. '
  'Definer: a link writes no table; its claims are checked.';
revoke execute on function public.portal_feedback(jsonb) from public, authenticated;
grant execute on function public.portal_feedback(jsonb) to anon;

-- What a customer sees behind his link: the visit in his words. One function, one look, a digest of which is the page's
-- version. Everything in it is of this visit; names of people are first names, places one line, and what the office
-- says among itself (instructions, notes, reasons, other visits) is not in it.
--
-- Plans are by keys only and made once per session: a page that is open asks every five seconds.

insert into private.default_settings (category, name, value, least, most)
values ('portal', 'change_notice_h', '24', 0, 336);

-- The window a customer was told: of arrival where there is one, else the usual one from the visit's beginning, as
-- messages say it: never narrower than it is known.
create function private.told_window(booking public.bookings, out starts_at timestamptz, out ends_at timestamptz)
language plpgsql stable set search_path = ''
as $$
begin
  starts_at := coalesce(booking.window_starts_at, booking.starts_at);
  ends_at := booking.window_ends_at;
  if ends_at is null then
    ends_at := least(booking.ends_at, booking.starts_at + make_interval(
      mins => (private.setting(booking.org_id, 'scheduling', 'arrival_window_min'))::integer
    ));
  end if;
end;
$$;
comment on function private.told_window(public.bookings) is
  'When the customer expects somebody; both null without a time.';
revoke execute on function private.told_window(public.bookings) from public;

create function private.span_json(starts_at timestamptz, ends_at timestamptz) returns jsonb
language plpgsql immutable set search_path = ''
as $$
begin
  return case when starts_at is not null and ends_at is not null then
    jsonb_build_object('starts_at', starts_at, 'ends_at', ends_at) end;
end;
$$;
comment on function private.span_json(timestamptz, timestamptz) is '{starts_at, ends_at}, null where one is missing.';
revoke execute on function private.span_json(timestamptz, timestamptz) from public;

-- Five steps for ten states. A pause is where it happened: on the way, or at the customer's.
create function private.portal_step(booking public.bookings) returns text
language plpgsql immutable set search_path = ''
as $$
begin
  return case
    when booking.status = 'unscheduled' then 'requested'
    when booking.status in ('completed', 'closed') then 'done'
    when booking.status = 'on_site' or booking.status = 'paused' and booking.actual_start is not null then 'here'
    when booking.status in ('en_route', 'paused') then 'on_the_way'
    else 'booked'
  end;
end;
$$;
comment on function private.portal_step(public.bookings) is 'requested, booked, on_the_way, here or done.';
revoke execute on function private.portal_step(public.bookings) from public;

-- Until when a visit may be moved or called off by the customer himself, and why not when not.
create function private.portal_change(booking public.bookings, scopes text[], needed text) returns jsonb
language plpgsql stable set search_path = ''
as $$
declare
  notice constant interval := make_interval(
    hours => (private.setting(booking.org_id, 'portal', 'change_notice_h'))::integer
  );
  until constant timestamptz := (private.told_window(booking)).starts_at - notice;
  reason constant text := case
    when needed <> all (scopes) then 'scope'
    when booking.status not in ('scheduled', 'dispatched') then 'status'
    when now() >= until then 'too_late'
  end;
begin
  return jsonb_build_object(
    'allowed', reason is null,
    'reason', reason,
    'until', case when booking.status in ('scheduled', 'dispatched') then until end
  );
end;
$$;
comment on function private.portal_change(public.bookings, text[], text) is
  '{allowed, reason: scope|status|too_late|null, until} for a customer who would reschedule or cancel.';
revoke execute on function private.portal_change(public.bookings, text[], text) from public;

-- When he will be there: departure and the way, give or take a quarter of it and five minutes at least, by the clock's
-- five minutes. Who is over that is expected now; without a place on the map nothing is said beyond the window.
create function private.portal_eta(org uuid, booking public.bookings, place public.properties) returns jsonb
language plpgsql stable set search_path = '' set plan_cache_mode = force_generic_plan
  set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off
as $$
declare
  settings record := private.scheduling_settings(org);
  lead constant uuid :=
    (jsonb_path_query_first(booking.assigned, '$[*] ? (@.role == "lead").resource_id') #>> '{}')::uuid;
  way integer;
  slack interval;
  arrival timestamptz;
begin
  if booking.status <> 'en_route' or lead is null then
    return null;
  end if;
  -- From his visit before, of the same half day; else from home.
  select private.travel_min(q.lat, q.lng, place.lat, place.lng, settings.speed_kmh, settings.circuity) into way
  from public.resource_occupancy as o
  join public.bookings as f on f.org_id = org and f.id = o.booking_id
  join public.jobs as k on k.org_id = org and k.id = f.job_id
  join public.properties as q on q.org_id = org and q.id = k.property_id
  where o.org_id = org
    and o.resource_id = lead
    and o.period operator(pg_catalog.&&) tstzrange(booking.starts_at - interval '12 hours', booking.starts_at)
    and f.id <> booking.id
    and f.starts_at < booking.starts_at
  order by f.starts_at desc
  limit 1;
  if not found then
    select private.travel_min(r.home_lat, r.home_lng, place.lat, place.lng, settings.speed_kmh, settings.circuity)
    into way
    from public.bookable_resources as r
    where r.org_id = org and r.id = lead;
  end if;
  if way is null then
    return null;
  end if;
  slack := make_interval(mins => greatest(5, way / 4));
  arrival := greatest(booking.status_since + make_interval(mins => way), now());
  return private.span_json(
    date_bin('5 minutes', greatest(arrival - slack, now()), '2000-01-01 00:00Z'),
    date_bin('5 minutes', arrival + slack + interval '4 minutes 59 seconds', '2000-01-01 00:00Z')
  );
end;
$$;
comment on function private.portal_eta(uuid, public.bookings, public.properties) is
  'When who is on the way arrives, as a range; null where nothing is known.';
revoke execute on function private.portal_eta(uuid, public.bookings, public.properties) from public;

create function private.portal_steps(org uuid, booking public.bookings) returns jsonb
language plpgsql stable set search_path = '' set plan_cache_mode = force_generic_plan
  set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off
as $$
declare
  -- Of steps that were taken back nothing is said.
  place constant integer := array_position(
    '{requested,booked,on_the_way,here,done}'::text[], private.portal_step(booking)
  );
  planned_at constant timestamptz := (
    select max(h.created_at) from public.booking_status_history as h
    where h.org_id = org and h.booking_id = booking.id and h.to_status = 'scheduled'
  );
  left_at constant timestamptz := (
    select max(coalesce(least(h.device_time, h.created_at), h.created_at))
    from public.booking_status_history as h
    where h.org_id = org and h.booking_id = booking.id and h.to_status = 'en_route'
  );
begin
  return jsonb_build_array(
    jsonb_build_object('step', 'requested', 'at', booking.created_at),
    jsonb_build_object('step', 'booked', 'at', case when place >= 2 then planned_at end),
    jsonb_build_object('step', 'on_the_way', 'at', case when place >= 3 then left_at end),
    jsonb_build_object('step', 'here', 'at', case when place >= 4 then booking.actual_start end),
    jsonb_build_object('step', 'done', 'at', case when place >= 5 then booking.actual_end end)
  );
end;
$$;
comment on function private.portal_steps(uuid, public.bookings) is '[{step, at}], at null for what is still to come.';
revoke execute on function private.portal_steps(uuid, public.bookings) from public;

-- First names and the vehicle: enough to know at the door whom one lets in. A picture is the resource's, where it has
-- one.
create function private.portal_people(org uuid, booking uuid) returns jsonb
language plpgsql stable set search_path = '' set plan_cache_mode = force_generic_plan
  set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off
as $$
declare
  vehicle constant text := (
    select r.name
    from public.booking_assignments as a
    join public.bookable_resources as r on r.org_id = org and r.id = a.resource_id and r.kind = 'vehicle'
    where a.org_id = org and a.booking_id = booking
    order by r.id
    limit 1
  );
begin
  return (
    select coalesce(
      jsonb_agg(
        jsonb_build_object(
          'first_name', split_part(btrim(t.name), ' ', 1),
          'photo_file_id', t.picture,
          'vehicle', case when t.place = 1 then vehicle end
        )
        order by t.place
      ),
      '[]'
    )
    from (
      select r.name, to_jsonb(r) ->> 'photo_file_id' as picture,
        row_number() over (order by a.role <> 'lead', r.id) as place
      from public.booking_assignments as a
      join public.bookable_resources as r on r.org_id = org and r.id = a.resource_id and r.kind = 'technician'
      where a.org_id = org and a.booking_id = portal_people.booking
    ) as t
  );
end;
$$;
comment on function private.portal_people(uuid, uuid) is '[{first_name, photo_file_id, vehicle}], the lead first.';
revoke execute on function private.portal_people(uuid, uuid) from public;

-- Which files a link opens: the company's logo and who comes; when the visit is done and files are among the scopes,
-- its photos and the latest paper.
create function private.portal_files(org uuid, booking public.bookings, scopes text[])
returns table (file_id uuid, kind text)
language plpgsql stable rows 20 set search_path = '' set plan_cache_mode = force_generic_plan
  set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off
as $$
begin
  return query
    select o.logo_file_id, 'logo' from public.organizations as o where o.id = org and o.logo_file_id is not null
    union all
    select (p.value ->> 'photo_file_id')::uuid, 'person'
    from jsonb_array_elements(private.portal_people(org, booking.id)) as p
    where p.value ->> 'photo_file_id' is not null
      and booking.status not in ('cancelled', 'no_show');
  if 'files' <> all (scopes) or booking.status not in ('completed', 'closed') then
    return;
  end if;
  return query
    select f.file_id, 'photo'
    from public.field_photos as f
    where f.org_id = org and f.booking_id = booking.id and f.deleted_at is null;
  return query
    select r.file_id, 'report'
    from public.service_reports as r
    where r.org_id = org and r.booking_id = booking.id and r.state = 'ready'
    order by r.revision desc
    limit 1;
end;
$$;
comment on function private.portal_files(uuid, public.bookings, text[]) is 'Files a link opens: logo, person, photo, report.';
revoke execute on function private.portal_files(uuid, public.bookings, text[]) from public;

create function private.portal_report(org uuid, booking public.bookings, scopes text[]) returns jsonb
language plpgsql stable set search_path = '' set plan_cache_mode = force_generic_plan
as $$
declare
  signature public.digital_signatures;
  report jsonb;
begin
  if 'files' <> all (scopes) or booking.status not in ('completed', 'closed') then
    return null;
  end if;
  select g.* into signature
  from public.digital_signatures as g
  where g.org_id = org and g.booking_id = booking.id and g.kind = 'customer'
  order by g.signed_at desc, g.id desc
  limit 1;
  report := private.visit_report(org, booking.id);
  return jsonb_build_object(
    'pdf_file_id', (
      select f.file_id from private.portal_files(org, booking, scopes) as f where f.kind = 'report' limit 1
    ),
    'signed_at', signature.signed_at,
    'signer_name', signature.signer_name,
    'summary', coalesce(
      (
        select jsonb_agg(jsonb_build_object('label', null, 'value', n.value))
        from jsonb_array_elements(report -> 'notes_for_customer') as n
      ),
      '[]'
    ) || coalesce(
      (
        select jsonb_agg(jsonb_build_object('label', a.value -> 'label', 'value', a.value -> 'value'))
        from jsonb_array_elements(report -> 'checklist') as k
        cross join lateral jsonb_array_elements(k.value -> 'answers') as a
        where a.value ->> 'value' is not null
      ),
      '[]'
    )
  );
end;
$$;
comment on function private.portal_report(uuid, public.bookings, text[]) is
  '{pdf_file_id, signed_at, signer_name, summary: [{label|null, value}]} of a visit that is done, else null.';
revoke execute on function private.portal_report(uuid, public.bookings, text[]) from public;

create function private.portal_feedback_json(org uuid, booking uuid) returns jsonb
language plpgsql stable set search_path = '' set plan_cache_mode = force_generic_plan
as $$
begin
  return (
    select jsonb_build_object(
      'overall', f.overall, 'punctuality', f.punctuality, 'professionalism', f.professionalism,
      'communication', f.communication, 'quality', f.quality, 'comment', f.comment, 'given_at', f.given_at,
      'editable_until', f.editable_until,
      'reply', case when f.reply is not null then jsonb_build_object(
        'body', f.reply, 'at', f.replied_at, 'name', split_part(btrim(p.name), ' ', 1)
      ) end
    )
    from public.customer_feedback as f
    left join public.profiles as p on p.id = f.replied_by
    where f.org_id = org and f.booking_id = booking
  );
end;
$$;
comment on function private.portal_feedback_json(uuid, uuid) is 'A visit''s rating as its customer sees it.';
revoke execute on function private.portal_feedback_json(uuid, uuid) from public;

create function private.portal_messages(org uuid, booking uuid) returns jsonb
language plpgsql stable set search_path = '' set plan_cache_mode = force_generic_plan
as $$
begin
  return (
    select coalesce(
      jsonb_agg(
        jsonb_build_object(
          'id', m.id, 'from', case when m.author_kind = 'customer' then 'customer' else 'office' end, 'body', m.body,
          'at', m.created_at
        )
        order by m.created_at, m.id
      ),
      '[]'
    )
    from (
      select a.*
      from public.activities as a
      where a.org_id = org and a.booking_id = portal_messages.booking and a.kind = 'message'
      order by a.created_at desc, a.id desc
      limit 50
    ) as m
  );
end;
$$;
comment on function private.portal_messages(uuid, uuid) is 'The last fifty messages about a visit, oldest first.';
revoke execute on function private.portal_messages(uuid, uuid) from public;

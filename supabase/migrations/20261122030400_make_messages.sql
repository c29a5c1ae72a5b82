-- How a message comes to be: what a visit says to its customer, what he knows already, and the rows and the job that
-- carry it. Others call private.queue_message; changes of visits come through the relay.

insert into private.default_settings (category, name, value) values ('messages', 'late_automatic', 'false');

-- The time a customer may count on. A flexible visit is promised for a day. Where no window was set, the usual one
-- begins with the visit: people are never told a time narrower than we know it.
create function private.visit_plan(visit public.bookings) returns jsonb
language plpgsql stable set search_path = ''
as $$
declare
  usual constant interval :=
    make_interval(mins => (private.setting(visit.org_id, 'scheduling', 'arrival_window_min'))::integer);
begin
  if visit.status in ('cancelled', 'no_show') then
    return null;
  elsif visit.is_flexible_day then
    return jsonb_build_object('on', visit.flexible_on);
  elsif visit.starts_at is null then
    return null;
  end if;
  return jsonb_build_object(
    'from', extract(epoch from coalesce(visit.window_starts_at, visit.starts_at))::bigint,
    'to', extract(
      epoch from coalesce(visit.window_ends_at, least(visit.ends_at, visit.starts_at + usual))
    )::bigint
  );
end;
$$;
comment on function private.visit_plan(public.bookings) is
  '{from, to} in seconds of the epoch, {on} for a flexible day, null when the visit is not planned.';
revoke execute on function private.visit_plan(public.bookings) from public;

create function private.told_plan(org uuid, booking uuid, but uuid default null) returns jsonb
language plpgsql stable set search_path = ''
as $$
begin
  return (
    select nullif(i.told -> 'plan', 'null')
    from public.notification_intents as i
    where i.org_id = org and i.booking_id = booking and i.told_at is not null and i.told ? 'plan'
      and i.id is distinct from but
    order by i.told_at desc, i.id desc
    limit 1
  );
end;
$$;
comment on function private.told_plan(uuid, uuid, uuid) is
  'The time the customer was told last, null for none; one intent may be left out.';
revoke execute on function private.told_plan(uuid, uuid, uuid) from public;

create function private.is_plan_event(event text) returns boolean
language sql immutable set search_path = ''
as $$
  select event in ('visit.booked', 'visit.moved', 'visit.cancelled')
$$;
comment on function private.is_plan_event(text) is
  'Whether the message says when a visit is; which of the three it is, is decided when it leaves.';
revoke execute on function private.is_plan_event(text) from public;

create function private.enqueue_mail(org uuid, notification uuid, run_at timestamptz) returns void
language plpgsql volatile set search_path = ''
as $$
begin
  -- Fourteen tries are half a day of a mail server that is down.
  insert into private.background_jobs (org_id, kind, payload, run_at, max_attempts)
  values (org, 'notification_mail', jsonb_build_object('notification_id', notification), run_at, 14);
end;
$$;
comment on function private.enqueue_mail(uuid, uuid, timestamptz) is 'Has a message looked at, and sent, at that moment.';
revoke execute on function private.enqueue_mail(uuid, uuid, timestamptz) from public;

-- Set by set, because the relay brings hundreds. A key that is there already adds nothing.
create function private.add_messages(rows jsonb) returns setof uuid
language plpgsql volatile set search_path = ''
as $$
begin
  return query
    with wanted as (
      select r.*
      from jsonb_to_recordset(rows) as r (
        org_id uuid, event text, booking_id uuid, booking_request_id uuid, customer_id uuid, key text, data jsonb,
        not_before timestamptz
      )
    ),
    intents as (
      insert into public.notification_intents (
        org_id, event, booking_id, booking_request_id, customer_id, dedupe_key, data
      )
      select w.org_id, w.event, w.booking_id, w.booking_request_id, w.customer_id, w.key, coalesce(w.data, '{}')
      from wanted as w
      on conflict on constraint notification_intents_dedupe_key_key do nothing
      returning org_id, id, event, dedupe_key
    ),
    messages as (
      insert into public.notifications (org_id, intent_id, event, not_before)
      select i.org_id, i.id, i.event, w.not_before
      from intents as i
      join wanted as w on w.org_id = i.org_id and w.key = i.dedupe_key
      returning org_id, id, not_before
    )
    select m.id from messages as m cross join lateral private.enqueue_mail(m.org_id, m.id, m.not_before) as queued;
end;
$$;
comment on function private.add_messages(jsonb) is
  'Adds messages [{org_id, event, booking_id?, booking_request_id?, customer_id?, key, data?, not_before}]; '
  'answers the ids of those that are new.';
revoke execute on function private.add_messages(jsonb) from public;

create function private.queue_message(
  org uuid, event text, booking uuid, data jsonb default '{}', not_before timestamptz default now()
) returns uuid
language plpgsql volatile set search_path = ''
as $$
declare
  made uuid;
begin
  select a into made
  from private.add_messages(jsonb_build_array(jsonb_build_object(
    'org_id', org,
    'event', queue_message.event,
    'booking_id', booking,
    'booking_request_id', data ->> 'booking_request_id',
    'customer_id', (
      select j.customer_id
      from public.bookings as b
      join public.jobs as j on j.org_id = org and j.id = b.job_id
      where b.org_id = org and b.id = booking
    ),
    'key', queue_message.event || ':' || coalesce(data ->> 'key', private.uuid_v7()::text),
    'data', data - array['key', 'booking_request_id'],
    'not_before', queue_message.not_before
  ))) as a;
  return made;
end;
$$;
comment on function private.queue_message(uuid, text, uuid, jsonb, timestamptz) is
  'Has a customer told; answers the message, null when data.key says that he was told already. '
  'data, as far as the visit does not say it: {key?, booking_request_id?, minutes? late; to who is no customer yet: '
  'email, name?, locale?, code?, expires_at?, service?, window? {starts_at, ends_at}, time_zone?}.';
revoke execute on function private.queue_message(uuid, text, uuid, jsonb, timestamptz) from public;

-- Whoever leads, by the name he is called by: the first word, as a portal shows it.
create function private.lead_name(visit public.bookings) returns text
language plpgsql stable set search_path = ''
as $$
begin
  return (
    select split_part(btrim(r.name), ' ', 1)
    from jsonb_array_elements(visit.assigned) as a
    join public.bookable_resources as r on r.org_id = visit.org_id and r.id = (a ->> 'resource_id')::uuid
    where r.kind = 'technician'
    order by (a ->> 'role' = 'lead') desc, r.name
    limit 1
  );
end;
$$;
comment on function private.lead_name(public.bookings) is 'The first name of who leads a visit, null for nobody yet.';
revoke execute on function private.lead_name(public.bookings) from public;

-- What fills the variables. Times are instants here; their words are made where the languages are.
create function private.message_facts(org uuid, booking uuid, data jsonb) returns jsonb
language plpgsql stable set search_path = ''
as $$
declare
  visit public.bookings;
  facts jsonb;
begin
  select b.* into visit from public.bookings as b where b.org_id = org and b.id = booking;
  select jsonb_build_object(
    'company', o.name,
    'locale', left(coalesce(c.locale, data ->> 'locale', o.locale), 2),
    'customer', coalesce(c.display_name, data ->> 'name'),
    'service', coalesce(t.name, j.title, data ->> 'service'),
    'site', concat_ws(', ', p.line1, nullif(concat_ws(' ', p.postcode, p.city), '')),
    'technician', private.lead_name(visit),
    'time_zone', coalesce(p.time_zone, data ->> 'time_zone', o.time_zone),
    'plan', case
      when visit.id is not null then private.visit_plan(visit)
      when data ? 'window' then jsonb_build_object(
        'from', extract(epoch from (data -> 'window' ->> 'starts_at')::timestamptz)::bigint,
        'to', extract(epoch from (data -> 'window' ->> 'ends_at')::timestamptz)::bigint
      )
    end,
    'code', data ->> 'code',
    'sender', jsonb_build_object(
      'name', coalesce(o.sender_name, o.name), 'email', o.email, 'brand_color', o.brand_color
    )
  )
  into facts
  from public.organizations as o
  left join public.jobs as j on j.org_id = org and j.id = visit.job_id
  left join public.customers as c on c.org_id = org and c.id = j.customer_id
  left join public.properties as p on p.org_id = org and p.id = j.property_id
  left join public.service_types as t on t.org_id = org and t.id = j.service_type_id
  where o.id = org;
  return facts;
end;
$$;
comment on function private.message_facts(uuid, uuid, jsonb) is
  '{company, locale, customer, service, site, technician, time_zone, plan, code, sender}: what a message may say.';
revoke execute on function private.message_facts(uuid, uuid, jsonb) from public;

-- The office writes back. Its words about a visit are a line of the visit's stream, which the customer reads on his page,
-- and a mail brings them to him. Both wait the hold: whoever takes his words back in time has said nothing.

insert into private.message_events (event, position, variables, needs, is_manual)
values ('visit.message', 11, '{customer,company,message,service,site,link}', 'message', false);

insert into private.default_notification_templates (event, locale, subject, body)
values
  (
    'visit.message', 'en', 'A message from {{company}}',
    $$Hello {{customer}},

{{message}}

{{link}}

This is about: {{service}}, {{site}}. You answer on the page.$$
  ),
  (
    'visit.message', 'de', 'Nachricht von {{company}}',
    $$Guten Tag {{customer}},

{{message}}

{{link}}

Es geht um: {{service}}, {{site}}. Antworten können Sie auf der Seite.$$
  );

select private.copy_default_templates(o.id) from public.organizations as o where o.deleted_at is null;

-- The words are read from the stream when the mail leaves, so that they lie in one place only.
create or replace function private.message_facts(org uuid, booking uuid, data jsonb) returns jsonb
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
    'message', case when data ? 'activity_id' then (
      select a.body from public.activities as a where a.org_id = org and a.id = (data ->> 'activity_id')::uuid
    ) end,
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
  '{company, locale, customer, service, site, technician, time_zone, plan, code, message, sender}: what a message says.';

create or replace function private.message_rows(org uuid, ids uuid[]) returns setof jsonb
language plpgsql stable set search_path = ''
as $$
begin
  return query
    select jsonb_build_object(
      'id', n.id, 'created_at', n.created_at, 'event', n.event, 'channel', n.channel, 'status', n.status,
      'recipient', coalesce(n.recipient, private.message_address(org, i)), 'locale', n.locale, 'subject', n.subject,
      'not_before', n.not_before, 'attempts', n.attempts, 'error', n.error, 'sent_at', n.sent_at,
      'withdrawn_reason', i.withdrawn_reason,
      'activity_id', i.data -> 'activity_id',
      'withdrawn_by', case when w.id is not null then
        jsonb_build_object('id', w.id, 'name', coalesce(w.name, w.email)) end,
      'author', case when a.id is not null then jsonb_build_object('id', a.id, 'name', coalesce(a.name, a.email)) end,
      'booking', case when b.id is not null then jsonb_build_object('id', b.id, 'number', b.number) end,
      'customer', case when c.id is not null then
        jsonb_build_object('id', c.id, 'display_name', c.display_name) end
    )
    from unnest(ids) with ordinality as wanted (id, place)
    join public.notifications as n on n.org_id = org and n.id = wanted.id
    join public.notification_intents as i on i.org_id = org and i.id = n.intent_id
    left join public.bookings as b on b.org_id = org and b.id = i.booking_id
    left join public.customers as c on c.org_id = org and c.id = i.customer_id
    left join public.profiles as w on w.id = i.withdrawn_by
    left join public.profiles as a on a.id = i.created_by
    order by wanted.place;
end;
$$;

-- What was taken back by hand was never said, and what still waits is not said yet.
create or replace function private.portal_messages(org uuid, booking uuid) returns jsonb
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
        and (a.author_kind = 'customer' or not exists (
          select
          from public.notification_intents as i
          left join public.notifications as n on n.org_id = org and n.intent_id = i.id
          where i.org_id = org
            and i.dedupe_key = 'visit.message:' || a.id
            and (i.withdrawn_reason = 'by_hand' or n.status = 'waiting' and n.attempts = 0 and n.not_before > now())
        ))
      order by a.created_at desc, a.id desc
      limit 50
    ) as m
  );
end;
$$;
comment on function private.portal_messages(uuid, uuid) is
  'The last fifty messages about a visit, oldest first; without those of the office that wait or were taken back.';

create or replace function public.create_activity(payload jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  is_message constant boolean := payload ->> 'kind' = 'message';
  hold_s constant integer := least(greatest(coalesce((payload ->> 'hold_s')::integer, 0), 0), 86400);
  answer jsonb;
  made public.activities;
  message uuid;
begin
  perform private.require_activity_target(org, payload);
  if is_message then
    -- It leaves the house in the company's name.
    perform private.require_permission('create', 'notifications', 'all');
    if payload ->> 'booking_id' is null then
      raise exception 'invalid: A message to a customer is about a visit.' using errcode = 'CO422', hint = 'booking_id';
    elsif length(payload ->> 'body') > 2000 then
      raise exception 'invalid: A message has at most 2000 characters.' using errcode = 'CO422', hint = 'body';
    end if;
  end if;
  answer := private.claim_idempotency('create_activity', payload, org);
  if answer is not null then
    return answer;
  end if;
  insert into public.activities (org_id, kind, body, customer_id, property_id, job_id, booking_id)
  values (
    org, coalesce(payload ->> 'kind', 'note'), payload ->> 'body', (payload ->> 'customer_id')::uuid,
    (payload ->> 'property_id')::uuid, (payload ->> 'job_id')::uuid, (payload ->> 'booking_id')::uuid
  )
  returning * into made;
  if is_message then
    message := private.queue_message(
      org, 'visit.message', made.booking_id, jsonb_build_object('key', made.id, 'activity_id', made.id),
      now() + make_interval(secs => hold_s)
    );
  end if;
  return private.remember_answer(
    org, 201,
    to_jsonb(made) || jsonb_build_object('notification_id', message, 'author', (
      select jsonb_build_object('id', p.id, 'name', coalesce(p.name, p.email))
      from public.profiles as p
      where p.id = made.created_by
    ))
  );
end;
$$;
comment on function public.create_activity(jsonb) is
  'Notes {kind, body} about exactly one of {customer_id, property_id, job_id, booking_id}; answers the line. A message '
  'is mailed to the visit''s customer after hold_s seconds by notification_id. '
  'Definer: who may read a record may write about it, whatever else he may change.';

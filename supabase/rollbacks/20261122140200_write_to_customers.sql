-- Undoes "write to customers". Words of that event stay with nobody: they are deleted with what was queued.
delete from public.notification_intents where event = 'visit.message';
delete from public.notification_templates where event = 'visit.message';
delete from private.default_notification_templates where event = 'visit.message';
delete from private.message_events where event = 'visit.message';

create or replace function public.create_activity(payload jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  answer jsonb;
  made public.activities;
begin
  perform private.require_activity_target(org, payload);
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
  return private.remember_answer(
    org, 201,
    to_jsonb(made) || jsonb_build_object('author', (
      select jsonb_build_object('id', p.id, 'name', coalesce(p.name, p.email))
      from public.profiles as p
      where p.id = made.created_by
    ))
  );
end;
$$;

comment on function public.create_activity(jsonb) is
  'Notes {kind, body} about exactly one of {customer_id, property_id, job_id, booking_id}; answers the line. '
  'Definer: who may read a record may write about it, whatever else he may change.';

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
      order by a.created_at desc, a.id desc
      limit 50
    ) as m
  );
end;
$$;

comment on function private.portal_messages(uuid, uuid) is 'The last fifty messages about a visit, oldest first.';

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

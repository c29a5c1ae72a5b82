-- More to say in mails: what to have ready, why a visit was moved, and after a visit that could not be finished what comes
-- next. Organizations that never touched the shipped words get the new ones; who wrote his own keeps them.

insert into private.message_events (event, position, variables, needs, is_manual)
values (
  'visit.incomplete', 12, '{customer,company,technician,day,service,site,next,link}', null, false
);
update private.message_events as e
set variables = e.variables || '{instructions}'::text[]
where e.event in ('visit.booked', 'visit.reminder');
update private.message_events as e
set variables = e.variables || '{reason,instructions}'::text[]
where e.event = 'visit.moved';

insert into private.default_notification_templates (event, locale, subject, body)
values
  (
    'visit.incomplete', 'en', 'Not finished yet: {{service}}',
    $$Hello {{customer}},

we were with you on {{day}} and could not finish the work: {{service}}. Sorry.

{{next}}

{{site}}

{{link}}

On the page you write to us.$$
  ),
  (
    'visit.incomplete', 'de', 'Noch nicht fertig: {{service}}',
    $$Guten Tag {{customer}},

wir waren am {{day}} bei Ihnen und konnten die Arbeit nicht abschließen: {{service}}. Das tut uns leid.

{{next}}

{{site}}

{{link}}

Auf der Seite schreiben Sie uns.$$
  );

-- A paragraph that is one variable alone is left out where there is nothing to say.
create function private.widen_template(event text, locale text, mark text, wider text) returns void
language plpgsql volatile set search_path = ''
as $$
declare
  former constant text := (
    select d.body
    from private.default_notification_templates as d
    where d.event = widen_template.event and d.locale = widen_template.locale
  );
begin
  update private.default_notification_templates as d
  set body = replace(former, mark, wider)
  where d.event = widen_template.event and d.locale = widen_template.locale;
  update public.notification_templates as t
  set body = replace(former, mark, wider)
  where t.event = widen_template.event and t.locale = widen_template.locale and t.body = former;
end;
$$;
select
  private.widen_template(m.event, m.locale, m.mark, m.wider)
from (
  values
    ('visit.booked', 'en', E'{{site}}\n', E'{{site}}\n\n{{instructions}}\n'),
    ('visit.booked', 'de', E'{{site}}\n', E'{{site}}\n\n{{instructions}}\n'),
    ('visit.reminder', 'en', E'{{site}}\n', E'{{site}}\n\n{{instructions}}\n'),
    ('visit.reminder', 'de', E'{{site}}\n', E'{{site}}\n\n{{instructions}}\n'),
    ('visit.moved', 'en', E'{{old_window}}\n', E'{{old_window}}\n\n{{reason}}\n'),
    ('visit.moved', 'de', E'{{old_window}}\n', E'{{old_window}}\n\n{{reason}}\n')
) as m (event, locale, mark, wider);
drop function private.widen_template(text, text, text, text);

select private.copy_default_templates(o.id) from public.organizations as o where o.deleted_at is null;

-- What a visit says beyond when it is, in words that are for its customer.
create function private.visit_words(org uuid, booking uuid) returns jsonb
language plpgsql stable set search_path = ''
as $$
declare
  visit public.bookings;
  next_one jsonb;
begin
  select b.* into visit from public.bookings as b where b.org_id = org and b.id = booking;
  next_one := private.next_visit(org, visit);
  return jsonb_build_object(
    'reason', visit.told_reason,
    'instructions', (
      select s.customer_instructions
      from public.jobs as j
      join public.service_types as s on s.org_id = org and s.id = j.service_type_id
      where j.org_id = org and j.id = visit.job_id
    ),
    'next_plan', case when next_one is not null then jsonb_build_object(
      'from', extract(epoch from (next_one ->> 'starts_at')::timestamptz)::bigint,
      'to', extract(epoch from (next_one ->> 'ends_at')::timestamptz)::bigint
    ) end
  );
end;
$$;
comment on function private.visit_words(uuid, uuid) is
  '{reason, instructions, next_plan}: what a message may say beyond message_facts.';
revoke execute on function private.visit_words(uuid, uuid) from public;

create or replace function private.step_messages(news jsonb, hold_s integer) returns jsonb
language plpgsql stable set search_path = ''
as $$
begin
  return (
    select jsonb_agg(jsonb_build_object(
      'org_id', n.org_id,
      'event', s.event,
      'booking_id', n.booking_id,
      'customer_id', j.customer_id,
      'key', s.event || ':' || n.booking_id || ':' || n.version,
      'not_before', now() + make_interval(secs => case when s.is_held then hold_s else 0 end)
    ))
    from jsonb_to_recordset(news) as n (org_id uuid, booking_id uuid, type text, version bigint)
    join (
      values ('booking.en_route', 'visit.on_the_way', false), ('booking.completed', 'visit.done', true),
        ('booking.completed', 'visit.incomplete', true)
    ) as s (type, event, is_held) on s.type = n.type
    join public.bookings as b on b.org_id = n.org_id and b.id = n.booking_id
    join public.jobs as j on j.org_id = n.org_id and j.id = b.job_id
    where case s.event
      when 'visit.done' then b.outcome = 'done'
      when 'visit.incomplete' then b.outcome = 'incomplete'
      else true
    end
      and (s.event = 'visit.on_the_way' or b.actual_end > now() - interval '2 days')
  );
end;
$$;
create or replace function private.message_untrue(visit public.bookings, intent public.notification_intents, event text)
returns text
language plpgsql stable set search_path = ''
as $$
declare
  known constant jsonb := private.told_plan(visit.org_id, visit.id);
begin
  return case event
    when 'visit.on_the_way' then case when visit.status <> 'en_route' then 'over' end
    when 'visit.late' then
      case when visit.status not in ('scheduled', 'dispatched', 'en_route', 'paused') then 'over' end
    when 'visit.reminder' then case
      when visit.status not in ('scheduled', 'dispatched') then 'over'
      -- The message about the new time is on its way.
      when known is not null and known is distinct from private.visit_plan(visit) then 'changed'
    end
    when 'visit.incomplete' then case
      when visit.status not in ('completed', 'closed') or visit.outcome <> 'incomplete' then 'changed'
    end
    when 'visit.done' then case
      when visit.status not in ('completed', 'closed') or visit.outcome <> 'done' then 'changed'
      when exists (
        select
        from public.notification_intents as i
        where i.org_id = visit.org_id and i.booking_id = visit.id and i.event = 'visit.done' and i.id <> intent.id
          and i.told_at is not null
      ) then 'unchanged'
    end
    when 'booking.code' then case
      when coalesce((intent.data ->> 'expires_at')::timestamptz, intent.created_at + interval '15 minutes') < now()
        then 'over'
    end
  end;
end;
$$;
create or replace function ops.notification_mail(org uuid, notification uuid, domain text) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  message public.notifications;
  intent public.notification_intents;
  verdict record;
  facts jsonb;
  words public.notification_templates;
begin
  select n.* into message
  from public.notifications as n
  where n.org_id = org and n.id = notification and n.status in ('waiting', 'sending')
  for update;
  if not found then
    return null;
  elsif message.not_before > now() then
    perform private.enqueue_mail(org, message.id, message.not_before);
    return null;
  end if;
  select i.* into intent from public.notification_intents as i where i.org_id = org and i.id = message.intent_id;
  select j.* into verdict from private.judge_message(org, intent) as j;
  if verdict.reason is null then
    facts := private.message_facts(org, intent.booking_id, intent.data);
    words := private.message_words(org, verdict.event, facts ->> 'locale');
    if words.id is null or not words.is_active then
      verdict.reason := 'switched_off';
    end if;
  end if;
  if verdict.reason is not null then
    perform private.withdraw_message(org, message.id, intent.id, verdict.reason);
    return null;
  elsif private.waits_for_report(org, intent, verdict.event) then
    perform private.enqueue_mail(org, message.id, now() + interval '5 seconds');
    return null;
  end if;

  update public.notifications as n
  set
    status = 'sending', attempts = n.attempts + 1, event = verdict.event, locale = words.locale,
    recipient = private.message_address(org, intent), message_id = n.id || '@' || domain, updated_at = now()
  where n.org_id = org and n.id = message.id
  returning n.* into message;
  update public.notification_intents as i
  set event = verdict.event, told = verdict.told, told_at = now()
  where i.org_id = org and i.id = intent.id;
  return facts || private.visit_words(org, intent.booking_id) || jsonb_build_object(
    'event', verdict.event,
    'to', message.recipient,
    'message_id', message.message_id,
    'locale', words.locale,
    'subject', words.subject,
    'body', words.body,
    'old_plan', private.told_plan(org, intent.booking_id, intent.id),
    'minutes', intent.data -> 'minutes',
    'token', case when intent.booking_id is not null and words.subject || words.body ~ '\{\{ *link *\}\}' then
      private.portal_token_for(org, intent.booking_id, 'message', message.id) end
  );
end;
$$;
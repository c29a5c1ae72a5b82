-- Undoes "tell customers more". Messages about unfinished visits go with their event.
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
  return facts || jsonb_build_object(
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
$$;create or replace function private.message_untrue(visit public.bookings, intent public.notification_intents, event text)
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
$$;create or replace function private.step_messages(news jsonb, hold_s integer) returns jsonb
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
      values ('booking.en_route', 'visit.on_the_way', false), ('booking.completed', 'visit.done', true)
    ) as s (type, event, is_held) on s.type = n.type
    join public.bookings as b on b.org_id = n.org_id and b.id = n.booking_id
    join public.jobs as j on j.org_id = n.org_id and j.id = b.job_id
    -- What is not finished is said by a person, who also says what follows.
    where s.event <> 'visit.done' or b.outcome = 'done' and b.actual_end > now() - interval '2 days'
  );
end;
$$;drop function private.visit_words(uuid, uuid);
delete from public.notification_templates where event = 'visit.incomplete';
delete from private.default_notification_templates where event = 'visit.incomplete';
delete from private.message_events where event = 'visit.incomplete';
update private.message_events
set variables = array_remove(array_remove(variables, 'instructions'), 'reason')
where event in ('visit.booked', 'visit.reminder', 'visit.moved');
update public.notification_templates
set body = replace(replace(body, E'{{instructions}}\n\n', ''), E'{{reason}}\n\n', '')
where event in ('visit.booked', 'visit.reminder', 'visit.moved');
update private.default_notification_templates
set body = replace(replace(body, E'{{instructions}}\n\n', ''), E'{{reason}}\n\n', '')
where event in ('visit.booked', 'visit.reminder', 'visit.moved');

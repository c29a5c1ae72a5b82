-- Sending. What a message says is read when it leaves, and what is no longer true is withdrawn with its reason. A worker
-- may die at any moment: whatever it may have sent counts as told until it is certain that it was not.

create function private.message_address(org uuid, intent public.notification_intents) returns text
language plpgsql stable set search_path = ''
as $$
begin
  if intent.customer_id is null then
    return intent.data ->> 'email';
  end if;
  -- A company's mail often stands with its first contact only.
  return (
    select coalesce(c.email, (
      select k.email
      from public.customer_contacts as k
      where k.org_id = org and k.customer_id = c.id and k.deleted_at is null and k.email is not null
      order by k.is_primary desc, k.id
      limit 1
    ))
    from public.customers as c
    where c.org_id = org and c.id = intent.customer_id
  );
end;
$$;
comment on function private.message_address(uuid, public.notification_intents) is
  'Where a message goes: the customer''s address, else that of a contact; null for none.';
revoke execute on function private.message_address(uuid, public.notification_intents) from public;

-- Whoever must not be written to at all, whatever it is about.
create function private.message_bar(org uuid, intent public.notification_intents) returns text
language plpgsql stable set search_path = ''
as $$
declare
  customer public.customers;
begin
  perform from public.organizations as o where o.id = org and o.status = 'active' and o.deleted_at is null;
  if not found then
    return 'company_closed';
  end if;
  if intent.customer_id is not null then
    select c.* into customer from public.customers as c where c.org_id = org and c.id = intent.customer_id;
    if customer.erased_at is not null or customer.deleted_at is not null then
      return 'customer_gone';
    elsif customer.do_not_contact then
      return 'do_not_contact';
    end if;
  end if;
  if private.message_address(org, intent) is null then
    return 'no_address';
  end if;
  return null;
end;
$$;
comment on function private.message_bar(uuid, public.notification_intents) is
  'Why nobody may be written to: company_closed, customer_gone, do_not_contact, no_address; null when he may.';
revoke execute on function private.message_bar(uuid, public.notification_intents) from public;

-- Of the three that say when a visit is, the one that is true now.
create function private.true_plan_event(visit public.bookings, known jsonb) returns text
language plpgsql stable set search_path = ''
as $$
declare
  plan constant jsonb := private.visit_plan(visit);
begin
  return case
    when plan is not distinct from known then null
    when visit.status in ('on_site', 'paused', 'completed', 'closed', 'no_show') then null
    when plan is null and visit.status = 'cancelled' then 'visit.cancelled'
    when plan is null then null
    when known is null then 'visit.booked'
    else 'visit.moved'
  end;
end;
$$;
comment on function private.true_plan_event(public.bookings, jsonb) is
  'What a customer who knows this time must be told of the visit''s: booked, moved, cancelled or nothing (null).';
revoke execute on function private.true_plan_event(public.bookings, jsonb) from public;

create function private.message_untrue(visit public.bookings, intent public.notification_intents, event text)
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
$$;
comment on function private.message_untrue(public.bookings, public.notification_intents, text) is
  'Why a message does not say the truth any more: over, changed, unchanged; null when it does.';
revoke execute on function private.message_untrue(public.bookings, public.notification_intents, text) from public;

create function private.withdraw_message(org uuid, message uuid, intent uuid, reason text, person uuid default null)
returns void
language plpgsql volatile set search_path = ''
as $$
begin
  update public.notifications as n
  set status = 'withdrawn', updated_at = now()
  where n.org_id = org and n.id = message;
  update public.notification_intents as i
  set withdrawn_at = now(), withdrawn_reason = reason, withdrawn_by = person, data = i.data - 'code'
  where i.org_id = org and i.id = intent;
end;
$$;
comment on function private.withdraw_message(uuid, uuid, uuid, text, uuid) is 'Ends a message that is not to be sent.';
revoke execute on function private.withdraw_message(uuid, uuid, uuid, text, uuid) from public;

-- The event to send now, or the reason why none is.
create function private.judge_message(org uuid, intent public.notification_intents)
returns table (event text, reason text, told jsonb)
language plpgsql stable set search_path = ''
as $$
declare
  visit public.bookings;
begin
  event := intent.event;
  told := '{}';
  reason := private.message_bar(org, intent);
  if reason is null then
    select b.* into visit from public.bookings as b where b.org_id = org and b.id = intent.booking_id;
    if private.is_plan_event(event) then
      told := jsonb_build_object('plan', private.visit_plan(visit));
      event := private.true_plan_event(visit, private.told_plan(org, visit.id, intent.id));
      -- Perhaps it left already, before its worker died: once more the same, or nothing.
      if event is null or intent.told_at is not null and intent.told is distinct from told then
        reason := 'unchanged';
      end if;
    else
      reason := private.message_untrue(visit, intent, event);
      if event = 'visit.reminder' then
        told := jsonb_build_object('plan', private.visit_plan(visit));
      end if;
    end if;
  end if;
  return next;
end;
$$;
comment on function private.judge_message(uuid, public.notification_intents) is
  'What a message is now: its event and what it tells, or the reason not to send it.';
revoke execute on function private.judge_message(uuid, public.notification_intents) from public;

create function private.message_words(org uuid, event text, locale text) returns public.notification_templates
language plpgsql stable set search_path = ''
as $$
declare
  words public.notification_templates;
begin
  select t.* into words
  from public.notification_templates as t
  join public.organizations as o on o.id = org
  where t.org_id = org and t.event = message_words.event and t.channel = 'email'
  order by (t.locale = message_words.locale) desc, (t.locale = left(o.locale, 2)) desc, t.locale = 'en' desc
  limit 1;
  return words;
end;
$$;
comment on function private.message_words(uuid, text, text) is
  'The organization''s words in a language, else in its own, else in English.';
revoke execute on function private.message_words(uuid, text, text) from public;

-- The PDF comes some seconds after the work: a mail that names it waits for it, but not for ever.
create function private.waits_for_report(org uuid, intent public.notification_intents, event text) returns boolean
language plpgsql stable set search_path = ''
as $$
begin
  return event = 'visit.done' and intent.created_at > now() - interval '10 minutes' and exists (
    select
    from public.service_reports as r
    where r.org_id = org and r.booking_id = intent.booking_id and r.state = 'pending'
  );
end;
$$;
comment on function private.waits_for_report(uuid, public.notification_intents, text) is
  'Whether the report a message speaks of is still being made.';
revoke execute on function private.waits_for_report(uuid, public.notification_intents, text) from public;

create function ops.notification_mail(org uuid, notification uuid, domain text) returns jsonb
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
$$;
comment on function ops.notification_mail(uuid, uuid, text) is
  'What a due message says now, its link made; null when it is not due or withdrawn, because it is no longer true. '
  'Counts as told from here on. domain: of the Message-ID. Definer: the worker has no right on any table.';
revoke execute on function ops.notification_mail(uuid, uuid, text) from public;
grant execute on function ops.notification_mail(uuid, uuid, text) to callout_worker;

create function ops.notification_sent(org uuid, notification uuid, subject text, error text, is_permanent boolean)
returns boolean
language plpgsql volatile security definer set search_path = ''
as $$
declare
  message public.notifications;
begin
  update public.notifications as n
  set
    status = case
      when notification_sent.error is null then 'sent'
      when is_permanent then 'failed'
      else 'waiting'
    end,
    sent_at = case when notification_sent.error is null then now() end,
    subject = left(notification_sent.subject, 1000),
    error = left(notification_sent.error, 500),
    updated_at = now()
  where n.org_id = org and n.id = notification and n.status = 'sending'
  returning n.* into message;
  if not found then
    return false;
  end if;
  update public.notification_intents as i
  set
    told_at = case when message.status = 'sent' then i.told_at end,
    told = case when message.status = 'sent' then i.told end,
    data = case when message.status = 'waiting' then i.data else i.data - 'code' end
  where i.org_id = org and i.id = message.intent_id;
  return true;
end;
$$;
comment on function ops.notification_sent(uuid, uuid, text, text, boolean) is
  'How sending ended: error null when the server took it, else whether trying again is of no use; false when the message '
  'is not being sent any more. Definer: the worker has no right on any table.';
revoke execute on function ops.notification_sent(uuid, uuid, text, text, boolean) from public;
grant execute on function ops.notification_sent(uuid, uuid, text, text, boolean) to callout_worker;

-- What members see and do: messages with their state, "do not send", "send again", a message by hand, and the words.

create function private.message_rows(org uuid, ids uuid[]) returns setof jsonb
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
comment on function private.message_rows(uuid, uuid[]) is 'Messages as answers show them, in the order of the ids.';
revoke execute on function private.message_rows(uuid, uuid[]) from public;

create function public.list_notifications(filters jsonb, page_limit integer, after_key jsonb default null)
returns setof jsonb
language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_custom_plan
as $$
declare
  org constant uuid := private.require_org();
  wanted_booking constant uuid := (filters ->> 'booking_id')::uuid;
  wanted_customer constant uuid := (filters ->> 'customer_id')::uuid;
  wanted_status constant text := filters ->> 'status';
  after_at constant timestamptz := coalesce((after_key ->> 'created_at')::timestamptz, 'infinity');
  after_id constant uuid := coalesce((after_key ->> 'id')::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff');
  ids uuid[];
begin
  perform private.require_permission('read', 'notifications', 'all');
  select array_agg(l.id) into ids
  from (
    select n.id
    from public.notifications as n
    where n.org_id = org
      and (wanted_status is null or n.status = wanted_status)
      and (
        wanted_booking is null and wanted_customer is null
        or n.intent_id in (
          select i.id
          from public.notification_intents as i
          where i.org_id = org
            and (wanted_booking is null or i.booking_id = wanted_booking)
            and (wanted_customer is null or i.customer_id = wanted_customer)
        )
      )
      and (n.created_at, n.id) < (after_at, after_id)
    order by n.created_at desc, n.id desc
    limit private.page_size(page_limit)
  ) as l;
  return query select r from private.message_rows(org, coalesce(ids, '{}')) as r;
end;
$$;
comment on function public.list_notifications(jsonb, integer, jsonb) is
  'Messages, latest first; filters: booking_id, customer_id, status; after_key: {created_at, id}. '
  'Definer: nobody is granted the tables, because codes lie in them for a moment.';
revoke execute on function public.list_notifications(jsonb, integer, jsonb) from public, anon;
grant execute on function public.list_notifications(jsonb, integer, jsonb) to authenticated;

create function private.lock_message(org uuid, wanted uuid) returns public.notifications
language plpgsql volatile set search_path = ''
as $$
declare
  message public.notifications;
begin
  select n.* into message from public.notifications as n where n.org_id = org and n.id = wanted for update;
  if not found then
    raise exception 'not_found: There is no such message.' using errcode = 'CO404', hint = 'id';
  end if;
  return message;
end;
$$;
comment on function private.lock_message(uuid, uuid) is 'Locks a message; raises CO404.';
revoke execute on function private.lock_message(uuid, uuid) from public;

create function public.withdraw_notification(payload jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  answer jsonb;
  message public.notifications;
begin
  perform private.require_permission('update', 'notifications', 'all');
  answer := private.claim_idempotency('withdraw_notification', payload, org);
  if answer is not null then
    return answer;
  end if;
  message := private.lock_message(org, (payload ->> 'id')::uuid);
  if message.status <> 'waiting' then
    raise exception 'message_left: This message does not wait any more.' using errcode = 'CO409', hint = 'id';
  end if;
  perform private.withdraw_message(org, message.id, message.intent_id, 'by_hand', private.current_user_id());
  return private.remember_answer(org, 200, (select r from private.message_rows(org, array[message.id]) as r));
end;
$$;
comment on function public.withdraw_notification(jsonb) is
  'Does not send a waiting message {id}; answers it. Definer: nobody writes messages by hand.';
revoke execute on function public.withdraw_notification(jsonb) from public, anon;
grant execute on function public.withdraw_notification(jsonb) to authenticated;

create function public.retry_notification(payload jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  answer jsonb;
  message public.notifications;
  intent public.notification_intents;
begin
  perform private.require_permission('update', 'notifications', 'all');
  answer := private.claim_idempotency('retry_notification', payload, org);
  if answer is not null then
    return answer;
  end if;
  message := private.lock_message(org, (payload ->> 'id')::uuid);
  select i.* into intent from public.notification_intents as i where i.org_id = org and i.id = message.intent_id;
  -- What a missing address or a switch held up may go once that is mended.
  if message.status <> 'failed' and not (
    message.status = 'withdrawn' and intent.withdrawn_reason in ('no_address', 'do_not_contact', 'switched_off')
  ) then
    raise exception 'message_not_failed: Only a message that failed is sent again.' using errcode = 'CO409', hint = 'id';
  end if;
  update public.notifications as n
  set status = 'waiting', not_before = now(), error = null, updated_at = now()
  where n.org_id = org and n.id = message.id;
  update public.notification_intents as i
  set withdrawn_at = null, withdrawn_reason = null, withdrawn_by = null
  where i.org_id = org and i.id = intent.id;
  perform private.enqueue_mail(org, message.id, now());
  return private.remember_answer(org, 200, (select r from private.message_rows(org, array[message.id]) as r));
end;
$$;
comment on function public.retry_notification(jsonb) is
  'Tries a failed message {id} again; answers it. Definer: nobody writes messages by hand.';
revoke execute on function public.retry_notification(jsonb) from public, anon;
grant execute on function public.retry_notification(jsonb) to authenticated;

create function public.send_message(payload jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  answer jsonb;
  visit public.bookings;
  wanted constant text := payload ->> 'event';
  bar text;
  draft public.notification_intents;
  late integer;
  made uuid;
begin
  perform private.require_permission('create', 'notifications', 'all');
  answer := private.claim_idempotency('send_message', payload, org);
  if answer is not null then
    return answer;
  end if;
  perform private.require_permission('read', 'bookings', 'all');
  select b.* into visit from public.bookings as b where b.org_id = org and b.id = (payload ->> 'booking_id')::uuid;
  if not found then
    raise exception 'not_found: There is no such visit.' using errcode = 'CO404', hint = 'id';
  end if;
  perform from private.message_events as e where e.event = wanted and e.is_manual;
  if not found then
    raise exception 'invalid: This message is not sent by hand.' using errcode = 'CO422', hint = 'event';
  end if;
  draft.org_id := org;
  draft.id := private.uuid_v7();
  draft.booking_id := visit.id;
  draft.created_at := now();
  select j.customer_id into draft.customer_id
  from public.jobs as j where j.org_id = org and j.id = visit.job_id;
  bar := coalesce(private.message_bar(org, draft), private.message_untrue(visit, draft, wanted));
  if bar is not null then
    raise exception 'message_refused: This message cannot be sent now (%).', bar using errcode = 'CO409', hint = bar;
  end if;
  if wanted = 'visit.late' then
    select l.late_min into late
    from private.lateness(org, array[visit.id]) as l where l.booking_id = visit.id;
    late := coalesce((payload ->> 'minutes')::integer, private.minutes_to_tell(late));
  end if;
  made := private.queue_message(
    org, wanted, visit.id, jsonb_strip_nulls(jsonb_build_object('minutes', late)), now()
  );
  return private.remember_answer(org, 201, (select r from private.message_rows(org, array[made]) as r));
end;
$$;
comment on function public.send_message(jsonb) is
  'Sends {booking_id, event visit.late|visit.reminder|portal.link, minutes?} at once; answers the message, or raises '
  'CO409 message_refused with the reason. Definer: nobody writes messages by hand.';
revoke execute on function public.send_message(jsonb) from public, anon;
grant execute on function public.send_message(jsonb) to authenticated;

-- Who signs may have the signed report sent to him: one address, given on the technician's phone with the signature. It
-- lies with the message until that has left, and in no journal. The report leaves when its PDF holds the signature, which
-- may be hours later where the phone had no signal; a message that waits in vain is a failed one after two weeks.

insert into private.message_events (event, position, variables, needs, is_manual)
values ('report.signed', 13, '{signer,company,technician,day,service,site}', null, false);

insert into private.default_notification_templates (event, locale, subject, body)
values
  (
    'report.signed', 'en', 'Your signed report: {{service}}',
    $$Hello {{signer}},

you find the report that you signed on {{day}} attached to this mail.

{{service}}
{{site}}

{{company}}$$
  ),
  (
    'report.signed', 'de', 'Ihr unterschriebener Bericht: {{service}}',
    $$Guten Tag {{signer}},

den Bericht, den Sie am {{day}} unterschrieben haben, finden Sie im Anhang.

{{service}}
{{site}}

{{company}}$$
  );

select private.copy_default_templates(o.id) from public.organizations as o where o.deleted_at is null;

create function private.promise_report(
  org uuid, visit public.bookings, signature uuid, address text, signer text
) returns void
language plpgsql volatile set search_path = ''
as $$
begin
  if address is not null then
    perform private.queue_message(
      org, 'report.signed', visit.id,
      jsonb_build_object('key', signature, 'email', address, 'name', private.trimmed(signer)),
      now() + interval '14 days'
    );
  end if;
  -- A signature that a person let in later comes into the report of a visit that is over.
  if visit.status in ('completed', 'closed') then
    perform private.request_report(org, visit.id);
  end if;
end;
$$;
comment on function private.promise_report(uuid, public.bookings, uuid, text, text) is
  'Has the signed report sent to an address, null for none, as soon as there is one.';
revoke execute on function private.promise_report(uuid, public.bookings, uuid, text, text) from public;

create function private.send_signed_reports() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  made record;
  document jsonb;
begin
  for made in
    select n.org_id, n.booking_id, n.document_sha256
    from new_rows as n
    join old_rows as o on o.org_id = n.org_id and o.id = n.id
    where n.state = 'ready' and o.state <> 'ready' and exists (
      select
      from public.notification_intents as i
      where i.org_id = n.org_id and i.booking_id = n.booking_id and i.event = 'report.signed' and i.told_at is null
        and i.withdrawn_at is null
    )
  loop
    document := private.report_document(made.org_id, made.booking_id);
    -- The picture of the signature is in it, and nothing changed while it was drawn: else the next one is awaited.
    if document #>> '{signature,file_id}' is not null and private.document_sum(document) = made.document_sha256 then
      perform private.send_waiting_reports(made.org_id, made.booking_id);
    end if;
  end loop;
  return null;
end;
$$;
comment on function private.send_signed_reports() is
  'A PDF with the signature lets the messages go that wait for it. Definer: messages are written by functions only.';
revoke execute on function private.send_signed_reports() from public;

create function private.send_waiting_reports(org uuid, booking uuid) returns void
language plpgsql volatile set search_path = ''
as $$
declare
  sent bigint;
begin
  with due as (
    update public.notifications as n
    set not_before = now(), updated_at = now()
    from public.notification_intents as i
    where i.org_id = org and i.booking_id = booking and i.event = 'report.signed' and i.withdrawn_at is null
      and n.org_id = org and n.intent_id = i.id and n.status = 'waiting' and n.not_before > now()
    returning n.id
  )
  select count(private.enqueue_mail(org, d.id, now())) into sent from due as d;
end;
$$;
comment on function private.send_waiting_reports(uuid, uuid) is 'Has the signed reports of a visit sent now.';
revoke execute on function private.send_waiting_reports(uuid, uuid) from public;

create trigger send_signed_reports after update on public.service_reports
  referencing old table as old_rows new table as new_rows
  for each statement execute function private.send_signed_reports();

create function ops.signed_report(org uuid, notification uuid) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
begin
  return (
    select jsonb_build_object(
      'signer', i.data -> 'name', 'name', f.name, 'path', f.path, 'size_bytes', f.size_bytes
    )
    from public.notifications as n
    join public.notification_intents as i on i.org_id = org and i.id = n.intent_id
    join public.service_reports as r on r.org_id = org and r.booking_id = i.booking_id and r.state = 'ready'
    join public.file_storage as f on f.org_id = org and f.id = r.file_id
    where n.org_id = org and n.id = notification and i.event = 'report.signed'
    order by r.revision desc
    limit 1
  );
end;
$$;
comment on function ops.signed_report(uuid, uuid) is
  '{signer, name, path, size_bytes} of the PDF that goes along with a message; null for none. '
  'Definer: the worker has no right on any table.';
revoke execute on function ops.signed_report(uuid, uuid) from public;
grant execute on function ops.signed_report(uuid, uuid) to callout_worker;

create or replace function private.message_address(org uuid, intent public.notification_intents) returns text
language plpgsql stable set search_path = ''
as $$
begin
  -- Who signed said where to: that is not always the customer.
  if intent.customer_id is null or intent.event = 'report.signed' then
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

create or replace function private.message_bar(org uuid, intent public.notification_intents) returns text
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
    -- A report that was asked for a moment ago is an answer.
    elsif customer.do_not_contact and intent.event is distinct from 'report.signed' then
      return 'do_not_contact';
    end if;
  end if;
  if private.message_address(org, intent) is null then
    return 'no_address';
  end if;
  return null;
end;
$$;

create or replace function private.withdraw_message(org uuid, message uuid, intent uuid, reason text, person uuid default null)
returns void
language plpgsql volatile set search_path = ''
as $$
begin
  update public.notifications as n
  set status = 'withdrawn', updated_at = now()
  where n.org_id = org and n.id = message;
  update public.notification_intents as i
  set withdrawn_at = now(), withdrawn_reason = reason, withdrawn_by = person,
    data = i.data - 'code' - case when i.event = 'report.signed' then 'email' else '' end
  where i.org_id = org and i.id = intent;
end;
$$;

create or replace function ops.notification_sent(org uuid, notification uuid, subject text, error text, is_permanent boolean)
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
    data = case
      when message.status = 'waiting' then i.data
      -- The address was for this sending; the line of the message says for its month where it went.
      when message.status = 'sent' and i.event = 'report.signed' then i.data - 'email'
      else i.data - 'code'
    end
  where i.org_id = org and i.id = message.intent_id;
  return true;
end;
$$;

create or replace function private.take_operation(org uuid, op public.offline_sync_queue) returns jsonb
language plpgsql volatile set search_path = '' set plan_cache_mode = force_generic_plan
as $$
declare
  known public.offline_sync_queue;
  outcome jsonb;
begin
  select q.* into known
  from public.offline_sync_queue as q
  where q.org_id = org and q.user_id = op.user_id and q.op_id = op.op_id;
  if found then
    -- The address of who signed is not kept: a repetition may still carry it.
    if (known.kind, known.entity, known.entity_id, known.payload - 'email', known.device_time)
      is distinct from (op.kind, op.entity, op.entity_id, op.payload - 'email', op.device_time) then
      return jsonb_build_object(
        'op_id', op.op_id, 'result', 'rejected', 'code', 'op_mismatch',
        'detail', jsonb_build_object('message', 'This operation was another one.')
      );
    end if;
    return jsonb_build_object(
      'op_id', op.op_id, 'result', known.result, 'code', known.code, 'detail', known.detail
    );
  end if;
  op.booking_id := private.operation_target(org, op);
  if exists (select from private.sync_kinds as k where k.kind = op.kind and k.entity <> op.entity) then
    outcome := jsonb_build_object('result', 'rejected', 'code', 'invalid', 'detail', '{"field": "entity"}'::jsonb);
  else
    outcome := private.attempt_operation(org, op, false);
  end if;
  if outcome ->> 'result' in ('applied', 'merged') then
    op.payload := op.payload - 'email';
  end if;
  perform private.keep_operation(org, op, outcome);
  return jsonb_build_object('op_id', op.op_id) || (outcome - 'office');
end;
$$;

create or replace function private.do_signature(org uuid, op public.offline_sync_queue, is_office boolean) returns jsonb
language plpgsql volatile set search_path = ''
as $$
declare
  signed constant public.bookings := private.operation_booking(org, op, is_office, op.booking_id);
  report constant jsonb := private.visit_report(org, signed.id);
  context constant jsonb := case when is_office then '{}' else private.request_context() end;
  address constant text := lower(private.trimmed(op.payload ->> 'email'));
begin
  perform private.require_permission(
    (case when is_office then 'update' else 'create' end)::public.permission_type, 'signatures'
  );
  perform from public.digital_signatures as g where g.org_id = org and g.id = op.entity_id;
  if found then
    return '{"result": "applied"}';
  end if;
  if jsonb_typeof(op.payload -> 'report') is distinct from 'object'
    or private.report_sha256(op.payload -> 'report') is distinct from op.payload ->> 'report_sha256' then
    perform private.invalid('invalid', 'The sum is not that of the report.', 'report_sha256');
  end if;
  if address is not null
    and (op.payload ->> 'kind' <> 'customer' or length(address) > 254
      or address !~ '^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>"]+$') then
    perform private.invalid('invalid', 'This is no e-mail address of who signed.', 'email');
  end if;
  -- Before the comparison, so that the bytes are welcome also where a person decides about the rest.
  if op.payload ->> 'kind' = 'customer' then
    perform private.expect_file(org, op.user_id, op.payload -> 'file');
  end if;
  if not is_office and private.canonical_json(report) <> private.canonical_json(op.payload -> 'report') then
    return jsonb_build_object(
      'result', 'conflict', 'code', 'report_changed', 'office', jsonb_build_object('report', report),
      'detail', jsonb_build_object('message', 'The report has changed since it was shown.')
    );
  end if;
  insert into public.digital_signatures (
    org_id, id, booking_id, kind, signer_name, file_id, absent_reason, report, report_sha256, signed_at, ip, user_agent,
    device_id, created_by
  )
  values (
    org, op.entity_id, signed.id, op.payload ->> 'kind', private.trimmed(op.payload ->> 'signer_name'),
    case when op.payload ->> 'kind' = 'customer' then (op.payload -> 'file' ->> 'id')::uuid end,
    private.trimmed(op.payload ->> 'absent_reason'), op.payload -> 'report', op.payload ->> 'report_sha256',
    (op.payload ->> 'signed_at')::timestamptz, private.to_inet(context ->> 'ip'), left(context ->> 'user_agent', 500),
    op.device_id, op.user_id
  );
  perform private.promise_report(org, signed, op.entity_id, address, op.payload ->> 'signer_name');
  if is_office then
    update public.offline_sync_queue as q
    set payload = q.payload - 'email'
    where q.org_id = org and q.op_id = op.op_id and q.payload ? 'email';
  end if;
  return '{"result": "applied"}';
end;
$$;

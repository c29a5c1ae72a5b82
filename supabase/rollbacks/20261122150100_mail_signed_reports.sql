-- Undoes "mail signed reports". Messages that wait go with their event.
drop trigger send_signed_reports on public.service_reports;
create or replace function private.do_signature(org uuid, op public.offline_sync_queue, is_office boolean) returns jsonb
language plpgsql volatile set search_path = ''
as $$
declare
  signed constant public.bookings := private.operation_booking(org, op, is_office, op.booking_id);
  report constant jsonb := private.visit_report(org, signed.id);
  context constant jsonb := case when is_office then '{}' else private.request_context() end;
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
  return '{"result": "applied"}';
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
    if (known.kind, known.entity, known.entity_id, known.payload, known.device_time)
      is distinct from (op.kind, op.entity, op.entity_id, op.payload, op.device_time) then
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
  perform private.keep_operation(org, op, outcome);
  return jsonb_build_object('op_id', op.op_id) || (outcome - 'office');
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
    data = case when message.status = 'waiting' then i.data else i.data - 'code' end
  where i.org_id = org and i.id = message.intent_id;
  return true;
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
  set withdrawn_at = now(), withdrawn_reason = reason, withdrawn_by = person, data = i.data - 'code'
  where i.org_id = org and i.id = intent;
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
create or replace function private.message_address(org uuid, intent public.notification_intents) returns text
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
drop function ops.signed_report(uuid, uuid);
drop function private.send_waiting_reports(uuid, uuid);
drop function private.send_signed_reports();
drop function private.promise_report(uuid, public.bookings, uuid, text, text);
delete from public.notification_intents where event = 'report.signed';
delete from public.notification_templates where event = 'report.signed';
delete from private.default_notification_templates where event = 'report.signed';
delete from private.message_events where event = 'report.signed';

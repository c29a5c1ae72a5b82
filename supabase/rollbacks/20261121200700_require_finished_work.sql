-- Undoes "require finished work".
create or replace function private.step_list(org uuid, booking uuid) returns jsonb
language plpgsql stable set search_path = ''
as $$
begin
  return (
    select coalesce(
      jsonb_agg(
        jsonb_build_object(
          'from', h.from_status, 'to', h.to_status, 'reason', h.reason, 'at', h.created_at, 'device_time', h.device_time,
          'actor', jsonb_build_object('kind', h.actor_kind, 'id', h.actor_id, 'name', a.name), 'skipped', to_jsonb(h.skipped)
        )
        order by h.booking_version
      ),
      '[]'
    )
    from public.booking_status_history as h
    left join public.profiles as a on a.id = h.actor_id and h.actor_kind = 'user'
    where h.org_id = org and h.booking_id = booking
  );
end;
$$;

create or replace function private.note_step(was public.bookings, step private.booking_transitions, payload jsonb) returns void
language plpgsql volatile set search_path = ''
as $$
declare
  actor record := private.current_actor();
begin
  insert into public.booking_status_history (
    org_id, booking_id, booking_version, from_status, to_status, reason, skipped, actor_kind, actor_id, device_time, op_id
  )
  values (
    was.org_id, was.id, was.version + 1, step.from_status, step.to_status,
    coalesce(nullif(btrim(payload ->> 'outcome_reason'), ''), nullif(btrim(payload ->> 'reason'), '')),
    step.skipped, actor.kind, actor.id, (payload ->> 'device_time')::timestamptz, (payload ->> 'op_id')::uuid
  );
end;
$$;

create or replace function private.require_step(was public.bookings, payload jsonb) returns private.booking_transitions
language plpgsql stable set search_path = ''
as $$
declare
  wanted constant text := payload ->> 'to';
  scope constant text := private.permission_scope('update', 'bookings');
  step private.booking_transitions;
begin
  select t.* into step
  from private.booking_transitions as t
  where t.from_status = was.status and t.to_status = wanted;
  if not found then
    perform private.refuse_step(was.status, coalesce(wanted, 'nothing'));
  end if;
  if step.permission <> 'update' then
    perform private.require_permission(step.permission, 'bookings', 'all');
  elsif scope = 'own' and not step.is_field then
    perform private.require_permission('update', 'bookings', 'all');
  end if;
  if step.needs_reason and nullif(btrim(payload ->> 'reason'), '') is null then
    perform private.invalid('reason_required', 'Say why.', 'reason');
  end if;
  if wanted = 'scheduled' then
    perform private.invalid('times_needed', 'A visit is scheduled by giving it a time.', 'starts_at');
  end if;
  if not was.is_assigned and wanted not in ('unscheduled', 'cancelled', 'no_show') then
    perform private.invalid('assignment_needed', 'Nobody is assigned to this visit.', 'assignments');
  end if;
  if wanted = 'completed' and coalesce(payload ->> 'outcome', 'done') = 'incomplete'
    and nullif(btrim(concat(payload ->> 'outcome_reason', payload ->> 'reason')), '') is null then
    perform private.invalid('reason_required', 'Say what is left to do.', 'outcome_reason');
  end if;
  return step;
end;
$$;

create or replace function private.is_setting(shipped private.default_settings, value jsonb) returns boolean
language sql immutable set search_path = ''
as $$
  select case
    when shipped.least is not null then
      case when jsonb_typeof(value) = 'number' then
        (value #>> '{}')::numeric between shipped.least and shipped.most
        -- Whole where the shipped one is whole.
        and (shipped.value::text ~ '[.]' or value::text ~ '^[0-9]+$')
      else false end
    when jsonb_typeof(value) = 'null' then true
    when jsonb_typeof(value) <> 'object' then false
    else value - array['max_minutes', 'max_visits', 'urgent_reserve_min'] = '{}'
      and not exists (
        select
        from jsonb_each(value) as limits
        where jsonb_typeof(limits.value) <> 'null' and limits.value::text !~ '^[0-9]{1,6}$'
      )
  end
$$;

alter table public.booking_status_history drop column waived;
drop function private.visit_missing(uuid, uuid);
drop function private.checklist_missing(jsonb, jsonb, text[]);
drop function private.shown_items(jsonb, jsonb);
delete from public.system_settings where category = 'field' and name = 'signature_required';
delete from private.default_settings where category = 'field' and name = 'signature_required';

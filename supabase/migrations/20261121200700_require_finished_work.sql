-- Done means done: required questions of required checklists answered, required photos taken and, where the organization
-- asks for one, a signature. Incomplete may skip them and says why. Who may approve may complete a visit without; the
-- history then says what was waived.

insert into private.default_settings (category, name, value) values ('field', 'signature_required', 'false');

-- A switch is on or off.
create or replace function private.is_setting(shipped private.default_settings, value jsonb) returns boolean
language sql immutable set search_path = ''
as $$
  select case
    when jsonb_typeof(shipped.value) = 'boolean' then jsonb_typeof(value) = 'boolean'
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

-- A question is shown while the one it depends on is shown and answered so. lib/job-checklists/rules.ts says the same.
create function private.shown_items(items jsonb, answers jsonb) returns setof jsonb
language plpgsql immutable set search_path = ''
as $$
declare
  item jsonb;
  shown text[] := '{}';
begin
  for item in select e.value from jsonb_array_elements(items) with ordinality as e (value, place) order by e.place loop
    if not item ? 'show_if' or (
      item -> 'show_if' ->> 'key' = any (shown)
      and answers -> (item -> 'show_if' ->> 'key') -> 'value' is not distinct from item -> 'show_if' -> 'equals'
    ) then
      shown := shown || (item ->> 'key');
      return next item;
    end if;
  end loop;
end;
$$;
comment on function private.shown_items(jsonb, jsonb) is 'The questions of a checklist that are asked, in their order.';
revoke execute on function private.shown_items(jsonb, jsonb) from public;

-- "Not possible" with a note counts: who could not reach the valve has said so, and must not be stopped by it.
create function private.checklist_missing(items jsonb, answers jsonb, photo_keys text[]) returns text[]
language plpgsql immutable set search_path = ''
as $$
begin
  return array(
    select i.item ->> 'key'
    from private.shown_items(items, answers) with ordinality as i (item, place)
    where (i.item ->> 'required')::boolean
      and not coalesce(answers -> (i.item ->> 'key') ->> 'note' ~ '\S', false)
      and not case
        when i.item ->> 'kind' = 'photo' then i.item ->> 'key' = any (photo_keys)
        else coalesce(answers -> (i.item ->> 'key') ->> 'value' ~ '\S', false)
      end
    order by i.place
  );
end;
$$;
comment on function private.checklist_missing(jsonb, jsonb, text[]) is
  'Keys of required questions that are asked and still open; photo_keys: those a photo was taken for.';
revoke execute on function private.checklist_missing(jsonb, jsonb, text[]) from public;

-- Photos count for the visit they were taken at: they show how it was left that day.
create function private.visit_missing(org uuid, booking uuid) returns jsonb
language plpgsql stable set search_path = '' set plan_cache_mode = force_generic_plan
as $$
declare
  missing jsonb;
begin
  select coalesce(
    jsonb_agg(
      jsonb_build_object(
        'kind', 'item', 'checklist_id', c.id, 'key', open_item.key,
        'label', (
          select e.value ->> 'label'
          from jsonb_array_elements(c.items) as e
          where e.value ->> 'key' = open_item.key
        )
      )
      order by c.id, open_item.place
    ),
    '[]'
  )
  into missing
  from public.bookings as b
  join public.job_checklists as c on c.org_id = org and c.job_id = b.job_id and c.is_required
  cross join lateral unnest(private.checklist_missing(c.items, c.answers, array(
    select p.item_key
    from public.field_photos as p
    where p.org_id = org and p.booking_id = b.id and p.checklist_id = c.id and p.deleted_at is null
      and p.item_key is not null
  ))) with ordinality as open_item (key, place)
  where b.org_id = org and b.id = booking;
  if private.setting(org, 'field', 'signature_required') = 'true' and not exists (
    select from public.digital_signatures as s where s.org_id = org and s.booking_id = booking
  ) then
    missing := missing || '[{"kind": "signature"}]'::jsonb;
  end if;
  return missing;
end;
$$;
comment on function private.visit_missing(uuid, uuid) is
  '[{kind: item, checklist_id, key, label} | {kind: signature}]: what keeps a visit from being done.';
revoke execute on function private.visit_missing(uuid, uuid) from public;

alter table public.booking_status_history add column waived text[] not null default '{}';
comment on column public.booking_status_history.waived is
  'What was asked for and missing when somebody of the office called the visit done: labels of questions, "signature".';

-- As it was, and done asks for the work. Order matters: a step that is none is named as such before anything about it
-- is asked for.
create or replace function private.require_step(was public.bookings, payload jsonb) returns private.booking_transitions
language plpgsql stable set search_path = ''
as $$
declare
  wanted constant text := payload ->> 'to';
  scope constant text := private.permission_scope('update', 'bookings');
  step private.booking_transitions;
  missing jsonb;
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
  if wanted = 'completed' and coalesce(payload ->> 'outcome', 'done') = 'incomplete' then
    if nullif(btrim(concat(payload ->> 'outcome_reason', payload ->> 'reason')), '') is null then
      perform private.invalid('reason_required', 'Say what is left to do.', 'outcome_reason');
    end if;
  elsif wanted = 'completed' and private.permission_scope('approve', 'bookings') is distinct from 'all' then
    missing := private.visit_missing(was.org_id, was.id);
    if missing <> '[]' then
      raise exception 'incomplete: Something that is required is still missing.'
        using errcode = 'CO409', hint = 'outcome', detail = jsonb_build_object('missing', missing)::text;
    end if;
  end if;
  return step;
end;
$$;
comment on function private.require_step(public.bookings, jsonb) is
  'The step of a transition; raises CO409 illegal_step or incomplete, 42501 or CO422 where it cannot be taken.';

create or replace function private.note_step(was public.bookings, step private.booking_transitions, payload jsonb)
returns void
language plpgsql volatile set search_path = ''
as $$
declare
  actor record := private.current_actor();
  waived text[] := '{}';
begin
  if step.to_status = 'completed' and coalesce(payload ->> 'outcome', 'done') = 'done' then
    waived := array(
      select coalesce(m.value ->> 'label', m.value ->> 'kind')
      from jsonb_array_elements(private.visit_missing(was.org_id, was.id)) as m
    );
  end if;
  insert into public.booking_status_history (
    org_id, booking_id, booking_version, from_status, to_status, reason, skipped, actor_kind, actor_id, device_time,
    op_id, waived
  )
  values (
    was.org_id, was.id, was.version + 1, step.from_status, step.to_status,
    coalesce(nullif(btrim(payload ->> 'outcome_reason'), ''), nullif(btrim(payload ->> 'reason'), '')),
    step.skipped, actor.kind, actor.id, (payload ->> 'device_time')::timestamptz, (payload ->> 'op_id')::uuid, waived
  );
end;
$$;

create or replace function private.step_list(org uuid, booking uuid) returns jsonb
language plpgsql stable set search_path = ''
as $$
begin
  return (
    select coalesce(
      jsonb_agg(
        jsonb_build_object(
          'from', h.from_status, 'to', h.to_status, 'reason', h.reason, 'at', h.created_at, 'device_time', h.device_time,
          'actor', jsonb_build_object('kind', h.actor_kind, 'id', h.actor_id, 'name', a.name),
          'skipped', to_jsonb(h.skipped), 'waived', to_jsonb(h.waived)
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

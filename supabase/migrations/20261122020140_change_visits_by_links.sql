-- A customer moves his visit to the time he keeps, asks the office for another one, or calls it off.

-- Who goes after the customer took what his link keeps: the same people, as the day has them, where the hold is theirs;
-- else whoever is new in it, with the visit's things.
create function private.people_of_hold(org uuid, booking public.bookings, hold public.booking_holds) returns jsonb
language plpgsql stable set search_path = ''
as $$
declare
  kept constant uuid[] := array(
    select distinct o.resource_id from public.resource_occupancy as o where o.org_id = org and o.hold_id = hold.id
  );
  same constant uuid[] := private.same_people(org, booking, hold.starts_at, hold.ends_at);
begin
  if kept <@ same then
    return null;
  end if;
  return (
    select jsonb_agg(jsonb_build_object('resource_id', r.id) order by r.kind <> 'technician', r.id)
    from public.bookable_resources as r
    where r.org_id = org
      and (
        r.id = any (kept) and r.kind = 'technician'
        or r.id = any (private.resource_ids(booking.assigned)) and r.kind <> 'technician'
      )
  );
end;
$$;
comment on function private.people_of_hold(uuid, public.bookings, public.booking_holds) is
  'Assignments for whom a link''s hold keeps free; null for the same people as now.';
revoke execute on function private.people_of_hold(uuid, public.bookings, public.booking_holds) from public;

-- The visit at the time its link keeps, placed by the office's own lines. What the customer chose is what he is promised
-- from now on, and nobody has to ask him whether he will be there.
create function private.move_to_hold(org uuid, was public.bookings, hold public.booking_holds) returns jsonb
language plpgsql volatile set search_path = ''
as $$
declare
  told constant jsonb := private.told_for(org, was, hold.starts_at, hold.ends_at);
  people constant jsonb := private.people_of_hold(org, was, hold);
  b public.bookings;
begin
  b := private.plan_booking(org, was, jsonb_strip_nulls(jsonb_build_object(
    'starts_at', hold.starts_at, 'ends_at', hold.ends_at, 'arrival_window', told, 'assignments', people,
    'confirmed', true
  )));
  b.promised_starts_at := b.window_starts_at;
  b.promised_ends_at := b.window_ends_at;
  perform private.lock_times(
    org, private.resource_ids(was.assigned) || private.resource_ids(b.assigned),
    array[private.period_of(was), private.period_of(b)]
  );
  perform private.take_over_hold(org, hold.id);
  b := private.require_free(org, was, b, array[was.id], null, 'hold_id');
  perform private.write_plans(org, array[b]);
  return told;
exception
  when exclusion_violation then
    perform private.refuse_taken_slot();
  when sqlstate 'CO409' or sqlstate 'CO422' then
    -- Both would name who is in the way, or who is not in use any more.
    perform private.refuse_taken_slot();
end;
$$;
comment on function private.move_to_hold(uuid, public.bookings, public.booking_holds) is
  'Moves a visit to the time its link keeps; answers the window that is told; raises CO409 slot_taken.';
revoke execute on function private.move_to_hold(uuid, public.bookings, public.booking_holds) from public;

create function private.require_message_rate(link uuid) returns void
language plpgsql volatile set search_path = ''
as $$
declare
  rate constant jsonb := private.take_rate('portal_message:' || link, 10, 3600, 10);
begin
  if not (rate ->> 'allowed')::boolean then
    raise exception 'too_many: That were many messages. Please wait a little or call.'
      using errcode = 'CO429', hint = rate ->> 'retry_after_s';
  end if;
end;
$$;
comment on function private.require_message_rate(uuid) is 'Ten messages an hour through a link; raises CO429.';
revoke execute on function private.require_message_rate(uuid) from public;

-- The customer's words, on the visit's timeline.
create function private.insert_customer_message(org uuid, booking uuid, body text) returns jsonb
language plpgsql volatile set search_path = ''
as $$
declare
  made public.activities;
begin
  insert into public.activities (org_id, kind, author_kind, body, booking_id)
  values (org, 'message', 'customer', insert_customer_message.body, booking)
  returning * into made;
  insert into private.outbox (org_id, type, entity, entity_id, data)
  values (
    org, 'message.received', 'activity', made.id,
    jsonb_build_object('id', made.id, 'booking_id', booking, 'changed', '[]'::jsonb)
  );
  return jsonb_build_object('id', made.id, 'from', 'customer', 'body', made.body, 'at', made.created_at);
end;
$$;
comment on function private.insert_customer_message(uuid, uuid, text) is
  'A message of the customer about a visit; answers {id, from, body, at}.';
revoke execute on function private.insert_customer_message(uuid, uuid, text) from public;

-- Times wished for, in words, at the place's clock: a person reads them.
create function private.wishes_text(org uuid, booking public.bookings, wishes jsonb, note text) returns text
language plpgsql stable set search_path = ''
as $$
declare
  zone constant text := (
    select p.time_zone
    from public.jobs as j
    join public.properties as p on p.org_id = org and p.id = j.property_id
    where j.org_id = org and j.id = booking.job_id
  );
  head constant text := case
    when (select o.locale from public.organizations as o where o.id = org) like 'de%' then 'Bitte ein anderer Termin:'
    else 'Another time, please:'
  end;
begin
  return concat_ws(E'\n', head, (
    select string_agg(
      to_char(w.starts_at at time zone zone, 'YYYY-MM-DD HH24:MI') || '–'
        || to_char(
          w.ends_at at time zone zone,
          case
            when (w.starts_at at time zone zone)::date = (w.ends_at at time zone zone)::date then 'HH24:MI'
            else 'YYYY-MM-DD HH24:MI'
          end
        ),
      E'\n' order by w.starts_at
    )
    from jsonb_to_recordset(wishes) as w (starts_at timestamptz, ends_at timestamptz)
  ), nullif(btrim(note), ''));
end;
$$;
comment on function private.wishes_text(uuid, public.bookings, jsonb, text) is 'A wish for another time as a message.';
revoke execute on function private.wishes_text(uuid, public.bookings, jsonb, text) from public;

create function private.require_wishes(payload jsonb) returns void
language plpgsql immutable set search_path = ''
as $$
begin
  if jsonb_typeof(payload -> 'wishes') <> 'array' or jsonb_array_length(payload -> 'wishes') not between 1 and 3
    or length(payload ->> 'note') > 2000 then
    perform private.invalid('invalid', 'Name one to three times.', 'wishes');
  end if;
  if exists (
    select
    from jsonb_to_recordset(payload -> 'wishes') as w (starts_at timestamptz, ends_at timestamptz)
    where num_nulls(w.starts_at, w.ends_at) > 0 or w.ends_at <= w.starts_at
  ) then
    perform private.invalid('invalid', 'A time ends after it begins.', 'wishes');
  end if;
end;
$$;
comment on function private.require_wishes(jsonb) is 'Raises CO422 unless {wishes} are one to three times.';
revoke execute on function private.require_wishes(jsonb) from public;

-- Either a time the link keeps, taken at once, or wishes for the office to look at: those may also come too late, when
-- only a person can still help.
create function public.portal_reschedule(payload jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  me record := private.lock_portal_link('reschedule');
  answer jsonb := private.known_portal_answer(me.org_id, me.link_id, 'reschedule', payload);
  was public.bookings;
  hold public.booking_holds;
begin
  if answer is not null then
    return answer;
  end if;
  was := private.lock_booking(me.org_id, me.booking_id);
  if payload ? 'wishes' then
    perform private.require_wishes(payload);
    if was.status not in ('unscheduled', 'scheduled', 'dispatched') then
      raise exception 'not_movable: This appointment cannot be changed here any more.'
        using errcode = 'CO409', hint = 'status';
    end if;
    perform private.require_message_rate(me.link_id);
    perform private.insert_customer_message(
      me.org_id, was.id, private.wishes_text(me.org_id, was, payload -> 'wishes', payload ->> 'note')
    );
    answer := jsonb_build_object('request', jsonb_build_object('wishes', payload -> 'wishes', 'note', payload -> 'note'));
  else
    perform private.require_portal_change(was, me.scopes, 'reschedule');
    select h.* into hold
    from public.booking_holds as h
    where h.org_id = me.org_id
      and h.id = private.to_uuid(payload ->> 'hold_id')
      and h.principal = private.link_principal()
      and h.expires_at > clock_timestamp();
    if not found then
      raise exception 'hold_expired: This time is not kept any more. Please choose again.'
        using errcode = 'CO409', hint = 'hold_id';
    end if;
    answer := jsonb_build_object('window', private.move_to_hold(me.org_id, was, hold));
  end if;
  perform private.note_portal_view(me.org_id, me.link_id, me.session_id);
  return private.keep_portal_answer(me.org_id, me.link_id, 'reschedule', payload, answer);
end;
$$;
comment on function public.portal_reschedule(jsonb) is
  '{op_id, hold_id} moves the visit at once, {op_id, wishes: [{starts_at, ends_at}], note?} asks the office to. '
  'Definer: a link writes no table; its claims are checked.';
revoke execute on function public.portal_reschedule(jsonb) from public, authenticated;
grant execute on function public.portal_reschedule(jsonb) to anon;

create function public.portal_cancel(payload jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  me record := private.lock_portal_link('cancel');
  answer jsonb := private.known_portal_answer(me.org_id, me.link_id, 'cancel', payload);
  reason constant text := coalesce(nullif(btrim(left(payload ->> 'reason', 500)), ''), case
    when (select o.locale from public.organizations as o where o.id = me.org_id) like 'de%' then 'Vom Kunden abgesagt'
    else 'Cancelled by the customer'
  end);
  was public.bookings;
  step jsonb;
begin
  if answer is not null then
    return answer;
  end if;
  was := private.lock_booking(me.org_id, me.booking_id);
  perform private.require_portal_change(was, me.scopes, 'cancel');
  step := jsonb_build_object('to', 'cancelled', 'reason', reason);
  perform private.note_step(was, private.require_step(was, step), step);
  perform private.write_steps(me.org_id, array[private.step_row(was, step)]);
  delete from public.booking_holds as h where h.org_id = me.org_id and h.principal = private.link_principal();
  perform private.note_portal_view(me.org_id, me.link_id, me.session_id);
  return private.keep_portal_answer(me.org_id, me.link_id, 'cancel', payload, '{"cancelled": true}');
end;
$$;
comment on function public.portal_cancel(jsonb) is
  '{op_id, reason?}: the customer calls his visit off while it is early enough. '
  'Definer: a link writes no table; its claims are checked.';
revoke execute on function public.portal_cancel(jsonb) from public, authenticated;
grant execute on function public.portal_cancel(jsonb) to anon;

-- A customer's page as one answer: what the parts of it say is in describe_visits_to_customers.

create function private.portal_visit(org uuid, booking public.bookings, place public.properties, service text)
returns jsonb
language plpgsql stable set search_path = ''
as $$
declare
  told record := private.told_window(booking);
  is_ahead constant boolean := booking.status in ('scheduled', 'dispatched', 'en_route');
  late_min constant integer := (
    select l.late_min
    from private.lateness(org, array[booking.id]) as l
    where is_ahead and l.kind in ('departure', 'arrival')
  );
begin
  return jsonb_build_object(
    'number', booking.number,
    'service', service,
    'step', private.portal_step(booking),
    'over', case
      when booking.status in ('cancelled', 'no_show') then booking.status
      when booking.outcome = 'incomplete' then 'incomplete'
    end,
    'window', private.span_json(told.starts_at, told.ends_at),
    'flexible_on', booking.flexible_on,
    'promised', private.span_json(booking.promised_starts_at, booking.promised_ends_at),
    'changed', case
      when is_ahead and booking.promised_starts_at is not null
        and (booking.promised_starts_at, booking.promised_ends_at) is distinct from (told.starts_at, told.ends_at)
        then jsonb_build_object(
          'was', private.span_json(booking.promised_starts_at, booking.promised_ends_at), 'reason', null
        )
    end,
    'late', case when late_min is not null then jsonb_build_object('minutes', late_min) end,
    'eta', private.portal_eta(org, booking, place),
    'time_zone', place.time_zone,
    'site', nullif(concat_ws(', ', place.line1, place.line2, concat_ws(' ', place.postcode, place.city)), ''),
    'confirmed_at', booking.confirmed_at,
    'instructions_for_customer', null,
    'steps', private.portal_steps(org, booking),
    'people', private.portal_people(org, booking.id)
  );
end;
$$;
comment on function private.portal_visit(uuid, public.bookings, public.properties, text) is
  'A visit as its customer sees it: step, window, what changed, who comes.';
revoke execute on function private.portal_visit(uuid, public.bookings, public.properties, text) from public;

create function private.portal_rights(booking public.bookings, scopes text[]) returns jsonb
language plpgsql stable set search_path = ''
as $$
declare
  is_done constant boolean := booking.status in ('completed', 'closed');
begin
  return jsonb_build_object(
    'confirm', 'confirm' = any (scopes) and booking.status in ('scheduled', 'dispatched')
      and booking.confirmed_at is null,
    'reschedule', private.portal_change(booking, scopes, 'reschedule'),
    'cancel', private.portal_change(booking, scopes, 'cancel'),
    'message', 'message' = any (scopes),
    'feedback', 'feedback' = any (scopes) and is_done and not exists (
      select
      from public.customer_feedback as f
      where f.org_id = booking.org_id and f.booking_id = booking.id and f.editable_until <= now()
    ),
    'files', 'files' = any (scopes) and is_done
  );
end;
$$;
comment on function private.portal_rights(public.bookings, text[]) is 'What may be done through a link now.';
revoke execute on function private.portal_rights(public.bookings, text[]) from public;

alter table public.booking_holds
  add column principal text,
  add constraint booking_holds_principal_check check (length(principal) <= 200);
comment on column public.booking_holds.principal is
  'Whose it is when nobody signed in holds it: portal:<link id>, or the visitor of an online booking.';
create index booking_holds_principal_idx on public.booking_holds (org_id, principal) where principal is not null;

create function private.portal_hold_json(org uuid, link uuid) returns jsonb
language plpgsql stable set search_path = '' set plan_cache_mode = force_generic_plan
as $$
begin
  return (
    select jsonb_build_object(
      'id', h.id, 'starts_at', h.starts_at, 'ends_at', h.ends_at, 'expires_at', h.expires_at
    )
    from public.booking_holds as h
    where h.org_id = org and h.principal = 'portal:' || link and h.expires_at > now()
    order by h.created_at desc
    limit 1
  );
end;
$$;
comment on function private.portal_hold_json(uuid, uuid) is 'The time a link keeps free now, null for none.';
revoke execute on function private.portal_hold_json(uuid, uuid) from public;

create function public.portal_state() returns jsonb
language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_generic_plan
as $$
declare
  me record := private.portal_link();
  booking public.bookings;
  job public.jobs;
  customer public.customers;
  place public.properties;
  state jsonb;
begin
  select b.* into booking from public.bookings as b where b.org_id = me.org_id and b.id = me.booking_id;
  select j.* into job from public.jobs as j where j.org_id = me.org_id and j.id = booking.job_id;
  select c.* into customer from public.customers as c where c.org_id = me.org_id and c.id = me.customer_id;
  select p.* into place from public.properties as p where p.org_id = me.org_id and p.id = job.property_id;
  state := jsonb_build_object(
    'link', (
      select jsonb_build_object('id', a.id, 'scopes', a.scopes, 'expires_at', a.expires_at)
      from public.customer_portal_access as a
      where a.org_id = me.org_id and a.id = me.link_id
    ),
    'organization', private.portal_organization(me.org_id),
    'locale', coalesce(customer.locale, (select o.locale from public.organizations as o where o.id = me.org_id)),
    'visit', private.portal_visit(me.org_id, booking, place, coalesce(
      (select s.name from public.service_types as s where s.org_id = me.org_id and s.id = job.service_type_id),
      job.title
    )),
    'may', private.portal_rights(booking, me.scopes),
    'hold', private.portal_hold_json(me.org_id, me.link_id),
    'messages', private.portal_messages(me.org_id, booking.id),
    'report', private.portal_report(me.org_id, booking, me.scopes),
    'photos', (
      select coalesce(
        jsonb_agg(
          jsonb_build_object(
            'file_id', p.file_id, 'category', p.category, 'caption', p.caption, 'taken_at', p.taken_at
          )
          order by p.taken_at, p.id
        ),
        '[]'
      )
      from public.field_photos as p
      join public.file_storage as f on f.org_id = me.org_id and f.id = p.file_id and f.state = 'ready'
      where p.org_id = me.org_id
        and p.booking_id = booking.id
        and p.deleted_at is null
        and 'files' = any (me.scopes)
        and booking.status in ('completed', 'closed')
    ),
    'feedback', private.portal_feedback_json(me.org_id, booking.id)
  );
  return state || jsonb_build_object('version', left(md5(state::text), 16));
end;
$$;
comment on function public.portal_state() is
  'Everything the customer''s page shows, with its version. Definer: a link reads no table; its claims are checked.';
revoke execute on function public.portal_state() from public, authenticated;
grant execute on function public.portal_state() to anon;

-- A confirmation is the visit's fact; said twice it is said once. Nothing to confirm where nobody comes at a time.
create function public.portal_confirm(payload jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  me record := private.lock_portal_link('confirm');
  answer jsonb := private.known_portal_answer(me.org_id, me.link_id, 'confirm', payload);
  was public.bookings;
begin
  if answer is not null then
    return answer;
  end if;
  was := private.lock_booking(me.org_id, me.booking_id);
  if was.status not in ('scheduled', 'dispatched') then
    raise exception 'not_confirmable: There is no appointment ahead to confirm.' using errcode = 'CO409', hint = 'status';
  end if;
  if was.confirmed_at is null then
    perform private.write_plans(me.org_id, array[private.plan_booking(me.org_id, was, '{"confirmed": true}')]);
  end if;
  perform private.note_portal_view(me.org_id, me.link_id, me.session_id);
  return private.keep_portal_answer(me.org_id, me.link_id, 'confirm', payload, (
    select jsonb_build_object('confirmed_at', b.confirmed_at)
    from public.bookings as b
    where b.org_id = me.org_id and b.id = me.booking_id
  ));
end;
$$;
comment on function public.portal_confirm(jsonb) is
  '{op_id}: the customer will be there. Definer: a link writes no table; its claims are checked.';
revoke execute on function public.portal_confirm(jsonb) from public, authenticated;
grant execute on function public.portal_confirm(jsonb) to anon;

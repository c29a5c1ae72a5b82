-- A time that a customer keeps while he decides. It occupies like any other hold.

-- What is in the way is nobody's business on a customer's page.
create function private.refuse_taken_slot() returns void
language plpgsql immutable set search_path = ''
as $$
begin
  raise exception 'slot_taken: This time has just been taken. Please choose another one.'
    using errcode = 'CO409', hint = 'starts_at';
end;
$$;
comment on function private.refuse_taken_slot() is 'Raises CO409 slot_taken.';
revoke execute on function private.refuse_taken_slot() from public;

-- A link keeps one time at once; whoever holds the next lets go of the last one. Both are locked before either is
-- touched, as everybody locks.
create function private.insert_portal_hold(
  org uuid, booking public.bookings, people uuid[], starts_at timestamptz, ends_at timestamptz
) returns uuid
language plpgsql volatile set search_path = ''
as $$
declare
  link constant text := private.link_principal();
  moved public.bookings := booking;
  hold uuid;
begin
  moved.starts_at := starts_at;
  moved.ends_at := ends_at;
  moved.freed_at := null;
  moved.status := 'scheduled';
  perform private.lock_times(
    org,
    people || array(
      select o.resource_id
      from public.booking_holds as h
      join public.resource_occupancy as o on o.org_id = org and o.hold_id = h.id
      where h.org_id = org and h.principal = link
    ),
    private.period_of(moved) || array(
      select o.period
      from public.booking_holds as h
      join public.resource_occupancy as o on o.org_id = org and o.hold_id = h.id
      where h.org_id = org and h.principal = link
    )
  );
  delete from public.booking_holds as h where h.org_id = org and h.principal = link;
  if exists (select from private.find_conflicts(org, people, private.period_of(moved), array[booking.id])) then
    perform private.refuse_taken_slot();
  end if;
  insert into public.booking_holds as h (org_id, job_id, starts_at, ends_at, expires_at, held_by, principal)
  values (
    org, booking.job_id, starts_at, ends_at,
    clock_timestamp() + make_interval(mins => (private.setting(org, 'scheduling', 'hold_min'))::integer), null, link
  )
  returning h.id into hold;
  -- Where it meets the visit's own time, only what is new of it is kept: the rest is the visit's already.
  insert into public.resource_occupancy (org_id, resource_id, period, kind, hold_id, expires_at)
  select org, r, k.period, 'hold', hold, h.expires_at
  from unnest(people) as r
  join public.booking_holds as h on h.org_id = org and h.id = hold
  cross join lateral unnest(
    tstzmultirange(private.period_of(moved)) - coalesce(
      (
        select range_agg(o.period)
        from public.resource_occupancy as o
        where o.org_id = org and o.resource_id = r and o.booking_id = booking.id
      ),
      '{}'
    )
  ) as k (period)
  order by r, k.period;
  return hold;
end;
$$;
comment on function private.insert_portal_hold(uuid, public.bookings, uuid[], timestamptz, timestamptz) is
  'Keeps a time for the link of the request instead of what it kept before; raises CO409 slot_taken.';
revoke execute on function private.insert_portal_hold(uuid, public.bookings, uuid[], timestamptz, timestamptz)
  from public;

create function public.portal_hold(payload jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  me record := private.lock_portal_link('reschedule');
  answer jsonb := private.known_portal_answer(me.org_id, me.link_id, 'hold', payload);
  wanted constant timestamptz := (payload ->> 'starts_at')::timestamptz;
  rate constant jsonb := private.take_rate('portal_hold:' || me.link_id, 60, 3600, 20);
  booking public.bookings;
  offer record;
begin
  if answer is not null then
    return answer;
  end if;
  if not (rate ->> 'allowed')::boolean then
    raise exception 'too_many: Please wait a little before choosing again.'
      using errcode = 'CO429', hint = rate ->> 'retry_after_s';
  end if;
  booking := private.lock_booking(me.org_id, me.booking_id);
  perform private.require_portal_change(booking, me.scopes, 'reschedule');
  if wanted is null then
    perform private.invalid('invalid', 'Name the time to keep.', 'starts_at');
  end if;
  if wanted < private.first_portal_time(me.org_id) then
    perform private.refuse_taken_slot();
  end if;
  select o.* into offer
  from private.portal_offers(me.org_id, booking, wanted, wanted + interval '1 day', 50) with ordinality
    as o (starts_at, ends_at, people, place)
  where o.starts_at = wanted
  order by o.place
  limit 1;
  if not found then
    perform private.refuse_taken_slot();
  end if;
  perform private.insert_portal_hold(me.org_id, booking, offer.people, offer.starts_at, offer.ends_at);
  perform private.note_portal_view(me.org_id, me.link_id, me.session_id);
  return private.keep_portal_answer(me.org_id, me.link_id, 'hold', payload, jsonb_build_object(
    'hold', private.portal_hold_json(me.org_id, me.link_id)
  ));
exception
  when exclusion_violation then
    perform private.refuse_taken_slot();
end;
$$;
comment on function public.portal_hold(jsonb) is
  '{op_id, starts_at}: keeps an offered time for some minutes; CO409 slot_taken. '
  'Definer: a link writes no table; its claims are checked.';
revoke execute on function public.portal_hold(jsonb) from public, authenticated;
grant execute on function public.portal_hold(jsonb) to anon;

-- A visitor keeps a time while he types: one at once, three from one address, for the minutes the organization has set.
-- It is a hold like any other, under the same constraint, so that two visitors and a dispatcher cannot all have it.

-- One action of a visitor after the other, and his address counted by one at a time.
create function private.lock_visitor(org uuid) returns void
language plpgsql volatile set search_path = ''
as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('book_address:' || org || private.book_address(), 0));
  perform pg_advisory_xact_lock(hashtextextended('book_visitor:' || org || private.book_visitor(), 0));
end;
$$;
comment on function private.lock_visitor(uuid) is 'Takes the caller and his address for this transaction.';
revoke execute on function private.lock_visitor(uuid) from public;

create function private.limit_holds(org uuid) returns void
language plpgsql volatile set search_path = ''
as $$
declare
  soonest timestamptz;
  amount integer;
begin
  select count(*), min(h.expires_at) into amount, soonest
  from private.online_bookings as b
  join public.booking_holds as h on h.org_id = org and h.id = b.hold_id and h.expires_at > clock_timestamp()
  where b.org_id = org
    and b.ip_hash = private.book_address()
    and b.state in ('held', 'waiting')
    and b.visitor <> private.book_visitor();
  if amount >= 3 then
    perform private.refuse_too_many(
      'Too many times are kept from your connection.', extract(epoch from soonest - clock_timestamp())
    );
  end if;
end;
$$;
comment on function private.limit_holds(uuid) is 'Raises CO429 where three others keep a time from the same address.';
revoke execute on function private.limit_holds(uuid) from public;

create function private.leave_hold(org uuid) returns void
language plpgsql volatile set search_path = ''
as $$
declare
  kept uuid;
begin
  update private.online_bookings as b
  set state = 'left', details = '{}', code_hash = null, code_expires_at = null
  where b.org_id = org and b.visitor = private.book_visitor() and b.state in ('held', 'waiting')
  returning b.hold_id into kept;
  delete from public.booking_holds as h where h.org_id = org and h.id = kept;
end;
$$;
comment on function private.leave_hold(uuid) is 'Gives back the time the caller keeps.';
revoke execute on function private.leave_hold(uuid) from public;

create function private.refuse_taken(
  org uuid, code text, sentence text, service public.service_types, place jsonb, wanted timestamptz
) returns void
language plpgsql stable set search_path = ''
as $$
begin
  raise exception '%: %', code, sentence using errcode = 'CO409', hint = 'starts_at',
    detail = jsonb_build_object('nearest', private.book_nearest(org, service, place, wanted))::text;
end;
$$;
comment on function private.refuse_taken(uuid, text, text, public.service_types, jsonb, timestamptz) is
  'Raises CO409 with the three nearest free times.';
revoke execute on function private.refuse_taken(uuid, text, text, public.service_types, jsonb, timestamptz)
  from public;

-- The first of those who are free who is not taken meanwhile. Each try is a part of its own: what it locked is let go
-- before the next one, so two visitors who try the same people in another order never wait for each other.
create function private.hold_first_free(
  org uuid, service public.service_types, place jsonb, wanted timestamptz, out hold_id uuid, out resource_id uuid,
  out ends_at timestamptz
)
language plpgsql volatile set search_path = ''
as $$
declare
  candidate record;
begin
  for candidate in
    select c.resource_id, c.ends_at
    from private.book_candidates(
      org, service, place, wanted, wanted + make_interval(mins => service.duration_min)
    ) as c
    where c.starts_at = wanted
    order by c.place_in_line
  loop
    begin
      hold_id := private.insert_hold(org, jsonb_build_object(
        'resource_ids', jsonb_build_array(candidate.resource_id), 'starts_at', wanted, 'ends_at', candidate.ends_at,
        'buffer_before_min', service.buffer_before_min, 'buffer_after_min', service.buffer_after_min
      ));
      resource_id := candidate.resource_id;
      ends_at := candidate.ends_at;
      return;
    exception
      when sqlstate 'CO409' or exclusion_violation then null;
    end;
  end loop;
end;
$$;
comment on function private.hold_first_free(uuid, public.service_types, jsonb, timestamptz) is
  'Keeps a time with one who is free then; nulls where nobody is.';
revoke execute on function private.hold_first_free(uuid, public.service_types, jsonb, timestamptz) from public;

create function public.book_hold(payload jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.book_org();
  answer jsonb := private.claim_book_operation(org, 'book_hold', payload);
  wanted constant timestamptz := (payload ->> 'starts_at')::timestamptz;
  place constant jsonb := coalesce(payload -> 'place', '{}');
  service public.service_types;
  kept record;
begin
  if answer is not null then
    return answer;
  end if;
  service := private.bookable_service(org, (payload ->> 'service_type_id')::uuid);
  if wanted is null then
    perform private.invalid('invalid', 'Name a time.', 'starts_at');
  end if;
  if not (private.book_place(org, place)).is_inside then
    perform private.invalid('outside_zone', 'Nobody comes to this place.', 'place.postcode');
  end if;
  perform private.take_book_rate('book_hold', 60, 3600, 30);
  perform private.lock_visitor(org);
  perform private.limit_holds(org);
  -- Before the new one is placed, or his own old one would be in its way; a refusal takes this back as well.
  perform private.leave_hold(org);
  kept := private.hold_first_free(org, service, place, wanted);
  if kept.hold_id is null then
    perform private.refuse_taken(org, 'time_taken', 'This time was just taken.', service, place, wanted);
  end if;
  insert into private.online_bookings (
    org_id, visitor, ip_hash, service_type_id, hold_id, resource_id, starts_at, ends_at, place
  )
  values (
    org, private.book_visitor(), private.book_address(), service.id, kept.hold_id, kept.resource_id, wanted,
    kept.ends_at,
    jsonb_strip_nulls(jsonb_build_object(
      'postcode', place -> 'postcode', 'lat', place -> 'lat', 'lng', place -> 'lng'
    ))
  );
  return private.remember_book_operation(org, payload, private.book_progress(org));
end;
$$;
comment on function public.book_hold(jsonb) is
  '{op_id, service_type_id, place, starts_at}: keeps a time, giving back the one kept before; raises CO409 time_taken '
  'with the nearest three. Definer: what occupies people is nobody''s table.';
revoke execute on function public.book_hold(jsonb) from public, authenticated;
grant execute on function public.book_hold(jsonb) to anon;

-- From a kept time to a visit. The visitor says who he is, gets six digits by mail, and only they make a customer, a
-- place, a job and the visit, in one transaction. Until then nothing of him is in the company's records.

create function private.lock_online_booking(org uuid) returns private.online_bookings
language plpgsql volatile set search_path = ''
as $$
declare
  started private.online_bookings;
begin
  select b.* into started
  from private.online_bookings as b
  where b.org_id = org and b.visitor = private.book_visitor() and b.state in ('held', 'waiting')
  for update;
  if not found then
    raise exception 'hold_expired: No time is kept for you. Choose one.' using errcode = 'CO409', hint = 'starts_at';
  end if;
  return started;
end;
$$;
comment on function private.lock_online_booking(uuid) is
  'What the caller is about to book, locked; raises CO409 hold_expired.';
revoke execute on function private.lock_online_booking(uuid) from public;

create function private.require_hold(org uuid, started private.online_bookings) returns void
language plpgsql stable set search_path = ''
as $$
begin
  perform
  from public.booking_holds as h
  where h.org_id = org and h.id = started.hold_id and h.expires_at > clock_timestamp();
  if not found then
    perform private.refuse_taken(
      org, 'hold_expired', 'The time is not kept for you any more.',
      private.bookable_service(org, started.service_type_id), started.place, started.starts_at
    );
  end if;
end;
$$;
comment on function private.require_hold(uuid, private.online_bookings) is
  'Raises CO409 hold_expired, with the nearest three, once the time is not kept any more.';
revoke execute on function private.require_hold(uuid, private.online_bookings) from public;

-- Who it is, as a customer will have it. The place must be where the time was found for: another postcode could lie
-- outside of the zones.
create function private.booker_details(payload jsonb) returns jsonb
language plpgsql immutable set search_path = ''
as $$
declare
  field text;
begin
  foreach field in array array['name', 'email', 'phone'] loop
    if coalesce(btrim(payload ->> field), '') = '' then
      perform private.invalid('invalid', 'A value is needed.', field);
    end if;
  end loop;
  if coalesce(btrim(payload -> 'address' ->> 'line1'), '') = ''
    or coalesce(btrim(payload -> 'address' ->> 'city'), '') = '' then
    perform private.invalid('invalid', 'Street and city are needed.', 'address.line1');
  end if;
  if length(payload ->> 'name') > 200 or payload ->> 'name' ~ '[[:cntrl:]]' then
    perform private.invalid('invalid', 'This is no name.', 'name');
  end if;
  if payload ->> 'email' !~ '^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>"]+$' or length(payload ->> 'email') > 254 then
    perform private.invalid('invalid', 'This is no mail address.', 'email');
  end if;
  if payload ->> 'phone' !~ '^\+[1-9][0-9]{6,14}$' then
    perform private.invalid('invalid', 'This is no telephone number.', 'phone');
  end if;
  if length(payload ->> 'note') > 2000 then
    perform private.invalid('invalid', 'This is too long.', 'note');
  end if;
  if coalesce(payload ->> 'locale', 'en') !~ '^[a-z]{2,3}(-[A-Z]{2})?$' then
    perform private.invalid('invalid', 'This is no language.', 'locale');
  end if;
  return jsonb_strip_nulls(jsonb_build_object(
    'name', btrim(payload ->> 'name'), 'email', lower(btrim(payload ->> 'email')), 'phone', payload ->> 'phone',
    'note', nullif(btrim(payload ->> 'note'), ''), 'locale', payload ->> 'locale',
    'address', jsonb_strip_nulls(jsonb_build_object(
      'line1', btrim(payload -> 'address' ->> 'line1'), 'line2', nullif(btrim(payload -> 'address' ->> 'line2'), ''),
      'city', btrim(payload -> 'address' ->> 'city'), 'postcode', nullif(btrim(payload -> 'address' ->> 'postcode'), '')
    ))
  ));
end;
$$;
comment on function private.booker_details(jsonb) is
  '{name, email, phone, note?, locale?, address} checked and trimmed; raises CO422.';
revoke execute on function private.booker_details(jsonb) from public;

-- A code for a quarter of an hour, and the time kept as long. At most three codes for one time: a hold that may be
-- lengthened for ever blocks for ever.
create function private.send_book_code(org uuid, started private.online_bookings, details jsonb) returns void
language plpgsql volatile set search_path = ''
as $$
declare
  expires constant timestamptz := clock_timestamp() + interval '15 minutes';
  -- Four random bytes over a million leave a bias of one in four thousand: nothing in five tries.
  digits constant text := lpad(
    (('x' || encode(extensions.gen_random_bytes(4), 'hex'))::bit(32)::bigint % 1000000)::text, 6, '0'
  );
begin
  if started.codes_sent >= 3 then
    perform private.refuse_too_many(
      'Three codes were sent for this time.', extract(epoch from started.code_expires_at - clock_timestamp())
    );
  end if;
  update private.online_bookings as b
  set
    state = 'waiting', details = send_book_code.details, asked_at = now(), code_failures = 0,
    codes_sent = b.codes_sent + 1, code_expires_at = expires,
    code_hash = extensions.crypt(digits, extensions.gen_salt('bf', 10))
  where b.org_id = org and b.id = started.id;
  update public.booking_holds as h set expires_at = expires where h.org_id = org and h.id = started.hold_id;
  update public.resource_occupancy as o set expires_at = expires where o.org_id = org and o.hold_id = started.hold_id;
  perform private.queue_message(org, 'booking.code', null, jsonb_build_object(
    'email', details -> 'email', 'name', details -> 'name', 'locale', details -> 'locale', 'code', digits,
    'service', (select t.name from public.service_types as t where t.org_id = org and t.id = started.service_type_id),
    'window', private.book_window(org, started.starts_at, started.ends_at),
    'time_zone', (private.book_span(org)).time_zone, 'expires_at', expires
  ), now());
end;
$$;
comment on function private.send_book_code(uuid, private.online_bookings, jsonb) is
  'Mails six digits at once and keeps the time for as long as they count; raises CO429 after three.';
revoke execute on function private.send_book_code(uuid, private.online_bookings, jsonb) from public;

-- Silently somebody who is known, where both mail and telephone say so: one of them is often shared, and an answer that
-- differed would tell a stranger who is a customer. What is known of him is not changed by what is typed here.
create function private.booker_customer(org uuid, details jsonb) returns uuid
language plpgsql volatile set search_path = ''
as $$
declare
  known uuid;
begin
  select c.id into known
  from public.customers as c
  where c.org_id = org
    and c.email = details ->> 'email'
    and c.phone = details ->> 'phone'
    and c.deleted_at is null
    and c.erased_at is null
  order by c.created_at, c.id
  limit 1;
  if known is not null then
    return known;
  end if;
  insert into public.customers (org_id, kind, first_name, last_name, email, phone, locale, source)
  values (
    org, 'person', nullif(regexp_replace(details ->> 'name', '\s*\S+\s*$', ''), ''),
    substring(details ->> 'name' from '(\S+)\s*$'), details ->> 'email', details ->> 'phone', details ->> 'locale',
    'web'
  )
  returning id into known;
  return known;
end;
$$;
comment on function private.booker_customer(uuid, jsonb) is 'The customer who books: known by mail and phone, else new.';
revoke execute on function private.booker_customer(uuid, jsonb) from public;

create function private.booker_property(org uuid, customer uuid, details jsonb, place jsonb) returns uuid
language plpgsql volatile set search_path = ''
as $$
declare
  given constant jsonb := details -> 'address';
  known uuid;
begin
  select p.id into known
  from public.properties as p
  where p.org_id = org
    and p.customer_id = customer
    and p.deleted_at is null
    and private.search_key(p.line1) = private.search_key(given ->> 'line1')
    and private.postcode_key(p.postcode) = private.postcode_key(place ->> 'postcode')
  order by p.is_primary desc, p.id
  limit 1;
  if known is not null then
    return known;
  end if;
  insert into public.properties (
    org_id, customer_id, line1, line2, city, postcode, country, lat, lng, time_zone
  )
  select
    org, customer, given ->> 'line1', given ->> 'line2', given ->> 'city', place ->> 'postcode', o.country,
    (place ->> 'lat')::double precision, (place ->> 'lng')::double precision, o.time_zone
  from public.organizations as o
  where o.id = org
  returning id into known;
  return known;
end;
$$;
comment on function private.booker_property(uuid, uuid, jsonb, jsonb) is
  'The place of the visit: one of the customer''s with this street and postcode, else new.';
revoke execute on function private.booker_property(uuid, uuid, jsonb, jsonb) from public;

create function private.place_online_booking(org uuid, started private.online_bookings) returns uuid
language plpgsql volatile set search_path = ''
as $$
declare
  details constant jsonb := started.details;
  service constant public.service_types := private.bookable_service(org, started.service_type_id);
  customer constant uuid := private.booker_customer(org, details);
  job public.jobs;
  visit uuid;
begin
  job := private.insert_job(org, jsonb_build_object(
    'customer_id', customer,
    'property_id', private.booker_property(org, customer, details, started.place),
    'service_type_id', service.id, 'title', service.name, 'description', details -> 'note', 'source', 'web',
    'duration_min', extract(epoch from started.ends_at - started.starts_at)::integer / 60
  ));
  -- Nobody can come between: who wants this time finds the hold until this is committed, and then the visit.
  delete from public.booking_holds as h where h.org_id = org and h.id = started.hold_id;
  visit := private.insert_booking(org, jsonb_build_object(
    'job_id', job.id, 'starts_at', started.starts_at, 'ends_at', started.ends_at,
    'assignments', jsonb_build_array(jsonb_build_object('resource_id', started.resource_id)),
    'arrival_window', private.book_window(org, started.starts_at, started.ends_at)
  ));
  -- He has just chosen it himself.
  update public.bookings as b set confirmed_at = now() where b.org_id = org and b.id = visit;
  update private.online_bookings as b
  set state = 'booked', confirmed_at = now(), booking_id = visit, details = '{}', code_hash = null,
    code_expires_at = null
  where b.org_id = org and b.id = started.id;
  perform private.queue_message(org, 'visit.booked', visit, '{}', now());
  return visit;
end;
$$;
comment on function private.place_online_booking(uuid, private.online_bookings) is
  'Customer, place, job and visit of a visitor whose code was right; answers the visit.';
revoke execute on function private.place_online_booking(uuid, private.online_bookings) from public;

-- Answers and never raises for a wrong code: an error would take the counted failure back with it.
create function private.check_book_code(org uuid, started private.online_bookings, code text) returns text
language plpgsql volatile set search_path = ''
as $$
begin
  if started.state <> 'waiting' or started.code_expires_at <= clock_timestamp() then
    return 'code_expired';
  end if;
  if started.code_failures >= 5 then
    return 'code_locked';
  end if;
  if started.code_hash = extensions.crypt(code, started.code_hash) then
    return 'right';
  end if;
  update private.online_bookings as b
  set code_failures = b.code_failures + 1
  where b.org_id = org and b.id = started.id;
  return case when started.code_failures + 1 >= 5 then 'code_locked' else 'code_wrong' end;
end;
$$;
comment on function private.check_book_code(uuid, private.online_bookings, text) is
  'right, code_wrong (counted), code_locked after five, code_expired.';
revoke execute on function private.check_book_code(uuid, private.online_bookings, text) from public;

-- The link's text is nobody's to keep: it is made anew for each answer that tells of the visit, also of one that is told
-- again.
create function private.with_booked_link(org uuid, answer jsonb) returns jsonb
language plpgsql volatile set search_path = ''
as $$
begin
  if answer ->> 'state' <> 'booked' then
    return answer;
  end if;
  return answer || jsonb_build_object(
    'link_token', private.portal_token_for(org, private.last_booked(org), 'copy', null)
  );
end;
$$;
comment on function private.with_booked_link(uuid, jsonb) is 'The answer, with a fresh link where it is a visit.';
revoke execute on function private.with_booked_link(uuid, jsonb) from public;

create function public.book_book(payload jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.book_org();
  answer jsonb := private.claim_book_operation(org, 'book_book', payload);
  code constant text := regexp_replace(payload ->> 'code', '\s', '', 'g');
  started private.online_bookings;
  details jsonb;
  visit uuid;
begin
  if answer is not null then
    return private.with_booked_link(org, answer);
  end if;
  perform private.lock_visitor(org);
  started := private.lock_online_booking(org);
  perform private.require_hold(org, started);
  if code is not null then
    answer := jsonb_build_object('state', private.check_book_code(org, started, code));
    if answer ->> 'state' = 'right' then
      visit := private.place_online_booking(org, started);
      -- In a statement of its own, which sees what was written.
      answer := private.booked_answer(org, visit);
    end if;
    answer := private.remember_book_operation(
      org, payload, answer || jsonb_build_object('progress', private.book_progress(org))
    );
    return private.with_booked_link(org, answer);
  end if;
  details := case when payload ? 'name' then private.booker_details(payload) else started.details end;
  if details = '{}' then
    perform private.invalid('invalid', 'Say who you are first.', 'name');
  end if;
  if private.postcode_key(details -> 'address' ->> 'postcode')
    is distinct from private.postcode_key(started.place ->> 'postcode') then
    perform private.invalid('place_changed', 'The time was found for another place.', 'address.postcode');
  end if;
  perform private.take_book_request(org);
  perform private.send_book_code(org, started, details);
  return private.remember_book_operation(
    org, payload, jsonb_build_object('state', 'code_sent', 'progress', private.book_progress(org))
  );
end;
$$;
comment on function public.book_book(jsonb) is
  '{op_id, name, email, phone, address, note?, locale?} mails a code; {op_id} mails another; {op_id, code} books: '
  '{state: code_sent | code_wrong | code_locked | code_expired | booked, progress, …}. '
  'Definer: visitors write no table.';
revoke execute on function public.book_book(jsonb) from public, authenticated;
grant execute on function public.book_book(jsonb) to anon;

-- Where no time fits, or without script: what the visitor would like, for the office to decide. His mail address is not
-- confirmed, so he stays a stranger here even where mail and telephone are a customer's.
create function public.book_request(payload jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.book_org();
  answer jsonb := private.claim_book_operation(org, 'book_request', payload);
  place constant record := private.book_place(org, coalesce(payload -> 'place', payload -> 'address'));
  details jsonb;
  service public.service_types;
  made public.booking_requests;
begin
  if answer is not null then
    return answer;
  end if;
  service := private.bookable_service(org, (payload ->> 'service_type_id')::uuid);
  details := private.booker_details(payload);
  if not place.is_inside and private.setting(org, 'online_booking', 'requests_outside') <> 'true' then
    perform private.invalid('outside_zone', 'Nobody comes to this place.', 'address.postcode');
  end if;
  if jsonb_array_length(coalesce(payload -> 'wishes', '[]')) > 3 then
    perform private.invalid('invalid', 'Three wishes at most.', 'wishes');
  end if;
  perform private.lock_visitor(org);
  perform private.take_book_request(org);
  perform private.leave_hold(org);
  made := private.insert_booking_request(org, (details - 'note' - 'locale') || jsonb_strip_nulls(jsonb_build_object(
    'service_type_id', service.id, 'description', details -> 'note', 'preferred', payload -> 'wishes',
    'wishes', nullif(btrim(payload ->> 'wishes_text'), ''), 'source', 'web',
    'address', (details -> 'address') || jsonb_build_object(
      'country', (select o.country from public.organizations as o where o.id = org),
      'lat', place.lat, 'lng', place.lng
    )
  )));
  insert into private.online_bookings (org_id, visitor, ip_hash, state, service_type_id, asked_at, request_id)
  values (org, private.book_visitor(), private.book_address(), 'requested', service.id, now(), made.id);
  return private.remember_book_operation(
    org, payload, jsonb_build_object('state', 'requested', 'number', made.number)
  );
end;
$$;
comment on function public.book_request(jsonb) is
  '{op_id, service_type_id, name, email, phone, address, note?, wishes? [≤ 3], wishes_text?}: a request for the office. '
  'Definer: visitors write no table.';
revoke execute on function public.book_request(jsonb) from public, authenticated;
grant execute on function public.book_request(jsonb) to anon;

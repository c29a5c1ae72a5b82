-- Undoes "keep languages of visitors".
create or replace function public.book_request(payload jsonb) returns jsonb
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
$$;create or replace function private.booker_customer(org uuid, details jsonb) returns uuid
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
$$;create or replace function private.request_customer(org uuid, request public.booking_requests, payload jsonb) returns uuid
language plpgsql volatile set search_path = ''
as $$
declare
  named constant uuid := coalesce((payload ->> 'customer_id')::uuid, request.customer_id);
  given public.customers;
  made uuid;
begin
  if named is not null then
    perform private.require_customer(org, named);
    return named;
  end if;
  perform private.require_permission('create', 'customers', 'all');
  given := jsonb_populate_record(
    null::public.customers,
    jsonb_build_object(
      'kind', 'person',
      -- The last word of a name is the family's; who knows better says so in `customer`.
      'first_name', nullif(regexp_replace(request.name, '\s*\S+\s*$', ''), ''),
      'last_name', substring(request.name from '(\S+)\s*$'),
      'phone', request.phone,
      'email', request.email
    ) || jsonb_strip_nulls(coalesce(payload -> 'customer', '{}'))
  );
  insert into public.customers (
    org_id, kind, first_name, last_name, company_name, email, phone, locale, source, notes
  )
  values (
    org, given.kind, given.first_name, given.last_name, given.company_name, given.email, given.phone, given.locale,
    coalesce(given.source, request.source), given.notes
  )
  returning id into made;
  return made;
end;
$$;create or replace function private.insert_booking_request(org uuid, payload jsonb) returns public.booking_requests
language plpgsql volatile set search_path = ''
as $$
declare
  given constant public.booking_requests := jsonb_populate_record(
    null::public.booking_requests,
    '{"preferred": [], "priority": "normal", "source": "phone"}'
      || jsonb_strip_nulls((payload - 'address') || coalesce(payload -> 'address', '{}'))
  );
  made public.booking_requests;
begin
  insert into public.booking_requests (
    org_id, number, customer_id, property_id, name, phone, email, line1, line2, city, region, postcode, country, lat,
    lng, service_type_id, description, wishes, preferred, priority, source
  )
  values (
    org, private.take_number(org, 'request'), given.customer_id, given.property_id, given.name, given.phone,
    given.email, given.line1, given.line2, given.city, given.region, given.postcode, given.country, given.lat,
    given.lng, given.service_type_id, given.description, given.wishes, given.preferred, given.priority, given.source
  )
  returning * into made;
  return made;
end;
$$;alter table public.booking_requests drop column locale;

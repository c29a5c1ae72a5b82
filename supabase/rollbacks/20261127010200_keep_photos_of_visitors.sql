-- Undoes "keep photos of visitors".
create or replace function ops.sweep_online_bookings() returns integer
language plpgsql volatile security definer set search_path = ''
as $$
declare
  swept integer;
begin
  delete from private.online_booking_operations as o where o.created_at < now() - interval '2 days';
  -- What was not confirmed within its quarter of an hour is nobody's any more; the row itself still counts.
  update private.online_bookings as b
  set details = '{}'
  where b.details <> '{}' and b.created_at < now() - interval '2 hours';
  delete from private.online_bookings as b where b.created_at < now() - interval '2 days';
  get diagnostics swept = row_count;
  return swept;
end;
$$;

create or replace function public.book_page() returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  org constant uuid := private.book_org();
  span constant record := private.book_span(org);
begin
  return jsonb_build_object(
    'services', (
      select coalesce(jsonb_agg(jsonb_build_object(
        'id', t.id, 'name', t.name, 'description', t.description, 'duration_min', t.duration_min,
        'price', case when t.price_amount is not null then
          jsonb_build_object('amount', t.price_amount, 'currency', t.currency) end
      ) order by t.position, t.id), '[]')
      from public.service_types as t
      where t.org_id = org and t.is_bookable_online and t.is_active and t.deleted_at is null
    ),
    'bookable', jsonb_build_object('from', span.from_at, 'to', span.to_at),
    'requests_outside', private.setting(org, 'online_booking', 'requests_outside'),
    'progress', private.book_progress(org),
    'booked', private.booked_answer(org, private.last_booked(org))
  );
end;
$$;
comment on function public.book_page() is
  'Services, what may be booked from when to when, what the visitor keeps or has just booked. Definer: visitors read no table.';

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
  made := private.insert_booking_request(org, (details - 'note') || jsonb_strip_nulls(jsonb_build_object(
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

create or replace function private.place_online_booking(org uuid, started private.online_bookings) returns uuid
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

drop function private.use_visitor_photos(uuid, uuid, uuid);
drop function private.sent_with_booking_word(uuid);
drop function private.visitor_photos(uuid);

create or replace function private.files_of_scope(s private.person_scope) returns uuid[]
language plpgsql stable set search_path = '' set plan_cache_mode = force_custom_plan
as $$
declare
  found_files uuid[];
begin
  select coalesce(array_agg(distinct n.file_id), '{}') into found_files
  from (
    select a.file_id from public.attachments as a
    where a.org_id = s.org_id and (
      a.customer_id = any (s.customers) or a.property_id = any (s.properties) or a.job_id = any (s.jobs)
      or a.booking_id = any (s.bookings) or a.booking_request_id = any (s.requests)
    )
    union all
    select p.file_id from public.field_photos as p where p.org_id = s.org_id and p.booking_id = any (s.bookings)
    union all
    select g.file_id from public.digital_signatures as g
    where g.org_id = s.org_id and g.booking_id = any (s.bookings) and g.booking_id <> all (s.kept)
    union all
    select r.file_id from public.service_reports as r
    where r.org_id = s.org_id and r.booking_id = any (s.bookings) and r.booking_id <> all (s.kept)
    union all
    -- A list that brought the person: its lines stand in the file, too.
    select i.file_id
    from private.import_rows as l
    join public.imports as i on i.org_id = l.org_id and i.id = l.import_id
    where l.org_id = s.org_id and l.customer_id = any (s.customers)
    union all
    select b.photo_file_id from public.bookable_resources as b where b.org_id = s.org_id and b.id = any (s.resources)
  ) as n
  where n.file_id is not null;
  return array(
    select f from unnest(found_files) as f
    where not exists (
      select
      from private.file_targets(s.org_id, f) as t
      where not (
        coalesce(t.customer_id = any (s.customers), false) or coalesce(t.property_id = any (s.properties), false)
        or coalesce(t.job_id = any (s.jobs), false)
        or coalesce(t.booking_id = any (s.bookings) and t.booking_id <> all (s.kept), false)
        or coalesce(t.booking_request_id = any (s.requests), false)
        or (t.is_shared and cardinality(s.resources) > 0)
      )
    )
  );
end;
$$;

create or replace function private.tables_not_exported() returns text[]
language sql immutable set search_path = ''
as $$
  select array[
    'private.api_rate_limits', 'private.background_jobs', 'private.customer_portal_tokens', 'private.ended_sessions',
    'private.gate_codes', 'private.geocode_cache', 'private.idempotency', 'private.invitation_tokens',
    'private.number_slots', 'private.online_booking_operations', 'private.organization_keys', 'private.outbox',
    'private.portal_codes', 'private.portal_operations', 'private.portal_sessions', 'private.recovery_codes',
    'private.search_documents', 'private.session_organizations', 'private.session_proofs'
  ]
$$;

delete from private.personal_data_rows as r where r.relation = 'private.online_booking_photos';
delete from private.personal_data_columns as c where c.relation = 'private.online_booking_photos';
drop table private.online_booking_photos;

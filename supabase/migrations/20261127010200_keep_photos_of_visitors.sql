-- A visitor of the booking page shows his boiler before anybody comes. What he sends is his alone, by the secret of his
-- cookie, until he has a visit or a request: then it is an attachment of that. What never came so far belongs to nothing,
-- and is swept away as any other file.
create table private.online_booking_photos (
  org_id uuid not null references public.organizations (id) on delete cascade,
  id uuid not null default private.uuid_v7(),
  visitor text not null,
  ip_hash text not null,
  op_id uuid not null,
  file_id uuid not null,
  used_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (org_id, id),
  foreign key (org_id, file_id) references public.file_storage (org_id, id) on delete cascade,
  constraint online_booking_photos_op_key unique (org_id, visitor, op_id),
  constraint online_booking_photos_visitor_check check (visitor ~ '\S' and length(visitor) <= 64),
  constraint online_booking_photos_ip_hash_check check (ip_hash ~ '\S' and length(ip_hash) <= 64)
);
comment on table private.online_booking_photos is
  'Pictures that visitors of the booking page have sent; gone after two days.';
comment on column private.online_booking_photos.visitor is 'SHA-256 of the secret in the visitor''s cookie.';
comment on column private.online_booking_photos.op_id is 'What the visitor''s page calls the picture.';
comment on column private.online_booking_photos.used_at is 'When it became an attachment.';
create index online_booking_photos_file_idx on private.online_booking_photos (org_id, file_id);
create index online_booking_photos_age_idx on private.online_booking_photos (org_id, created_at);
create index online_booking_photos_unused_idx on private.online_booking_photos (org_id, created_at)
  where used_at is null;
alter table private.online_booking_photos enable row level security;

insert into private.personal_data_columns (relation, person, rule, name, reason)
values
  ('private.online_booking_photos', 'customer', 'row', 'visitor', 'Which browser sent a picture.'),
  ('private.online_booking_photos', 'customer', 'row', 'ip_hash', 'From where a picture was sent.');
insert into private.personal_data_rows (position, relation, person, action, is_exported, predicate)
values (
  38, 'private.online_booking_photos', 'customer', 'delete', false,
  't.visitor in (select o.visitor from private.online_bookings as o where o.org_id = ($1).org_id '
  'and (o.booking_id = any (($1).bookings) or o.request_id = any (($1).requests) '
  'or lower(o.details ->> ''email'') = any (($1).emails)))'
);

create or replace function private.tables_not_exported() returns text[]
language sql immutable set search_path = ''
as $$
  select array[
    'private.api_rate_limits', 'private.background_jobs', 'private.customer_portal_tokens', 'private.ended_sessions',
    'private.gate_codes', 'private.geocode_cache', 'private.idempotency', 'private.invitation_tokens',
    'private.number_slots', 'private.online_booking_operations', 'private.online_booking_photos',
    'private.organization_keys', 'private.outbox', 'private.portal_codes', 'private.portal_operations',
    'private.portal_sessions', 'private.recovery_codes', 'private.search_documents', 'private.session_organizations',
    'private.session_proofs'
  ]
$$;

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
    -- What was sent by the booking page and became nothing.
    select v.file_id
    from private.online_booking_photos as v
    where v.org_id = s.org_id and v.visitor in (
      select o.visitor
      from private.online_bookings as o
      where o.org_id = s.org_id and (
        o.booking_id = any (s.bookings) or o.request_id = any (s.requests) or lower(o.details ->> 'email') = any (s.emails)
      )
    )
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

create function private.visitor_photos(org uuid) returns jsonb
language plpgsql stable set search_path = ''
as $$
begin
  return (
    select coalesce(jsonb_agg(jsonb_build_object(
      'id', p.op_id, 'name', f.name, 'size_bytes', f.size_bytes, 'state', f.state
    ) order by p.created_at, p.id), '[]')
    from private.online_booking_photos as p
    join public.file_storage as f on f.org_id = org and f.id = p.file_id
    where p.org_id = org and p.visitor = (private.claims() ->> 'book_visitor') and p.used_at is null
      and f.state in ('uploaded', 'ready')
  );
end;
$$;
comment on function private.visitor_photos(uuid) is
  'What the caller has sent and not used: [{id, name, size_bytes, state}].';
revoke execute on function private.visitor_photos(uuid) from public;

-- What stands below each, for the office and who goes there.
create function private.sent_with_booking_word(org uuid) returns text
language plpgsql stable set search_path = ''
as $$
begin
  return (
    select case when o.locale like 'de%' then 'Bei der Buchung mitgeschickt' else 'Sent with the booking' end
    from public.organizations as o where o.id = org
  );
end;
$$;
comment on function private.sent_with_booking_word(uuid) is 'The caption of a picture that came by the booking page.';
revoke execute on function private.sent_with_booking_word(uuid) from public;

-- Called with the visitor locked. A picture still on its way has no bytes yet and stays behind.
create function private.use_visitor_photos(org uuid, booking uuid, request uuid) returns void
language plpgsql volatile set search_path = ''
as $$
declare
  files uuid[];
begin
  with used as (
    update private.online_booking_photos as p
    set used_at = now()
    from public.file_storage as f
    where p.org_id = org and p.visitor = private.book_visitor() and p.used_at is null
      and f.org_id = org and f.id = p.file_id and f.state in ('uploaded', 'ready')
    returning p.file_id, p.id
  )
  select array_agg(u.file_id order by u.id) into files from used as u;
  if files is null then
    return;
  end if;
  insert into public.attachments (org_id, file_id, booking_id, booking_request_id, category, caption)
  select org, f.id, booking, request, 'photo', private.sent_with_booking_word(org)
  from unnest(files) with ordinality as f (id, place)
  order by f.place;
end;
$$;
comment on function private.use_visitor_photos(uuid, uuid, uuid) is
  'Makes attachments of a visit or a request of what the caller has sent.';
revoke execute on function private.use_visitor_photos(uuid, uuid, uuid) from public;

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
  perform private.use_visitor_photos(org, visit, null);
  perform private.queue_message(org, 'visit.booked', visit, '{}', now());
  return visit;
end;
$$;

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
  perform private.use_visitor_photos(org, null, made.id);
  return private.remember_book_operation(
    org, payload, jsonb_build_object('state', 'requested', 'number', made.number)
  );
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
    'booked', private.booked_answer(org, private.last_booked(org)),
    'photos', private.visitor_photos(org)
  );
end;
$$;
comment on function public.book_page() is
  'Services, what may be booked from when to when, what the visitor keeps, has sent or has just booked. '
  'Definer: visitors read no table.';

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
  -- The pictures nobody has used go by sweep_files: then no record names them.
  delete from private.online_booking_photos as p where p.created_at < now() - interval '2 days';
  delete from private.online_bookings as b where b.created_at < now() - interval '2 days';
  get diagnostics swept = row_count;
  return swept;
end;
$$;

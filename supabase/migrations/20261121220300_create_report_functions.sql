-- What a report says, who asks for one, and what the worker does with it.

-- The signed facts, and around them the company, the times, the photos and the signature.
create function private.report_document(org uuid, booking uuid) returns jsonb
language plpgsql stable set search_path = ''
as $$
declare
  facts constant jsonb := private.visit_report(org, booking);
begin
  return (
    select jsonb_build_object(
      'report', facts,
      'language', case when coalesce(c.locale, o.locale) ~ '^de\M' then 'de' else 'en' end,
      'organization', jsonb_build_object(
        'name', o.name, 'legal_name', o.legal_name, 'phone', o.phone, 'email', o.email, 'address', o.address,
        'brand_color', o.brand_color, 'logo_file_id', o.logo_file_id
      ),
      'visit', jsonb_build_object(
        'id', b.id, 'number', b.number, 'status', b.status, 'outcome', b.outcome,
        'outcome_reason', b.outcome_reason, 'starts_at', b.starts_at, 'actual_start', b.actual_start,
        'actual_end', b.actual_end, 'time_zone', coalesce(p.time_zone, o.time_zone)
      ),
      'photos', (
        select coalesce(
          jsonb_agg(
            jsonb_build_object(
              'id', h.id, 'file_id', h.file_id, 'file_state', f.state, 'category', h.category,
              'caption', h.caption, 'taken_at', h.taken_at
            ) order by h.taken_at, h.id
          ),
          '[]'
        )
        from public.field_photos as h
        join public.file_storage as f on f.org_id = org and f.id = h.file_id
        where h.org_id = org and h.booking_id = b.id and h.deleted_at is null
      ),
      'signature', (
        select jsonb_build_object(
          'kind', g.kind, 'signer_name', g.signer_name, 'absent_reason', g.absent_reason, 'signed_at', g.signed_at,
          -- Shown once its bytes were checked; until then the sentence alone.
          'file_id', (
            select f.id from public.file_storage as f
            where f.org_id = org and f.id = g.file_id and f.state = 'ready'
          ),
          'is_current', g.report_sha256 = private.report_sha256(facts)
        )
        from public.digital_signatures as g
        where g.org_id = org and g.booking_id = b.id
        order by g.id desc
        limit 1
      )
    )
    from public.bookings as b
    join public.jobs as j on j.org_id = org and j.id = b.job_id
    join public.customers as c on c.org_id = org and c.id = j.customer_id
    join public.properties as p on p.org_id = org and p.id = j.property_id
    join public.organizations as o on o.id = org
    where b.org_id = org and b.id = booking
  );
end;
$$;
comment on function private.report_document(uuid, uuid) is 'A visit''s report as page and PDF show it.';
revoke execute on function private.report_document(uuid, uuid) from public;

create function private.document_sum(document jsonb) returns text
language sql immutable set search_path = ''
as $$
  select encode(sha256(convert_to(document::text, 'UTF8')), 'hex')
$$;
comment on function private.document_sum(jsonb) is 'SHA-256 of a document, to see whether it is still the same.';
revoke execute on function private.document_sum(jsonb) from public;

create function private.service_report_row(report public.service_reports, current_sum text) returns jsonb
language sql stable set search_path = ''
as $$
  select jsonb_build_object(
    'id', report.id, 'booking_id', report.booking_id, 'revision', report.revision, 'language', report.language,
    'state', report.state, 'file_id', report.file_id,
    'is_current', report.state = 'pending' or report.document_sha256 is not distinct from current_sum,
    'created_at', report.created_at
  )
$$;
comment on function private.service_report_row(public.service_reports, text) is 'A PDF as the API shows it.';
revoke execute on function private.service_report_row(public.service_reports, text) from public;

create function public.get_visit_report(id uuid) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  visit constant public.bookings := private.require_visible_booking(org, get_visit_report.id);
  document constant jsonb := private.report_document(org, visit.id);
begin
  return jsonb_build_object(
    'document', document,
    'latest', (
      select private.service_report_row(r, private.document_sum(document))
      from public.service_reports as r
      where r.org_id = org and r.booking_id = visit.id
      order by r.revision desc
      limit 1
    )
  );
end;
$$;
comment on function public.get_visit_report(uuid) is
  '{document, latest}: the report of a visit now, and the newest PDF of it; CO404. '
  'Definer: a report names people, photos and signatures that are behind policies of their own.';
revoke execute on function public.get_visit_report(uuid) from public, anon;
grant execute on function public.get_visit_report(uuid) to authenticated;

-- Answers the one that waits, else a new one with its job.
create function private.request_report(org uuid, booking uuid) returns public.service_reports
language plpgsql volatile security definer set search_path = ''
as $$
declare
  wanted public.service_reports;
begin
  insert into public.service_reports (org_id, booking_id, revision, language)
  select org, booking, coalesce(max(r.revision), 0) + 1, private.report_document(org, booking) ->> 'language'
  from public.service_reports as r
  where r.org_id = org and r.booking_id = booking
  on conflict do nothing
  returning * into wanted;
  if found then
    insert into private.background_jobs (org_id, kind, payload)
    values (org, 'report_pdf', jsonb_build_object('report_id', wanted.id));
  else
    select r.* into wanted
    from public.service_reports as r
    where r.org_id = org and r.booking_id = booking
    order by r.revision desc
    limit 1;
  end if;
  return wanted;
end;
$$;
comment on function private.request_report(uuid, uuid) is
  'Has a PDF of a visit made; the row of it. Definer: the table is written by functions only.';
revoke execute on function private.request_report(uuid, uuid) from public;

create function public.make_visit_report(payload jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  visit public.bookings;
  answer jsonb;
  made public.service_reports;
begin
  perform private.require_permission('update', 'bookings');
  answer := private.claim_idempotency('make_visit_report', payload, org);
  if answer is not null then
    return answer;
  end if;
  visit := private.require_visible_booking(org, (payload ->> 'id')::uuid);
  made := private.request_report(org, visit.id);
  return private.remember_answer(org, 201, private.service_report_row(
    made, private.document_sum(private.report_document(org, visit.id))
  ));
end;
$$;
comment on function public.make_visit_report(jsonb) is
  '{id}: has the PDF of a visit made. Definer: the table is written by functions only.';
revoke execute on function public.make_visit_report(jsonb) from public, anon;
grant execute on function public.make_visit_report(jsonb) to authenticated;

create function private.report_completed() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  visit record;
begin
  for visit in
    select n.org_id, n.id
    from new_rows as n
    join old_rows as o on o.org_id = n.org_id and o.id = n.id
    where n.status = 'completed' and o.status <> 'completed'
  loop
    perform private.request_report(visit.org_id, visit.id);
  end loop;
  return null;
end;
$$;
comment on function private.report_completed() is
  'A completed visit gets its PDF. Definer: as request_report.';
revoke execute on function private.report_completed() from public;

create trigger report_completed after update on public.bookings
  referencing old table as old_rows new table as new_rows
  for each statement execute function private.report_completed();

-- Photos and signatures often arrive after the visit, from a phone that had no signal.
create function private.report_arrived() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  visit record;
begin
  for visit in
    select distinct n.org_id, t.booking_id as id
    from new_rows as n
    join old_rows as o on o.org_id = n.org_id and o.id = n.id
    cross join private.file_targets(n.org_id, n.id) as t
    join public.bookings as b on b.org_id = n.org_id and b.id = t.booking_id
    where n.state = 'ready' and o.state <> 'ready' and n.kind = 'image' and b.status in ('completed', 'closed')
  loop
    perform private.request_report(visit.org_id, visit.id);
  end loop;
  return null;
end;
$$;
comment on function private.report_arrived() is
  'A picture that arrives after its visit is over goes into a new PDF. Definer: as request_report.';
revoke execute on function private.report_arrived() from public;

create trigger report_arrived after update on public.file_storage
  referencing old table as old_rows new table as new_rows
  for each statement execute function private.report_arrived();

create function ops.report_to_make(org uuid, report uuid) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  wanted public.service_reports;
  document jsonb;
begin
  select r.* into wanted
  from public.service_reports as r
  where r.org_id = org and r.id = report and r.state = 'pending';
  if not found then
    return null;
  end if;
  document := private.report_document(org, wanted.booking_id);
  return jsonb_build_object(
    'document', document,
    'sum', private.document_sum(document),
    'country', (select o.country from public.organizations as o where o.id = org),
    'time_zone', (select o.time_zone from public.organizations as o where o.id = org),
    'pictures', (
      select coalesce(
        jsonb_agg(
          jsonb_build_object(
            'file_id', f.id,
            'path', coalesce(f.variants #>> '{medium,path}', f.variants #>> '{original,path}')
          )
        ),
        '[]'
      )
      from public.file_storage as f
      where f.org_id = org
        and f.state = 'ready'
        and f.kind = 'image'
        and f.id in (
          select (photo ->> 'file_id')::uuid from jsonb_array_elements(document -> 'photos') as photo
          union
          select (document #>> '{signature,file_id}')::uuid
          union
          select (document #>> '{organization,logo_file_id}')::uuid
        )
    )
  );
end;
$$;
comment on function ops.report_to_make(uuid, uuid) is
  '{document, sum, country, time_zone, pictures: [{file_id, path}]}, null when there is nothing to make. '
  'Definer: the worker has no right on any table.';
revoke execute on function ops.report_to_make(uuid, uuid) from public;
grant execute on function ops.report_to_make(uuid, uuid) to callout_worker;

-- A PDF counts against nothing that people may send: it is ours, and without it a full quota would stop the paper of
-- work that is done. What changed while it was made is in the next one.
create function ops.report_made(org uuid, report uuid, facts jsonb) returns boolean
language plpgsql volatile security definer set search_path = ''
as $$
declare
  wanted public.service_reports;
  file uuid;
begin
  select r.* into wanted
  from public.service_reports as r
  where r.org_id = org and r.id = report and r.state = 'pending'
  for update;
  if not found then
    return false;
  end if;
  insert into public.file_storage (
    org_id, name, kind, state, mime, size_bytes, sha256, bucket, path, variants, stored_bytes, scanned_at, created_by
  )
  values (
    org, facts ->> 'name', 'document', 'ready', 'application/pdf', (facts ->> 'size_bytes')::bigint,
    facts ->> 'sha256', 'files', facts ->> 'path',
    jsonb_build_object('original', jsonb_build_object('path', facts ->> 'path', 'size_bytes', facts -> 'size_bytes')),
    (facts ->> 'size_bytes')::bigint, now(), null
  )
  returning id into file;
  update public.service_reports as r
  set state = 'ready', file_id = file, document_sha256 = facts ->> 'sum', language = facts ->> 'language'
  where r.org_id = org and r.id = report;
  if private.document_sum(private.report_document(org, wanted.booking_id)) <> facts ->> 'sum' then
    perform private.request_report(org, wanted.booking_id);
  end if;
  return true;
end;
$$;
comment on function ops.report_made(uuid, uuid, jsonb) is
  '{name, size_bytes, sha256, path, sum, language}: the PDF lies in Storage; false when nobody waits for it any more. '
  'Definer: the worker has no right on any table.';
revoke execute on function ops.report_made(uuid, uuid, jsonb) from public;
grant execute on function ops.report_made(uuid, uuid, jsonb) to callout_worker;

create function ops.report_failed(org uuid, report uuid, reason text) returns void
language plpgsql volatile security definer set search_path = ''
as $$
begin
  update public.service_reports as r
  set state = 'failed', error = left(reason, 500)
  where r.org_id = org and r.id = report and r.state = 'pending';
end;
$$;
comment on function ops.report_failed(uuid, uuid, text) is
  'The PDF could not be made. Definer: the worker has no right on any table.';
revoke execute on function ops.report_failed(uuid, uuid, text) from public;
grant execute on function ops.report_failed(uuid, uuid, text) to callout_worker;

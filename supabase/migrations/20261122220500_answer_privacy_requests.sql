-- The two things a person may ask for: a copy of everything, and to be forgotten.

-- A reason that names the person would be the last trace of him.
create function private.refuse_naming(s private.person_scope, reason text) returns void
language plpgsql immutable set search_path = ''
as $$
declare
  name text;
begin
  if coalesce(reason, '') !~ '\S' or length(reason) > 500 then
    perform private.invalid('invalid', 'A reason of 1 to 500 letters is needed.', 'reason');
  end if;
  foreach name in array s.names || s.emails || s.phones loop
    if length(name) >= 3 and strpos(lower(reason), lower(name)) > 0 then
      perform private.invalid('names_person', 'The reason stays: write it without the person''s name, address or number.',
        'reason');
    end if;
  end loop;
end;
$$;
comment on function private.refuse_naming(private.person_scope, text) is
  'Raises CO422 for a reason that is empty or names the person.';
revoke execute on function private.refuse_naming(private.person_scope, text) from public;

create function private.erase_now(org uuid, kind text, id uuid, reason text, keep_reports boolean)
returns public.privacy_requests
language plpgsql volatile set search_path = ''
as $$
declare
  s constant private.person_scope := private.person_scope_of(
    org, kind, id, case when keep_reports then private.report_keep_days() else 0 end
  );
  planned constant jsonb := private.planned_visits(s);
  made public.privacy_requests;
begin
  perform private.refuse_naming(s, reason);
  if planned <> '[]' then
    raise exception 'open_visits: % is planned. Move it to another or call it off first.', planned -> 0 ->> 'number'
      using errcode = 'CO409', hint = 'id', detail = jsonb_build_object('planned_visits', planned)::text;
  end if;
  made.objects := private.objects_of_files(org, s.files);
  made.summary := private.run_erasure(s);
  insert into public.privacy_requests
    (org_id, kind, person_kind, person_id, reason, summary, is_account_kept, kept_until, file_count, objects,
     files_removed_at)
  values (
    org, 'erasure', kind, id, reason, made.summary, kind = 'member' and cardinality(s.accounts) = 0,
    (
      select max(g.signed_at) + make_interval(days => private.report_keep_days())
      from public.digital_signatures as g where g.org_id = org and g.booking_id = any (s.kept)
    ),
    cardinality(s.files), made.objects, case when made.objects = '[]' then now() end
  )
  returning * into made;
  if made.objects <> '[]' then
    perform private.enqueue_job(org, 'file_erasure', jsonb_build_object('request_id', made.id));
  end if;
  return made;
end;
$$;
comment on function private.erase_now(uuid, text, uuid, text, boolean) is
  'Erases a person who is locked by the caller; answers the request that tells of it.';
revoke execute on function private.erase_now(uuid, text, uuid, text, boolean) from public;

-- Two who ask at once: the second waits and gets the first one's answer.
create function public.erase_person(payload jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  of_kind constant text := payload ->> 'kind';
  person constant uuid := (payload ->> 'id')::uuid;
  answer jsonb;
  made public.privacy_requests;
begin
  perform private.require_privacy(org, of_kind, person);
  answer := private.claim_idempotency('erase_person', payload, org);
  if answer is not null then
    return answer;
  end if;
  if of_kind = 'member' and person = private.current_user_id() then
    raise exception 'own_account: Nobody erases himself.' using errcode = 'CO409', hint = 'id';
  end if;
  perform pg_advisory_xact_lock(hashtextextended('erase_person:' || org || person, 0));
  select r.* into made
  from public.privacy_requests as r
  where r.org_id = org and r.kind = 'erasure' and r.person_kind = of_kind and r.person_id = person;
  if not found then
    if of_kind = 'customer' then
      perform from public.customers as c where c.org_id = org and c.id = person for no key update;
    elsif of_kind = 'member' then
      perform private.lock_member(org, person);
    end if;
    made := private.erase_now(
      org, of_kind, person, payload ->> 'reason', coalesce((payload ->> 'keep_signed_reports')::boolean, true)
    );
    perform private.log_audit_event(org, 'delete', of_kind, person, 'critical', true, array['erased']);
  end if;
  return private.remember_answer(org, 201, private.privacy_request_row(made));
end;
$$;
comment on function public.erase_person(jsonb) is
  '{kind, id, reason, keep_signed_reports}: makes a person unrecognisable; again it answers the same. '
  'Definer: it changes tables that are nobody''s.';
revoke execute on function public.erase_person(jsonb) from public, anon;
grant execute on function public.erase_person(jsonb) to authenticated;

-- Hashes and keys that open something are no data about a person.
create function private.person_rows(s private.person_scope) returns jsonb
language plpgsql stable set search_path = '' set plan_cache_mode = force_custom_plan
as $$
declare
  place private.personal_data_rows;
  part jsonb;
  document jsonb := '{}';
begin
  for place in
    select r.* from private.personal_data_rows as r where r.person = s.kind and r.is_exported order by r.position
  loop
    execute format(
      'select jsonb_agg(to_jsonb(t) - %L::text[]) from %s as t where %s',
      array['org_id', 'sort_name', 'phone_digits', 'path', 'variants', 'sha256', 'declared_sha256', 'stored_bytes'],
      place.relation, private.person_condition(place)
    ) into part using s;
    if part is not null then
      document := document || jsonb_build_object(split_part(place.relation, '.', 2), part);
    end if;
  end loop;
  return document;
end;
$$;
comment on function private.person_rows(private.person_scope) is '{table: [row]} of what a person gets as a copy.';
revoke execute on function private.person_rows(private.person_scope) from public;

-- The document is made at each call and remembered nowhere: an answer kept for a day would be one more place to erase.
create function public.export_person(payload jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  of_kind constant text := payload ->> 'kind';
  person constant uuid := (payload ->> 'id')::uuid;
  s private.person_scope;
  answer jsonb;
  made public.privacy_requests;
begin
  perform private.require_privacy(org, of_kind, person);
  s := private.person_scope_of(org, of_kind, person, 0);
  answer := private.claim_idempotency('export_person', payload, org);
  if answer is null then
    perform private.refuse_naming(s, payload ->> 'reason');
    insert into public.privacy_requests (org_id, kind, person_kind, person_id, reason, summary, file_count)
    values (org, 'export', of_kind, person, payload ->> 'reason', private.count_person(s), cardinality(s.files))
    returning * into made;
    perform private.log_audit_event(org, 'export', of_kind, person, 'notice', true);
    answer := private.remember_answer(org, 201, private.privacy_request_row(made));
  end if;
  return jsonb_set(answer, '{data}', jsonb_build_object(
    'request', answer -> 'data',
    'person', jsonb_build_object('kind', of_kind, 'id', person, 'name', private.record_title(org, of_kind, person)),
    'tables', private.person_rows(s),
    'files', (
      select coalesce(jsonb_agg(jsonb_build_object('id', f.id, 'name', f.name, 'mime', f.mime)), '[]')
      from public.file_storage as f where f.org_id = org and f.id = any (s.files) and f.state = 'ready'
    )
  ));
end;
$$;
comment on function public.export_person(jsonb) is
  '{kind, id, reason}: everything that is held of a person, table by table, with the files'' ids. '
  'Definer: it reads tables that are nobody''s.';
revoke execute on function public.export_person(jsonb) from public, anon;
grant execute on function public.export_person(jsonb) to authenticated;

-- Objects another file still needs are not given to the worker: the same bytes are stored once.
create function ops.objects_to_erase(org uuid, request uuid) returns table (bucket text, path text)
language plpgsql stable security definer set search_path = ''
as $$
begin
  return query
    select o.bucket, o.path
    from public.privacy_requests as r
    cross join lateral jsonb_to_recordset(r.objects) as o (bucket text, path text)
    where r.org_id = org and r.id = request and split_part(o.path, '/', 1) = org::text and not exists (
      select
      from public.file_storage as f
      where f.org_id = org and (
        f.path = o.path
        or (f.state = 'ready' and o.bucket = 'files' and f.sha256 = split_part(o.path, '/', 2))
      )
    );
end;
$$;
comment on function ops.objects_to_erase(uuid, uuid) is
  'What an erasure left in Storage. Definer: the worker has no right on any table.';
revoke execute on function ops.objects_to_erase(uuid, uuid) from public;
grant execute on function ops.objects_to_erase(uuid, uuid) to callout_worker;

create function ops.objects_erased(org uuid, request uuid) returns void
language plpgsql volatile security definer set search_path = ''
as $$
begin
  update public.privacy_requests as r
  set objects = '[]', files_removed_at = now()
  where r.org_id = org and r.id = request and r.files_removed_at is null;
end;
$$;
comment on function ops.objects_erased(uuid, uuid) is
  'The bytes are gone. Definer: the worker has no right on any table.';
revoke execute on function ops.objects_erased(uuid, uuid) from public;
grant execute on function ops.objects_erased(uuid, uuid) to callout_worker;

-- By the clock: the time the law asked for is over, and what was kept goes like the rest did.
create function ops.finish_erasures() returns integer
language plpgsql volatile security definer set search_path = ''
as $$
declare
  request public.privacy_requests;
  s private.person_scope;
  left_objects jsonb;
  finished integer := 0;
begin
  for request in
    select r.* from public.privacy_requests as r
    where r.kept_until <= now()
    order by r.kept_until
    limit 20
    for update skip locked
  loop
    s := private.person_scope_of(request.org_id, request.person_kind, request.person_id, 0);
    left_objects := private.objects_of_files(request.org_id, s.files);
    perform private.run_erasure(s);
    update public.privacy_requests as r
    set kept_until = null, objects = left_objects, file_count = r.file_count + cardinality(s.files),
      files_removed_at = case when left_objects = '[]' then now() end
    where r.org_id = request.org_id and r.id = request.id;
    if left_objects <> '[]' then
      perform private.enqueue_job(request.org_id, 'file_erasure', jsonb_build_object('request_id', request.id));
    end if;
    finished := finished + 1;
  end loop;
  return finished;
end;
$$;
comment on function ops.finish_erasures() is
  'Erases signed reports whose time is over; answers of how many people. '
  'Definer: the worker has no right on any table.';
revoke execute on function ops.finish_erasures() from public;
grant execute on function ops.finish_erasures() to callout_worker;

insert into ops.schedules (name, every_s) values ('finish_erasures', 86400);

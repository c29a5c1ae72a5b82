-- A person's copy is whole with his photos, papers and signatures: an archive of what export_person answers and of the
-- bytes. The worker makes it, it lies with the other exports for a week, and it goes with the person: an archive made
-- before an erasure would be one more place he is in.

insert into ops.job_kinds (kind, class) values ('person_export', 'bulk');

create or replace function private.may_fetch_export(operation public.batch_operations) returns boolean
language plpgsql stable set search_path = ''
as $$
begin
  return operation.status = 'done' and operation.result ? 'file'
    and operation.ended_at > now() - interval '7 days'
    and not exists (
      select
      from private.export_datasets as d
      where d.kind = operation.kind and private.permission_scope('export', d.resource) is distinct from 'all'
    )
    and (
      operation.kind <> 'person_export'
      or private.permission_scope('manage', 'organizations') = 'all'
      and (
        operation.params ->> 'person_kind' <> 'member' or private.permission_scope('manage', 'members') = 'all'
      )
    );
end;
$$;

create function public.copy_person(payload jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  of_kind constant text := payload ->> 'kind';
  person constant uuid := (payload ->> 'id')::uuid;
  s private.person_scope;
  answer jsonb;
  request uuid;
  operation public.batch_operations;
begin
  perform private.require_privacy(org, of_kind, person);
  perform private.require_proof();
  answer := private.claim_idempotency('copy_person', payload, org);
  if answer is not null then
    return answer;
  end if;
  -- One after the other with an erasure of the person, or of the customer a contact belongs to: it then finds this.
  perform pg_advisory_xact_lock(hashtextextended('erase_person:' || org || p.id, 0))
  from (
    select person as id
    union
    select c.customer_id from public.customer_contacts as c where c.org_id = org and c.id = person
  ) as p;
  s := private.person_scope_of(org, of_kind, person, 0);
  perform private.refuse_naming(s, payload ->> 'reason');
  insert into public.privacy_requests (org_id, kind, person_kind, person_id, reason, summary, file_count)
  values (org, 'export', of_kind, person, payload ->> 'reason', private.count_person(s), cardinality(s.files))
  returning id into request;
  perform private.log_audit_event(org, 'export', of_kind, person, 'notice', true, array['files']);
  operation := private.start_batch_operation(org, 'person_export', jsonb_build_object(
    'person_kind', of_kind, 'person_id', person, 'request_id', request
  ));
  return private.remember_answer(org, 201, private.batch_operation_row(operation));
end;
$$;
comment on function public.copy_person(jsonb) is
  '{kind, id, reason}: has everything that is held of a person, with the files, written into an archive; answers the '
  'operation. Definer: nobody writes batch operations by hand.';
revoke execute on function public.copy_person(jsonb) from public, anon;
grant execute on function public.copy_person(jsonb) to authenticated;

create function ops.person_copy(org uuid, operation uuid) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  wanted public.batch_operations;
  of_kind text;
  person uuid;
  s private.person_scope;
begin
  select b.* into wanted
  from public.batch_operations as b
  where b.org_id = org and b.id = operation and b.kind = 'person_export' and b.cancel_requested_at is null;
  if not found then
    return null;
  end if;
  of_kind := wanted.params ->> 'person_kind';
  person := (wanted.params ->> 'person_id')::uuid;
  s := private.person_scope_of(org, of_kind, person, 0);
  return jsonb_build_object(
    'request', (
      select private.privacy_request_row(r)
      from public.privacy_requests as r
      where r.org_id = org and r.id = (wanted.params ->> 'request_id')::uuid
    ),
    'person', jsonb_build_object('kind', of_kind, 'id', person, 'name', private.record_title(org, of_kind, person)),
    'tables', private.person_rows(s),
    'files', (
      select coalesce(jsonb_agg(jsonb_build_object(
        'id', f.id, 'name', f.name, 'mime', f.mime, 'bucket', f.bucket, 'path', f.path
      ) order by f.id), '[]')
      from public.file_storage as f
      where f.org_id = org and f.id = any (s.files) and f.state = 'ready'
    )
  );
end;
$$;
comment on function ops.person_copy(uuid, uuid) is
  'What the copy of a person holds: {request, person, tables, files with where their bytes lie}; null where it was called off. '
  'Definer: the worker has no right on any table.';
revoke execute on function ops.person_copy(uuid, uuid) from public;
grant execute on function ops.person_copy(uuid, uuid) to callout_worker;

-- Asked after the archive is in the bucket: an erasure before this called it off, one after it takes it away.
create function ops.may_keep_copy(org uuid, operation uuid) returns boolean
language plpgsql stable security definer set search_path = ''
as $$
begin
  return exists (
    select
    from public.batch_operations as b
    where b.org_id = org and b.id = operation and b.kind = 'person_export' and b.cancel_requested_at is null
  );
end;
$$;
comment on function ops.may_keep_copy(uuid, uuid) is
  'Whether a copy was not called off, by a person or by an erasure, while it was made. Definer: the worker has no right on any table.';
revoke execute on function ops.may_keep_copy(uuid, uuid) from public;
grant execute on function ops.may_keep_copy(uuid, uuid) to callout_worker;

-- Where an archive lies follows from its operation, so also what is just being written is named.
create function private.withdraw_copies(s private.person_scope) returns jsonb
language plpgsql volatile set search_path = ''
as $$
declare
  ids constant uuid[] := s.customers || s.contacts || s.users;
  copies jsonb;
begin
  select coalesce(jsonb_agg(jsonb_build_object(
    'bucket', 'exports',
    'path', concat_ws('/', b.org_id, b.id, concat(b.params ->> 'person_kind', '-', b.params ->> 'person_id', '.zip'))
  )), '[]') into copies
  from public.batch_operations as b
  where b.org_id = s.org_id and b.kind = 'person_export' and (b.params ->> 'person_id')::uuid = any (ids);
  update public.batch_operations as b
  set result = b.result - 'file', cancel_requested_at = coalesce(b.cancel_requested_at, now())
  where b.org_id = s.org_id and b.kind = 'person_export' and (b.params ->> 'person_id')::uuid = any (ids);
  update private.background_jobs as j
  set cancel_requested_at = now(), finished_at = case when j.leased_by is null then now() end,
    is_cancelled = j.leased_by is null
  from public.batch_operations as b
  where b.org_id = s.org_id and b.kind = 'person_export' and (b.params ->> 'person_id')::uuid = any (ids)
    and j.org_id = b.org_id and j.id = b.id and j.finished_at is null and j.failed_at is null;
  return copies;
end;
$$;
comment on function private.withdraw_copies(private.person_scope) is
  'Calls off the copies that are being made of a person and takes the others from their operations; answers where '
  'they lie: [{bucket, path}].';
revoke execute on function private.withdraw_copies(private.person_scope) from public;

create or replace function private.erase_now(org uuid, kind text, id uuid, reason text, keep_reports boolean)
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
  made.objects := private.objects_of_files(org, s.files) || private.withdraw_copies(s);
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

-- Undoes "copy people with files". Archives that were made are swept with the other exports.
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
drop function private.withdraw_copies(private.person_scope);
drop function ops.may_keep_copy(uuid, uuid);
drop function ops.person_copy(uuid, uuid);
drop function public.copy_person(jsonb);
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
    );
end;
$$;
delete from private.background_jobs where kind = 'person_export';
delete from public.batch_operations where kind = 'person_export';
delete from ops.job_kinds where kind = 'person_export';

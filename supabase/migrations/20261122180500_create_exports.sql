-- An export is made by the worker and fetched from a private bucket for a week, by who may see the operation. What can be
-- exported is a list of datasets, each with the resource whose right `export` it asks for.

insert into storage.buckets (id, name, public, file_size_limit, allowed_mime_types)
values ('exports', 'exports', false, 5368709120, array['text/csv', 'application/x-ndjson', 'application/zip'])
on conflict (id) do update set
  public = excluded.public,
  file_size_limit = excluded.file_size_limit,
  allowed_mime_types = excluded.allowed_mime_types;

create table private.export_datasets (
  dataset text not null primary key,
  resource public.resource_type not null,
  kind text not null,
  entity text not null,
  formats text[] not null,
  constraint export_datasets_dataset_check check (dataset ~ '^[a-z_]{1,60}$'),
  constraint export_datasets_kind_check check (kind ~ '^[a-z_]{1,60}$'),
  constraint export_datasets_entity_check check (entity ~ '^[a-z_]{1,60}$'),
  constraint export_datasets_formats_check check (cardinality(formats) > 0)
);
comment on table private.export_datasets is 'What can be exported, the same for everybody.';
comment on column private.export_datasets.kind is 'The job that makes it.';
comment on column private.export_datasets.entity is 'What the audit log says was taken away.';
alter table private.export_datasets enable row level security;

insert into private.export_datasets (dataset, resource, kind, entity, formats)
values ('audit_logs', 'audit_logs', 'audit_log_export', 'audit_log', '{ndjson,csv}');
insert into ops.job_kinds (kind, class) values ('audit_log_export', 'bulk');

create function public.create_export(payload jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  wanted_format constant text := payload ->> 'format';
  known private.export_datasets;
  answer jsonb;
  operation public.batch_operations;
begin
  perform private.require_permission('create', 'exports', 'all');
  select d.* into known from private.export_datasets as d where d.dataset = payload ->> 'dataset';
  if not found then
    perform private.invalid('invalid', 'There is no such dataset.', 'dataset');
  end if;
  perform private.require_permission('export', known.resource, 'all');
  if wanted_format is null or not wanted_format = any (known.formats) then
    perform private.invalid('invalid', 'This dataset has no such format.', 'format');
  end if;
  answer := private.claim_idempotency('create_export', payload, org);
  if answer is not null then
    return answer;
  end if;
  operation := private.start_batch_operation(org, known.kind, jsonb_build_object(
    'dataset', known.dataset, 'format', wanted_format, 'filters', coalesce(payload -> 'filters', '{}')
  ));
  perform private.log_audit_event(org, 'export', known.entity, operation.id, 'notice', true);
  return private.remember_answer(org, 201, private.batch_operation_row(operation));
end;
$$;
comment on function public.create_export(jsonb) is
  'Has a dataset {dataset, format, filters} written into a file in the background; answers the operation. '
  'Definer: nobody writes batch operations by hand.';
revoke execute on function public.create_export(jsonb) from public, anon;
grant execute on function public.create_export(jsonb) to authenticated;

-- The file of an operation one may see, as long as one may still export what is in it.
create function private.may_fetch_export(operation public.batch_operations) returns boolean
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
comment on function private.may_fetch_export(public.batch_operations) is
  'Whether its file is there and the caller may still export what it holds.';
revoke execute on function private.may_fetch_export(public.batch_operations) from public;

create function private.can_read_export(name text) returns boolean
language plpgsql stable security definer set search_path = ''
as $$
declare
  reach constant text := private.permission_scope('read', 'batch_operations');
begin
  return exists (
    select
    from public.batch_operations as b
    where b.org_id = private.current_org_id()
      and b.org_id = private.to_uuid(split_part(can_read_export.name, '/', 1))
      and b.id = private.to_uuid(split_part(can_read_export.name, '/', 2))
      and b.result #>> '{file,bucket}' = 'exports'
      and b.result #>> '{file,path}' = can_read_export.name
      and (reach = 'all' or reach = 'own' and b.created_by = private.current_user_id())
      and private.may_fetch_export(b)
  );
end;
$$;
comment on function private.can_read_export(text) is
  'Whether the object is the file of an operation the caller may see. '
  'Definer: it serves a policy; nobody is granted batch operations.';
revoke execute on function private.can_read_export(text) from public;
grant execute on function private.can_read_export(text) to authenticated;

create policy exports_select_reader on storage.objects for select to authenticated
  using (bucket_id = 'exports' and private.can_read_export(name));

-- Who takes a file away stands in the audit log each time.
create function public.open_batch_file(operation uuid) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  found_one constant public.batch_operations := private.find_batch_operation('read', operation, false);
begin
  if not private.may_fetch_export(found_one) then
    raise exception 'not_found: There is no file here, or not any more.' using errcode = 'CO404', hint = 'id';
  end if;
  perform private.log_audit_event(
    found_one.org_id, 'export', 'batch_operation', found_one.id, 'notice', true, array['file']
  );
  return found_one.result -> 'file';
end;
$$;
comment on function public.open_batch_file(uuid) is
  'Where the file of a long work lies: {bucket, path, name, mime, bytes}; notes who fetches it. '
  'Definer: nobody is granted batch operations.';
revoke execute on function public.open_batch_file(uuid) from public, anon;
grant execute on function public.open_batch_file(uuid) to authenticated;

-- Long work that a person started and watches: an import, an export. The work itself is a background job with the same
-- id; the state follows the job by trigger, so that it is true also of a worker that died.
create table public.batch_operations (
  org_id uuid not null references public.organizations (id) on delete cascade,
  id uuid not null default private.uuid_v7(),
  kind text not null,
  status text not null default 'queued',
  params jsonb not null default '{}',
  done_count bigint not null default 0,
  total_count bigint,
  result jsonb,
  error_code text,
  cancel_requested_at timestamptz,
  cancel_requested_by uuid,
  created_by uuid default private.current_user_id(),
  created_at timestamptz not null default now(),
  started_at timestamptz,
  ended_at timestamptz,
  primary key (org_id, id),
  foreign key (org_id, created_by) references public.organization_members (org_id, user_id)
    on delete set null (created_by),
  foreign key (org_id, cancel_requested_by) references public.organization_members (org_id, user_id)
    on delete set null (cancel_requested_by),
  constraint batch_operations_kind_check check (kind ~ '^[a-z_]{1,60}$'),
  constraint batch_operations_status_check check (status in ('queued', 'running', 'done', 'failed', 'cancelled')),
  constraint batch_operations_params_check check (jsonb_typeof(params) = 'object' and length(params::text) <= 16000),
  constraint batch_operations_done_count_check check (done_count >= 0),
  constraint batch_operations_total_count_check check (total_count >= 0),
  constraint batch_operations_result_check check (jsonb_typeof(result) = 'object' and length(result::text) <= 16000),
  constraint batch_operations_error_code_check check (error_code ~ '^[a-z_]{1,60}$'),
  constraint batch_operations_failure_check check ((status = 'failed') = (error_code is not null)),
  constraint batch_operations_end_check check (
    (status in ('done', 'failed', 'cancelled')) = (ended_at is not null)
  )
);
comment on table public.batch_operations is 'Long work that a person started: its progress, end and result.';
comment on column public.batch_operations.params is 'What was asked for.';
comment on column public.batch_operations.result is 'Counts and names; file: {bucket, path, name, bytes, mime} to fetch.';
comment on column public.batch_operations.error_code is 'Why it failed, as a word that a page can translate.';

create index batch_operations_list_idx on public.batch_operations (org_id, created_at desc, id desc);
create index batch_operations_created_by_idx on public.batch_operations (org_id, created_by, created_at desc, id desc)
  where created_by is not null;
create index batch_operations_cancel_requested_by_idx on public.batch_operations (org_id, cancel_requested_by)
  where cancel_requested_by is not null;

alter table public.batch_operations enable row level security;

-- Nobody is granted it: functions show it, without where its file lies, and only they write it.
create trigger forbid_change before update of org_id, id, kind, params, created_by, created_at
  on public.batch_operations
  for each row execute function private.forbid_change('org_id', 'id', 'kind', 'params', 'created_by', 'created_at');

create function private.follow_jobs() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  update public.batch_operations as b
  set
    status = n.status,
    error_code = case when n.status = 'failed' then coalesce(n.problem, 'failed') end,
    started_at = case when n.status = 'running' then coalesce(b.started_at, now()) else b.started_at end,
    ended_at = n.ended_at
  from (
    select
      j.org_id, j.id, j.problem,
      case
        when j.is_cancelled then 'cancelled'
        when j.finished_at is not null then 'done'
        when j.failed_at is not null then 'failed'
        when j.leased_by is not null then 'running'
        else 'queued'
      end as status,
      coalesce(j.finished_at, j.failed_at) as ended_at
    from new_rows as j
  ) as n
  where b.org_id = n.org_id and b.id = n.id and b.status <> n.status;
  return null;
end;
$$;
comment on function private.follow_jobs() is
  'The state of a batch operation is that of its job. Definer: nobody is granted the table.';
revoke execute on function private.follow_jobs() from public;
create trigger follow_jobs after update on private.background_jobs
  referencing new table as new_rows
  for each statement execute function private.follow_jobs();

create function private.start_batch_operation(
  org uuid, kind text, params jsonb default '{}', total bigint default null
) returns public.batch_operations
language plpgsql volatile set search_path = ''
as $$
declare
  operation public.batch_operations;
begin
  insert into public.batch_operations (org_id, kind, params, total_count)
  values (org, start_batch_operation.kind, start_batch_operation.params, start_batch_operation.total)
  returning * into operation;
  insert into private.background_jobs (org_id, id, kind, payload)
  values (org, operation.id, operation.kind, operation.params || jsonb_build_object('operation_id', operation.id));
  return operation;
end;
$$;
comment on function private.start_batch_operation(uuid, text, jsonb, bigint) is
  'A batch operation with its job, due at once. Who may start it is asked before.';
revoke execute on function private.start_batch_operation(uuid, text, jsonb, bigint) from public;

create function private.batch_operation_row(operation public.batch_operations) returns jsonb
language plpgsql stable set search_path = ''
as $$
begin
  return jsonb_build_object(
    'id', operation.id, 'kind', operation.kind, 'status', operation.status, 'params', operation.params,
    'done', operation.done_count, 'total', operation.total_count, 'error_code', operation.error_code,
    'result', operation.result - 'file',
    'file', case when operation.result ? 'file' then jsonb_build_object(
      'name', operation.result #>> '{file,name}', 'bytes', (operation.result #>> '{file,bytes}')::bigint,
      'expires_at', operation.ended_at + interval '7 days'
    ) end,
    'is_cancelling', operation.cancel_requested_at is not null and operation.ended_at is null,
    'created_by', (
      select jsonb_build_object('id', p.id, 'name', coalesce(p.name, p.email))
      from public.profiles as p
      where p.id = operation.created_by
    ),
    'created_at', operation.created_at, 'started_at', operation.started_at, 'ended_at', operation.ended_at
  );
end;
$$;
comment on function private.batch_operation_row(public.batch_operations) is
  'A batch operation as it is shown: not where its file lies.';
revoke execute on function private.batch_operation_row(public.batch_operations) from public;

-- Own are those one started.
create function private.find_batch_operation(permission public.permission_type, wanted uuid, locked boolean)
returns public.batch_operations
language plpgsql volatile set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  reach text;
  operation public.batch_operations;
begin
  perform private.require_permission(permission, 'batch_operations', 'own');
  reach := private.permission_scope(permission, 'batch_operations');
  if locked then
    select b.* into operation from public.batch_operations as b where b.org_id = org and b.id = wanted for update;
  else
    select b.* into operation from public.batch_operations as b where b.org_id = org and b.id = wanted;
  end if;
  if operation.id is null
    or (reach = 'own' and operation.created_by is distinct from private.current_user_id()) then
    raise exception 'not_found: There is no such operation.' using errcode = 'CO404', hint = 'id';
  end if;
  return operation;
end;
$$;
comment on function private.find_batch_operation(public.permission_type, uuid, boolean) is
  'The operation, where the caller has that right on it; else CO404.';
revoke execute on function private.find_batch_operation(public.permission_type, uuid, boolean) from public;

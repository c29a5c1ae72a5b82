-- The audit log leaves the house as a file: for an auditor, a court, another system. Every such file is kept in a list
-- with its sum and the head of the chain at that moment, so that years later it can be said whether it is the one.

create table private.audit_log_exports (
  org_id uuid not null references public.organizations (id) on delete cascade,
  id uuid not null,
  format text not null,
  filters jsonb not null,
  line_count bigint not null,
  byte_count bigint not null,
  sha256 text not null,
  head_seq bigint,
  head_hash bytea,
  removed_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (org_id, id),
  constraint audit_log_exports_format_check check (format in ('ndjson', 'csv')),
  constraint audit_log_exports_sha256_check check (sha256 ~ '^[0-9a-f]{64}$'),
  constraint audit_log_exports_line_count_check check (line_count >= 0),
  constraint audit_log_exports_byte_count_check check (byte_count >= 0)
);
comment on table private.audit_log_exports is 'Files made of the audit log; id is that of the batch operation.';
comment on column private.audit_log_exports.head_hash is 'The newest seal when the file was made.';
comment on column private.audit_log_exports.removed_at is 'When the file itself was removed.';
alter table private.audit_log_exports enable row level security;

create function ops.audit_export_lines(org uuid, operation uuid, after_key jsonb, most integer) returns setof jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  wanted jsonb;
  upto timestamptz;
  ids uuid[];
  times timestamptz[];
begin
  select b.params -> 'filters', b.created_at into wanted, upto
  from public.batch_operations as b
  where b.org_id = org and b.id = operation and b.kind = 'audit_log_export';
  -- What is written while the file is being made is not in it, on whichever try.
  select array_agg(l.id), array_agg(l.at) into ids, times
  from private.find_audit_logs(
    org, wanted, least(coalesce((after_key ->> 'at')::timestamptz, 'infinity'), upto),
    coalesce((after_key ->> 'id')::uuid, '00000000-0000-0000-0000-000000000000'), most
  ) as l;
  return query select r from private.audit_log_rows(org, ids, times) as r;
end;
$$;
comment on function ops.audit_export_lines(uuid, uuid, jsonb, integer) is
  'The next lines of an export, newest first, after {at, id}. Definer: the worker has no right on any table.';
revoke execute on function ops.audit_export_lines(uuid, uuid, jsonb, integer) from public;
grant execute on function ops.audit_export_lines(uuid, uuid, jsonb, integer) to callout_worker;

create function ops.audit_exported(org uuid, operation uuid, lines bigint, bytes bigint, sum text) returns void
language plpgsql volatile security definer set search_path = ''
as $$
begin
  insert into private.audit_log_exports
    (org_id, id, format, filters, line_count, byte_count, sha256, head_seq, head_hash)
  select b.org_id, b.id, b.params ->> 'format', b.params -> 'filters', lines, bytes, sum, h.seq, h.hash
  from public.batch_operations as b
  left join lateral (
    select s.seq, s.hash from private.audit_seals as s where s.org_id = org order by s.seq desc limit 1
  ) as h on true
  where b.org_id = org and b.id = operation and b.kind = 'audit_log_export'
  on conflict (org_id, id) do update
  set line_count = excluded.line_count, byte_count = excluded.byte_count, sha256 = excluded.sha256,
    head_seq = excluded.head_seq, head_hash = excluded.head_hash;
end;
$$;
comment on function ops.audit_exported(uuid, uuid, bigint, bigint, text) is
  'Keeps what an export of the audit log held. Definer: the worker has no right on any table.';
revoke execute on function ops.audit_exported(uuid, uuid, bigint, bigint, text) from public;
grant execute on function ops.audit_exported(uuid, uuid, bigint, bigint, text) to callout_worker;

create function ops.old_export_files(most integer) returns table (org_id uuid, id uuid, path text)
language plpgsql stable security definer set search_path = ''
as $$
begin
  return query
    select b.org_id, b.id, b.result #>> '{file,path}'
    from public.batch_operations as b
    where b.result #>> '{file,bucket}' = 'exports' and b.ended_at < now() - interval '7 days'
    order by b.ended_at
    limit most;
end;
$$;
comment on function ops.old_export_files(integer) is
  'Files of exports whose week is over. Definer: the worker has no right on any table.';
revoke execute on function ops.old_export_files(integer) from public;
grant execute on function ops.old_export_files(integer) to callout_worker;

create function ops.export_file_removed(org uuid, operation uuid) returns void
language plpgsql volatile security definer set search_path = ''
as $$
begin
  update public.batch_operations as b
  set result = b.result - 'file'
  where b.org_id = org and b.id = operation;
  update private.audit_log_exports as e
  set removed_at = now()
  where e.org_id = org and e.id = operation and e.removed_at is null;
end;
$$;
comment on function ops.export_file_removed(uuid, uuid) is
  'The operation has no file any more. Definer: the worker has no right on any table.';
revoke execute on function ops.export_file_removed(uuid, uuid) from public;
grant execute on function ops.export_file_removed(uuid, uuid) to callout_worker;

create index batch_operations_file_idx on public.batch_operations (org_id, ended_at)
  where result #>> '{file,bucket}' = 'exports';

insert into ops.schedules (name, every_s) values ('sweep_exports', 3600);

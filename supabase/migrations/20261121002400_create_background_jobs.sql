-- Work that happens after the answer, written in the transaction that causes it. Workers take jobs by lease: one that
-- dies loses its lease, and another goes on. Only ops.* functions touch the table after it was filled.
create table private.background_jobs (
  org_id uuid not null references public.organizations (id) on delete cascade,
  id uuid not null default private.uuid_v7(),
  kind text not null,
  payload jsonb not null default '{}',
  run_at timestamptz not null default now(),
  attempts integer not null default 0,
  max_attempts integer not null default 10,
  leased_until timestamptz,
  leased_by text,
  last_error text,
  finished_at timestamptz,
  failed_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (org_id, id),
  constraint background_jobs_kind_check check (kind ~ '^[a-z_]{1,60}$'),
  constraint background_jobs_attempts_check check (attempts >= 0 and max_attempts >= 1),
  constraint background_jobs_lease_check check ((leased_until is null) = (leased_by is null)),
  constraint background_jobs_end_check check (num_nonnulls(finished_at, failed_at) <= 1)
);
comment on table private.background_jobs is 'Queue of the workers. Open: neither finished nor failed.';
comment on column private.background_jobs.payload is 'Ids only: what the job is about is read when it runs.';

create index background_jobs_due_idx on private.background_jobs (run_at)
  where finished_at is null and failed_at is null;
create index background_jobs_leased_idx on private.background_jobs (leased_by)
  where leased_by is not null and finished_at is null and failed_at is null;
create index background_jobs_finished_at_idx on private.background_jobs (finished_at) where finished_at is not null;

alter table private.background_jobs set (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 500);

alter table private.background_jobs enable row level security;

create function private.enqueue_job(org uuid, kind text, payload jsonb) returns void
language sql volatile set search_path = ''
as $$
  insert into private.background_jobs (org_id, kind, payload) values (org, kind, payload)
$$;
comment on function private.enqueue_job(uuid, text, jsonb) is 'Adds work for the worker, due at once.';
revoke execute on function private.enqueue_job(uuid, text, jsonb) from public;

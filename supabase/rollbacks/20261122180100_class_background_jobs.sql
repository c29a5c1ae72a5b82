-- Undoes "class background jobs": jobs are taken oldest first again, and every kind is tried again alike.
drop function ops.claim_jobs(text, text[], integer, integer);
drop function private.lease_class(text, ops.job_classes, text[], integer, integer);
drop function private.lease_jobs(text, text, uuid, text[], integer, integer);
drop function private.waiting_organizations(text, text[]);
drop trigger class_job on private.background_jobs;
drop function private.class_job();
drop index private.background_jobs_due_idx;
alter table private.background_jobs
  drop column class,
  drop column cancel_requested_at,
  drop column is_cancelled,
  drop column problem,
  alter column max_attempts set default 10;
create index background_jobs_due_idx on private.background_jobs (run_at)
  where finished_at is null and failed_at is null;
drop table ops.job_kinds;
drop table ops.job_classes;

create function ops.claim_jobs(worker text, kinds text[], max_jobs integer, lease_s integer)
returns table (org_id uuid, id uuid, kind text, payload jsonb, attempts integer, max_attempts integer)
language plpgsql volatile security definer set search_path = ''
as $$
begin
  return query
    with due as (
      select j.org_id, j.id
      from private.background_jobs as j
      where j.finished_at is null
        and j.failed_at is null
        and j.run_at <= now()
        and (j.leased_until is null or j.leased_until < now())
        and j.attempts < j.max_attempts
        and j.kind = any (kinds)
      order by j.run_at
      limit max_jobs
      for update skip locked
    )
    update private.background_jobs as j
    set leased_until = now() + make_interval(secs => lease_s), leased_by = worker, attempts = j.attempts + 1
    from due
    where j.org_id = due.org_id and j.id = due.id
    returning j.org_id, j.id, j.kind, j.payload, j.attempts, j.max_attempts;
end;
$$;
comment on function ops.claim_jobs(text, text[], integer, integer) is
  'Takes up to max_jobs due jobs for lease_s seconds. Definer: the worker has no right on any table.';
revoke execute on function ops.claim_jobs(text, text[], integer, integer) from public;
grant execute on function ops.claim_jobs(text, text[], integer, integer) to callout_worker;

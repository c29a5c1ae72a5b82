-- Undoes "end jobs with results".
drop function ops.fail_job(uuid, uuid, text, text, timestamptz, text);
drop function ops.cancel_job(uuid, uuid, text);
drop function ops.finish_job(uuid, uuid, text, jsonb);

create function ops.finish_job(org uuid, job uuid, worker text) returns boolean
language plpgsql volatile security definer set search_path = ''
as $$
begin
  update private.background_jobs as j
  set finished_at = now(), leased_until = null, leased_by = null, last_error = null
  where j.org_id = org and j.id = job and j.leased_by = worker and j.finished_at is null;
  return found;
end;
$$;
comment on function ops.finish_job(uuid, uuid, text) is
  'Done; false when the lease was lost to another worker. Definer: the worker has no right on any table.';
revoke execute on function ops.finish_job(uuid, uuid, text) from public;
grant execute on function ops.finish_job(uuid, uuid, text) to callout_worker;

create function ops.fail_job(org uuid, job uuid, worker text, error text, retry_at timestamptz) returns boolean
language plpgsql volatile security definer set search_path = ''
as $$
begin
  update private.background_jobs as j
  set
    leased_until = null,
    leased_by = null,
    last_error = left(error, 2000),
    run_at = coalesce(retry_at, j.run_at),
    failed_at = case when retry_at is null or j.attempts >= j.max_attempts then now() end
  where j.org_id = org and j.id = job and j.leased_by = worker and j.finished_at is null;
  return found;
end;
$$;
comment on function ops.fail_job(uuid, uuid, text, text, timestamptz) is
  'Not done: again at retry_at, or never when that is null or the attempts are used up. '
  'Definer: the worker has no right on any table.';
revoke execute on function ops.fail_job(uuid, uuid, text, text, timestamptz) from public;
grant execute on function ops.fail_job(uuid, uuid, text, text, timestamptz) to callout_worker;

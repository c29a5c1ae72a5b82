-- A job ends with what came of it, with a word for why it failed, or called off.

drop function ops.finish_job(uuid, uuid, text);
create function ops.finish_job(org uuid, job uuid, worker text, result jsonb default null) returns boolean
language plpgsql volatile security definer set search_path = ''
as $$
begin
  update private.background_jobs as j
  set finished_at = now(), leased_until = null, leased_by = null, last_error = null
  where j.org_id = org and j.id = job and j.leased_by = worker and j.finished_at is null;
  if not found then
    return false;
  end if;
  update public.batch_operations as b
  set result = finish_job.result, done_count = coalesce(b.total_count, b.done_count)
  where b.org_id = org and b.id = job;
  return true;
end;
$$;
comment on function ops.finish_job(uuid, uuid, text, jsonb) is
  'Done, with what a batch operation shows of it; false when the lease was lost to another worker. '
  'Definer: the worker has no right on any table.';
revoke execute on function ops.finish_job(uuid, uuid, text, jsonb) from public;
grant execute on function ops.finish_job(uuid, uuid, text, jsonb) to callout_worker;

create function ops.cancel_job(org uuid, job uuid, worker text) returns boolean
language plpgsql volatile security definer set search_path = ''
as $$
begin
  update private.background_jobs as j
  set finished_at = now(), is_cancelled = true, leased_until = null, leased_by = null
  where j.org_id = org and j.id = job and j.leased_by = worker and j.cancel_requested_at is not null
    and j.finished_at is null and j.failed_at is null;
  return found;
end;
$$;
comment on function ops.cancel_job(uuid, uuid, text) is
  'Ended because it was called off. Definer: the worker has no right on any table.';
revoke execute on function ops.cancel_job(uuid, uuid, text) from public;
grant execute on function ops.cancel_job(uuid, uuid, text) to callout_worker;

drop function ops.fail_job(uuid, uuid, text, text, timestamptz);
create function ops.fail_job(
  org uuid, job uuid, worker text, error text, retry_at timestamptz, problem text default null
) returns boolean
language plpgsql volatile security definer set search_path = ''
as $$
begin
  update private.background_jobs as j
  set
    leased_until = null,
    leased_by = null,
    last_error = left(error, 2000),
    problem = fail_job.problem,
    run_at = coalesce(retry_at, j.run_at),
    -- Called off, it is not tried again.
    finished_at = case when j.cancel_requested_at is not null then now() end,
    is_cancelled = j.cancel_requested_at is not null,
    failed_at = case
      when j.cancel_requested_at is null and (retry_at is null or j.attempts >= j.max_attempts) then now()
    end
  where j.org_id = org and j.id = job and j.leased_by = worker and j.finished_at is null;
  return found;
end;
$$;
comment on function ops.fail_job(uuid, uuid, text, text, timestamptz, text) is
  'Not done: again at retry_at, or never when that is null or the attempts are used up; problem is the word people '
  'are shown. Definer: the worker has no right on any table.';
revoke execute on function ops.fail_job(uuid, uuid, text, text, timestamptz, text) from public;
grant execute on function ops.fail_job(uuid, uuid, text, text, timestamptz, text) to callout_worker;

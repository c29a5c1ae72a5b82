-- What people and workers say of batch operations: people list them, look at one and call it off; workers report how far
-- they are, learn that nobody wants it any more, and say how it ended.

create function public.list_batch_operations(filters jsonb default '{}', page_limit integer default 50, after_key jsonb default null)
returns setof jsonb
language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_custom_plan
as $$
declare
  org constant uuid := private.require_org();
  wanted_kind constant text := filters ->> 'kind';
  wanted_status constant text := filters ->> 'status';
  after_at constant timestamptz := coalesce((after_key ->> 'created_at')::timestamptz, 'infinity');
  after_id constant uuid := coalesce((after_key ->> 'id')::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff');
  author uuid;
begin
  perform private.require_permission('read', 'batch_operations', 'own');
  if private.permission_scope('read', 'batch_operations') = 'own' then
    author := private.current_user_id();
  end if;
  return query
    select private.batch_operation_row(b)
    from public.batch_operations as b
    where b.org_id = org
      and (author is null or b.created_by = author)
      and (wanted_kind is null or b.kind = wanted_kind)
      and (wanted_status is null or b.status = wanted_status)
      and (b.created_at, b.id) < (after_at, after_id)
    order by b.created_at desc, b.id desc
    limit private.page_size(page_limit);
end;
$$;
comment on function public.list_batch_operations(jsonb, integer, jsonb) is
  'Long work, latest first, one''s own where the right reaches no further; filters: kind, status; after_key: '
  '{created_at, id}. Definer: nobody is granted the table, which says where files lie.';
revoke execute on function public.list_batch_operations(jsonb, integer, jsonb) from public, anon;
grant execute on function public.list_batch_operations(jsonb, integer, jsonb) to authenticated;

create function public.get_batch_operation(operation uuid) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
begin
  return private.batch_operation_row(private.find_batch_operation('read', operation, false));
end;
$$;
comment on function public.get_batch_operation(uuid) is
  'One long work with its progress and result. Definer: nobody is granted the table, which says where files lie.';
revoke execute on function public.get_batch_operation(uuid) from public, anon;
grant execute on function public.get_batch_operation(uuid) to authenticated;

-- What nobody has begun ends at once; what runs is ended by its worker, which tidies up.
create function public.cancel_batch_operation(payload jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  wanted constant uuid := (payload ->> 'id')::uuid;
  operation public.batch_operations;
  answer jsonb;
begin
  perform private.require_permission('update', 'batch_operations', 'own');
  answer := private.claim_idempotency('cancel_batch_operation', payload, org);
  if answer is not null then
    return answer;
  end if;
  -- The job first, as its worker does: whoever comes second sees how the other left it.
  perform from private.background_jobs as j where j.org_id = org and j.id = wanted for update;
  operation := private.find_batch_operation('update', wanted, true);
  if operation.ended_at is not null then
    raise exception 'operation_over: This is over already.' using errcode = 'CO409', hint = 'id';
  end if;
  update public.batch_operations as b
  set cancel_requested_at = now(), cancel_requested_by = private.current_user_id()
  where b.org_id = org and b.id = operation.id and b.cancel_requested_at is null;
  update private.background_jobs as j
  set
    cancel_requested_at = coalesce(j.cancel_requested_at, now()),
    finished_at = case when j.leased_by is null then now() end,
    is_cancelled = j.leased_by is null
  where j.org_id = org and j.id = operation.id and j.finished_at is null and j.failed_at is null;
  return private.remember_answer(org, 200, public.get_batch_operation(operation.id));
end;
$$;
comment on function public.cancel_batch_operation(jsonb) is
  'Calls a long work {id} off; answers it. Definer: nobody writes batch operations by hand.';
revoke execute on function public.cancel_batch_operation(jsonb) from public, anon;
grant execute on function public.cancel_batch_operation(jsonb) to authenticated;

create function ops.report_progress(org uuid, job uuid, worker text, done bigint, total bigint) returns boolean
language plpgsql volatile security definer set search_path = ''
as $$
declare
  is_wanted boolean;
begin
  select j.cancel_requested_at is null into is_wanted
  from private.background_jobs as j
  where j.org_id = org and j.id = job and j.leased_by = worker and j.finished_at is null and j.failed_at is null;
  if is_wanted then
    update public.batch_operations as b
    set done_count = report_progress.done, total_count = coalesce(report_progress.total, b.total_count)
    where b.org_id = org and b.id = job;
  end if;
  return coalesce(is_wanted, false);
end;
$$;
comment on function ops.report_progress(uuid, uuid, text, bigint, bigint) is
  'Says how far a job is; false where nobody wants it any more or it is another worker''s. '
  'Definer: the worker has no right on any table.';
revoke execute on function ops.report_progress(uuid, uuid, text, bigint, bigint) from public;
grant execute on function ops.report_progress(uuid, uuid, text, bigint, bigint) to callout_worker;

create function ops.cancelled_jobs(worker text) returns setof uuid
language plpgsql volatile security definer set search_path = ''
as $$
begin
  -- Whose worker died before it could say so: nobody takes a job that was called off.
  update private.background_jobs as j
  set finished_at = now(), is_cancelled = true, leased_until = null, leased_by = null
  where j.leased_by is not null and j.cancel_requested_at is not null and j.leased_until < now()
    and j.finished_at is null and j.failed_at is null;
  return query
    select j.id
    from private.background_jobs as j
    where j.leased_by = worker and j.cancel_requested_at is not null
      and j.finished_at is null and j.failed_at is null;
end;
$$;
comment on function ops.cancelled_jobs(text) is
  'Which of the jobs a worker has under way were called off. Definer: the worker has no right on any table.';
revoke execute on function ops.cancelled_jobs(text) from public;
grant execute on function ops.cancelled_jobs(text) to callout_worker;

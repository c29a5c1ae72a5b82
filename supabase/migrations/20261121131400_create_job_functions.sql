-- Making, changing, deleting jobs, and the states that are set by hand. Definer functions throughout: number and state
-- are nobody's columns, and a job is saved together with its tags.

create function private.insert_job(org uuid, payload jsonb) returns public.jobs
language plpgsql volatile set search_path = ''
as $$
declare
  given constant public.jobs := jsonb_populate_record(null::public.jobs, payload);
  made public.jobs;
begin
  perform from public.customers as c where c.org_id = org and c.id = given.customer_id and c.deleted_at is null;
  if not found then
    perform private.invalid('customer_not_found', 'There is no such customer.', 'customer_id');
  end if;
  perform from public.properties as p where p.org_id = org and p.id = given.property_id and p.deleted_at is null;
  if not found then
    perform private.invalid('property_not_found', 'There is no such property.', 'property_id');
  end if;
  perform private.check_service_type(org, given.service_type_id);
  perform from public.jobs as j where j.org_id = org and j.id = given.follow_up_of and j.deleted_at is null;
  if given.follow_up_of is not null and not found then
    perform private.invalid('job_not_found', 'There is no such job.', 'follow_up_of');
  end if;
  insert into public.jobs (
    org_id, number, customer_id, property_id, service_type_id, title, description, priority, due_on, duration_min,
    source, wishes, follow_up_of
  )
  values (
    org, private.take_number(org, 'job'), given.customer_id, given.property_id, given.service_type_id,
    given.title, given.description,
    coalesce(
      given.priority,
      (select s.priority from public.service_types as s where s.org_id = org and s.id = given.service_type_id),
      'normal'
    ),
    given.due_on, given.duration_min,
    coalesce(given.source, case when given.follow_up_of is not null then 'follow_up' else 'phone' end), given.wishes,
    given.follow_up_of
  )
  returning * into made;
  if payload ? 'tag_ids' then
    perform private.set_job_tags(org, made.id, array(
      select t::uuid from jsonb_array_elements_text(payload -> 'tag_ids') as t
    ));
  end if;
  return made;
end;
$$;
comment on function private.insert_job(uuid, jsonb) is
  'A new job from its fields, with number and tags. The caller has been asked for his right.';
revoke execute on function private.insert_job(uuid, jsonb) from public;

create function private.check_service_type(org uuid, service_type uuid) returns void
language plpgsql stable set search_path = ''
as $$
begin
  perform from public.service_types as s
  where s.org_id = org and s.id = service_type and s.deleted_at is null and s.is_active;
  if service_type is not null and not found then
    perform private.invalid('service_type_not_found', 'This service type is not offered.', 'service_type_id');
  end if;
end;
$$;
comment on function private.check_service_type(uuid, uuid) is 'Raises CO422 for a service type that is not offered.';
revoke execute on function private.check_service_type(uuid, uuid) from public;

create function public.create_job(payload jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  answer jsonb;
  made public.jobs;
begin
  perform private.require_permission('create', 'jobs', 'all');
  answer := private.claim_idempotency('create_job', payload, org);
  if answer is not null then
    return answer;
  end if;
  made := private.insert_job(org, payload);
  return private.remember_answer(org, 201, (select r from private.job_rows(org, array[made.id]) as r));
end;
$$;
comment on function public.create_job(jsonb) is
  'A new job of {customer_id, property_id, title, …, tag_ids}; answers it. Definer: the number is nobody''s column.';
revoke execute on function public.create_job(jsonb) from public, anon;
grant execute on function public.create_job(jsonb) to authenticated;

create function private.lock_job(org uuid, job uuid, permission public.permission_type) returns public.jobs
language plpgsql volatile set search_path = ''
as $$
declare
  locked public.jobs;
begin
  perform private.require_permission(permission, 'jobs', 'all');
  select j.* into locked from public.jobs as j where j.org_id = org and j.id = job for no key update;
  if not found then
    raise exception 'not_found: There is no such job.' using errcode = 'CO404', hint = 'id';
  end if;
  return locked;
end;
$$;
comment on function private.lock_job(uuid, uuid, public.permission_type) is
  'Locks a job the caller holds a right on; raises CO404.';
revoke execute on function private.lock_job(uuid, uuid, public.permission_type) from public;

create function public.update_job(id uuid, expected_version bigint, changes jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  job public.jobs := private.lock_job(org, update_job.id, 'update');
  wanted public.jobs;
begin
  perform private.require_version(job.version, expected_version);
  if job.deleted_at is not null then
    raise exception 'deleted: Restore the job first.' using errcode = 'CO409', hint = 'id';
  end if;
  wanted := jsonb_populate_record(job, changes);
  if wanted.service_type_id is distinct from job.service_type_id then
    perform private.check_service_type(org, wanted.service_type_id);
  end if;
  update public.jobs as j
  set
    service_type_id = wanted.service_type_id, title = wanted.title, description = wanted.description,
    priority = wanted.priority, due_on = wanted.due_on, duration_min = wanted.duration_min, wishes = wanted.wishes
  where j.org_id = org and j.id = job.id;
  if changes ? 'tag_ids' then
    perform private.set_job_tags(org, job.id, array(
      select t::uuid from jsonb_array_elements_text(changes -> 'tag_ids') as t
    ));
  end if;
  return jsonb_build_object('status', 200, 'data', (select r from private.job_rows(org, array[job.id]) as r));
end;
$$;
comment on function public.update_job(uuid, bigint, jsonb) is
  'Changes what a job says of itself, tags included. Definer: a job''s columns are nobody''s.';
revoke execute on function public.update_job(uuid, bigint, jsonb) from public, anon;
grant execute on function public.update_job(uuid, bigint, jsonb) to authenticated;

-- A job with visits that took place or are about to is cancelled, not deleted: people are on their way to it.
create function public.delete_job(id uuid, expected_version bigint) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  job public.jobs := private.lock_job(org, delete_job.id, 'delete');
begin
  perform private.require_version(job.version, expected_version);
  if exists (
    select from public.bookings as b where b.org_id = org and b.job_id = job.id and b.status <> 'cancelled'
  ) then
    raise exception 'has_visits: Cancel the visits of this job first.' using errcode = 'CO409', hint = 'id';
  end if;
  update public.jobs as j
  set deleted_at = now(), deleted_by = private.current_user_id()
  where j.org_id = org and j.id = job.id and j.deleted_at is null;
  return jsonb_build_object('status', 200, 'data', (select r from private.job_rows(org, array[job.id]) as r));
end;
$$;
comment on function public.delete_job(uuid, bigint) is
  'Deletes a job without visits; restore_job brings it back. Definer: deleted_at is nobody''s column.';
revoke execute on function public.delete_job(uuid, bigint) from public, anon;
grant execute on function public.delete_job(uuid, bigint) to authenticated;

create function public.restore_job(payload jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  answer jsonb;
  job public.jobs;
begin
  perform private.require_permission('delete', 'jobs', 'all');
  answer := private.claim_idempotency('restore_job', payload, org);
  if answer is not null then
    return answer;
  end if;
  job := private.lock_job(org, (payload ->> 'id')::uuid, 'delete');
  perform private.require_live_parent(org, job.customer_id);
  update public.jobs as j
  set deleted_at = null, deleted_by = null
  where j.org_id = org and j.id = job.id and j.deleted_at is not null;
  return private.remember_answer(org, 200, (select r from private.job_rows(org, array[job.id]) as r));
end;
$$;
comment on function public.restore_job(jsonb) is 'Brings {id} back. Definer: deleted_at is nobody''s column.';
revoke execute on function public.restore_job(jsonb) from public, anon;
grant execute on function public.restore_job(jsonb) to authenticated;

-- Cancelling a job calls off its visits that have not begun, for the same reason. One that is under way must be ended
-- first: somebody is there.
create function private.cancel_visits_of(org uuid, job uuid, reason text) returns void
language plpgsql volatile set search_path = ''
as $$
begin
  perform from public.bookings as b where b.org_id = org and b.job_id = job order by b.id for no key update;
  if exists (
    select
    from public.bookings as b
    where b.org_id = org and b.job_id = job and b.status in ('en_route', 'on_site', 'paused')
  ) then
    raise exception 'visit_under_way: A visit of this job is under way.' using errcode = 'CO409', hint = 'to';
  end if;
  update public.bookings as b
  set status = 'cancelled', status_reason = reason
  where b.org_id = org and b.job_id = job and b.status in ('unscheduled', 'scheduled', 'dispatched');
end;
$$;
comment on function private.cancel_visits_of(uuid, uuid, text) is 'Cancels the visits of a job that have not begun.';
revoke execute on function private.cancel_visits_of(uuid, uuid, text) from public;

-- By hand a job is put on hold, cancelled, or taken up again; then it has the state that its visits give it.
create function public.transition_job(payload jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  wanted constant text := payload ->> 'to';
  reason constant text := nullif(btrim(payload ->> 'reason'), '');
  answer jsonb;
  job public.jobs;
begin
  perform private.require_permission('update', 'jobs', 'all');
  answer := private.claim_idempotency('transition_job', payload, org);
  if answer is not null then
    return answer;
  end if;
  -- Visits before their job, as everybody who writes visits locks them.
  perform from public.bookings as b
  where b.org_id = org and b.job_id = (payload ->> 'id')::uuid
  order by b.id
  for no key update;
  job := private.lock_job(org, (payload ->> 'id')::uuid, 'update');
  perform private.require_version(job.version, (payload ->> 'expected_version')::bigint);
  if job.deleted_at is not null
    or wanted is null
    or wanted = 'on_hold' and job.status not in ('new', 'scheduled', 'in_progress')
    or wanted = 'cancelled' and job.status not in ('new', 'scheduled', 'in_progress', 'on_hold')
    or wanted in ('new', 'scheduled', 'in_progress', 'completed') and job.status not in ('on_hold', 'cancelled')
    or wanted not in ('on_hold', 'cancelled', 'new', 'scheduled', 'in_progress', 'completed') then
    raise exception 'illegal_step: A job that is % cannot become %.', job.status, wanted
      using errcode = 'CO409', detail = jsonb_build_object(
        'allowed', case
          when job.status in ('new', 'scheduled', 'in_progress') then '["cancelled", "on_hold"]'::jsonb
          when job.status = 'on_hold' then '["cancelled", "new"]'::jsonb
          when job.status = 'cancelled' then '["new"]'::jsonb
          else '[]'::jsonb
        end
      )::text;
  end if;
  if wanted in ('on_hold', 'cancelled') and reason is null then
    perform private.invalid('reason_required', 'Say why.', 'reason');
  end if;
  if wanted = 'cancelled' then
    perform private.cancel_visits_of(org, job.id, reason);
  end if;
  update public.jobs as j
  set
    status = case when wanted in ('on_hold', 'cancelled') then wanted else private.job_status(org, j.id) end,
    status_reason = case when wanted in ('on_hold', 'cancelled') then reason end
  where j.org_id = org and j.id = job.id;
  return private.remember_answer(org, 200, (select r from private.job_rows(org, array[job.id]) as r));
end;
$$;
comment on function public.transition_job(jsonb) is
  '{id, expected_version, to: on_hold | cancelled | new, reason}; "new" takes a job up again with the state its visits '
  'give it. Definer: the state is nobody''s column.';
revoke execute on function public.transition_job(jsonb) from public, anon;
grant execute on function public.transition_job(jsonb) to authenticated;

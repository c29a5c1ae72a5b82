-- Lists of jobs, the backlog and one job.

-- Work that waits to be planned: open jobs nobody is going to. A job whose visit ended incomplete is one of them again.
create index jobs_open_idx on public.jobs (org_id, id)
  where status in ('new', 'scheduled', 'in_progress') and deleted_at is null;

create function private.urgency(priority text) returns integer
language sql immutable strict parallel safe set search_path = ''
as $$
  select case priority when 'urgent' then 0 when 'high' then 1 when 'normal' then 2 else 3 end
$$;
comment on function private.urgency(text) is 'Priorities in the order of the backlog: 0 is urgent.';
revoke execute on function private.urgency(text) from public;

create function private.backlog_jobs(org uuid) returns table (job_id uuid, urgency integer, due_on date)
language plpgsql stable rows 200 set search_path = ''
as $$
begin
  return query
    select j.id, private.urgency(j.priority), j.due_on
    from public.jobs as j
    where j.org_id = org
      and j.status in ('new', 'scheduled', 'in_progress')
      and j.deleted_at is null
      and not exists (
        select
        from public.bookings as b
        where b.org_id = org
          and b.job_id = j.id
          and b.status in ('scheduled', 'dispatched', 'en_route', 'on_site', 'paused')
      );
end;
$$;
comment on function private.backlog_jobs(uuid) is 'Open jobs without a visit ahead or under way.';
revoke execute on function private.backlog_jobs(uuid) from public;

create function private.find_job_page(
  org uuid, own_ids uuid[], filters jsonb, found_ids uuid[], after_key jsonb, most integer
) returns setof uuid
language plpgsql stable rows 50 set search_path = ''
  set plan_cache_mode = force_custom_plan set enable_seqscan = off set max_parallel_workers_per_gather = 0
as $$
declare
  states constant text[] := string_to_array(filters ->> 'status', ',');
  priorities constant text[] := string_to_array(filters ->> 'priority', ',');
  service_type constant uuid := (filters ->> 'service_type_id')::uuid;
  tag constant uuid := (filters ->> 'tag_id')::uuid;
  due_before constant date := (filters ->> 'due_before')::date;
  updated_after constant timestamptz := (filters ->> 'updated_after')::timestamptz;
  with_deleted constant boolean :=
    coalesce((filters ->> 'include_deleted')::boolean, false) and private.has_permission('delete', 'jobs');
  after_id constant uuid := (after_key ->> 'id')::uuid;
begin
  return query
    select r.id
    from public.jobs as r
    where r.org_id = org
      and (own_ids is null or r.id = any (own_ids))
      and (found_ids is null or r.id = any (found_ids))
      and (with_deleted or r.deleted_at is null)
      and (states is null or r.status = any (states))
      and (priorities is null or r.priority = any (priorities))
      and (service_type is null or r.service_type_id = service_type)
      and (due_before is null or r.due_on < due_before)
      and (updated_after is null or r.updated_at > updated_after)
      and (
        tag is null
        or exists (select from public.job_tags as t where t.org_id = org and t.job_id = r.id and t.tag_id = tag)
      )
      and (after_id is null or r.id < after_id)
    order by r.id desc
    limit most;
end;
$$;
comment on function private.find_job_page(uuid, uuid[], jsonb, uuid[], jsonb, integer) is
  'Ids of a page of jobs, the newest first.';
revoke execute on function private.find_job_page(uuid, uuid[], jsonb, uuid[], jsonb, integer) from public;

-- The backlog is read whole: it is short, or there is more to worry about than a sort.
create function private.find_backlog_page(
  org uuid, own_ids uuid[], filters jsonb, found_ids uuid[], after_key jsonb, most integer
) returns setof uuid
language plpgsql stable rows 50 set search_path = '' set plan_cache_mode = force_custom_plan
as $$
declare
  is_filtered constant boolean := own_ids is not null or found_ids is not null or (filters - 'planned') <> '{}';
  candidates constant uuid[] := case when is_filtered then
    array(select private.find_job_page(org, own_ids, filters, found_ids, null, 2147483647)) end;
begin
  return query
    select b.job_id
    from private.backlog_jobs(org) as b
    where (not is_filtered or b.job_id = any (candidates))
      and (
        after_key is null
        or (b.urgency, coalesce(b.due_on, 'infinity'), b.job_id) > (
          (after_key ->> 'urgency')::integer, coalesce((after_key ->> 'due_on')::date, 'infinity'),
          (after_key ->> 'id')::uuid
        )
      )
    order by b.urgency, coalesce(b.due_on, 'infinity'), b.job_id
    limit most;
end;
$$;
comment on function private.find_backlog_page(uuid, uuid[], jsonb, uuid[], jsonb, integer) is
  'Ids of a page of the backlog: the most urgent, then the first due.';
revoke execute on function private.find_backlog_page(uuid, uuid[], jsonb, uuid[], jsonb, integer) from public;

-- What planning a job asks for besides the job: {urgency, skills, zone}.
create function private.planning_json(org uuid, job uuid) returns jsonb
language plpgsql stable set search_path = ''
as $$
begin
  return (
    select jsonb_build_object(
      'urgency', private.urgency(j.priority),
      'skills', (
        select coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'name', s.name) order by s.name), '[]')
        from public.service_type_skills as k
        join public.skills as s on s.org_id = org and s.id = k.skill_id and s.deleted_at is null
        where k.org_id = org and k.service_type_id = j.service_type_id
      ),
      'zone', (
        select jsonb_build_object('id', z.id, 'name', z.name, 'color', z.color)
        from public.service_zones as z
        where z.org_id = org and z.id = private.zone_of(org, p.postcode, p.lat, p.lng)
      )
    )
    from public.jobs as j
    join public.properties as p on p.org_id = org and p.id = j.property_id
    where j.org_id = org and j.id = job
  );
end;
$$;
comment on function private.planning_json(uuid, uuid) is 'Urgency, needed skills and zone of a job.';
revoke execute on function private.planning_json(uuid, uuid) from public;

create function public.list_jobs(
  filters jsonb default '{}', page_limit integer default 50, after_key jsonb default null
) returns setof jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  scope constant text := private.require_permission('read', 'jobs');
  own_ids constant uuid[] := case when scope = 'own' then array(select private.own_job_ids()) end;
  found_ids constant uuid[] := private.filtered_jobs(org, scope, filters - 'job_id');
  size constant integer := private.page_size(page_limit);
begin
  if filters ->> 'planned' = 'none' then
    return query
      select r || private.planning_json(org, (r ->> 'id')::uuid)
      from private.job_rows(
        org, array(select private.find_backlog_page(org, own_ids, filters, found_ids, after_key, size))
      ) as r;
  else
    return query
      select r
      from private.job_rows(
        org, array(select private.find_job_page(org, own_ids, filters, found_ids, after_key, size))
      ) as r;
  end if;
end;
$$;
comment on function public.list_jobs(jsonb, integer, jsonb) is
  'Jobs, the newest first; with planned=none those that wait, the most urgent first, with skills and zone. filters: '
  'status, priority, customer_id, property_id, service_type_id, tag_id, due_before, q, planned, updated_after, '
  'include_deleted; after_key: {id}, or {urgency, due_on, id}. Definer: as list_bookings.';
revoke execute on function public.list_jobs(jsonb, integer, jsonb) from public, anon;
grant execute on function public.list_jobs(jsonb, integer, jsonb) to authenticated;

create function public.get_job(id uuid) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  scope constant text := private.require_permission('read', 'jobs');
begin
  perform from public.jobs as j
  where j.org_id = org
    and j.id = get_job.id
    and (scope = 'all' or j.id in (select private.own_job_ids()))
    and (j.deleted_at is null or private.has_permission('delete', 'jobs'));
  if not found then
    raise exception 'not_found: There is no such job.' using errcode = 'CO404', hint = 'id';
  end if;
  return (select r from private.job_rows(org, array[get_job.id]) as r) || private.planning_json(org, get_job.id);
end;
$$;
comment on function public.get_job(uuid) is 'One job with urgency, skills and zone; CO404. Definer: as list_bookings.';
revoke execute on function public.get_job(uuid) from public, anon;
grant execute on function public.get_job(uuid) to authenticated;

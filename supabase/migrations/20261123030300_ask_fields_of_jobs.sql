-- Custom fields of jobs are written and answered with the job, and lists of jobs and properties are filtered by fields.
-- (Properties are written by plain statements, as customers are: their trigger is enough.)

create or replace function private.insert_job(org uuid, payload jsonb) returns public.jobs
language plpgsql volatile set search_path = ''
as $$
declare
  given constant public.jobs := jsonb_populate_record(null::public.jobs, payload);
  made public.jobs;
begin
  -- Shared, so that nobody deletes the customer before the job is there to be seen.
  perform from public.customers as c
  where c.org_id = org and c.id = given.customer_id and c.deleted_at is null
  for share;
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
    source, wishes, follow_up_of, custom_fields
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
    given.follow_up_of, coalesce(given.custom_fields, '{}')
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

create or replace function public.create_job(payload jsonb) returns jsonb
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
  if payload ? 'custom_fields' then
    perform private.require_fields(org, 'job', payload -> 'custom_fields', true);
  end if;
  made := private.insert_job(org, payload);
  return private.remember_answer(org, 201, (select r from private.job_rows(org, array[made.id]) as r));
end;
$$;

create or replace function public.update_job(id uuid, expected_version bigint, changes jsonb) returns jsonb
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
  if changes ? 'custom_fields' then
    perform private.require_fields(org, 'job', changes -> 'custom_fields', false);
  end if;
  update public.jobs as j
  set
    service_type_id = wanted.service_type_id, title = wanted.title, description = wanted.description,
    priority = wanted.priority, due_on = wanted.due_on, duration_min = wanted.duration_min, wishes = wanted.wishes,
    custom_fields = case when changes ? 'custom_fields' then wanted.custom_fields else j.custom_fields end
  where j.org_id = org and j.id = job.id;
  if changes ? 'tag_ids' then
    perform private.set_job_tags(org, job.id, array(
      select t::uuid from jsonb_array_elements_text(changes -> 'tag_ids') as t
    ));
  end if;
  return jsonb_build_object('status', 200, 'data', (select r from private.job_rows(org, array[job.id]) as r));
end;
$$;

create or replace function private.job_rows(org uuid, ids uuid[]) returns setof jsonb
language plpgsql stable rows 50 set search_path = '' set plan_cache_mode = force_generic_plan
as $$
begin
  return query
    select jsonb_build_object(
      'id', j.id,
      'number', j.number,
      'customer', jsonb_build_object('id', c.id, 'display_name', c.display_name, 'phone', c.phone),
      'property', jsonb_build_object(
        'id', p.id, 'line1', p.line1, 'city', p.city, 'postcode', p.postcode, 'lat', p.lat, 'lng', p.lng,
        'time_zone', p.time_zone
      ),
      'service_type', case when s.id is not null then
        jsonb_build_object('id', s.id, 'name', s.name, 'color', s.color) end,
      'title', j.title,
      'description', j.description,
      'priority', j.priority,
      'status', j.status,
      'status_reason', j.status_reason,
      'due_on', j.due_on,
      'duration_min', j.duration_min,
      'source', j.source,
      'wishes', j.wishes,
      'follow_up_of', j.follow_up_of,
      'tags', coalesce(labels.list, '[]'),
      'minutes_planned', coalesce(v.planned, 0),
      'minutes_spent', coalesce(v.spent, 0),
      'visits', jsonb_build_object('total', v.total, 'over', v.over),
      'next_visit', next.visit,
      'custom_fields', j.custom_fields,
      'version', j.version,
      'created_at', j.created_at,
      'updated_at', j.updated_at,
      'deleted_at', j.deleted_at
    )
    from unnest(ids) with ordinality as wanted (id, place)
    join public.jobs as j on j.org_id = org and j.id = wanted.id
    join public.customers as c on c.org_id = org and c.id = j.customer_id
    join public.properties as p on p.org_id = org and p.id = j.property_id
    left join public.service_types as s on s.org_id = org and s.id = j.service_type_id
    cross join lateral (
      select
        count(*) as total,
        count(*) filter (where b.status in ('completed', 'closed', 'cancelled', 'no_show')) as over,
        (extract(epoch from sum(b.ends_at - b.starts_at) filter (
          where b.status not in ('unscheduled', 'cancelled', 'no_show')
        )) / 60)::integer as planned,
        (sum(coalesce(hours.spent, extract(epoch from b.actual_end - b.actual_start))) / 60)::integer as spent
      from public.bookings as b
      left join lateral (
        select extract(epoch from sum(t.ends_at - t.starts_at)) as spent
        from public.time_entries as t
        where t.org_id = org and t.booking_id = b.id and t.kind = 'on_site' and t.deleted_at is null
      ) as hours on b.status <> 'unscheduled'
      where b.org_id = org and b.job_id = j.id
    ) as v
    left join lateral (
      select jsonb_build_object('id', b.id, 'number', b.number, 'starts_at', b.starts_at) as visit
      from public.bookings as b
      where b.org_id = org and b.job_id = j.id and b.status in ('scheduled', 'dispatched') and b.ends_at > now()
      order by b.starts_at, b.id
      limit 1
    ) as next on true
    left join lateral (
      select jsonb_agg(jsonb_build_object('id', t.id, 'name', t.name, 'color', t.color) order by t.name) as list
      from public.job_tags as k
      join public.tags as t on t.org_id = org and t.id = k.tag_id and t.deleted_at is null
      where k.org_id = org and k.job_id = j.id
    ) as labels on true
    order by wanted.place;
end;
$$;

create or replace function private.find_job_page(
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
  wanted_fields constant jsonb := private.wanted_fields(org, 'job', filters);
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
      and (wanted_fields is null or r.custom_fields @> wanted_fields and r.custom_fields <> '{}')
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

create or replace function private.list_own_properties(
  org uuid, own_ids uuid[], sees_customers boolean, with_deleted boolean, filters jsonb, page_limit integer, after_key jsonb
) returns setof jsonb
language plpgsql stable set search_path = '' set plan_cache_mode = force_generic_plan
as $$
declare
  wanted_customer constant uuid := (filters ->> 'customer_id')::uuid;
  wanted_fields constant jsonb := private.wanted_fields(org, 'property', filters);
  updated_after constant timestamptz := (filters ->> 'updated_after')::timestamptz;
  after_name constant text := after_key ->> 'sort_name';
  after_id constant uuid := (after_key ->> 'id')::uuid;
  page constant integer := private.page_size(page_limit);
begin
  return query
    select to_jsonb(p) || jsonb_build_object(
      'customer',
      case when sees_customers then jsonb_build_object('id', c.id, 'display_name', c.display_name) end,
      'match', null
    )
    from (
      select r.*
      from unnest(own_ids) as mine (id)
      -- One look-up by key each: for "= any" the planner may walk through another index of the whole company.
      cross join lateral (
        select k.* from public.properties as k where k.org_id = org and k.id = mine.id offset 0
      ) as r
      where (with_deleted or r.deleted_at is null)
        and (wanted_customer is null or r.customer_id = wanted_customer)
        and (wanted_fields is null or r.custom_fields @> wanted_fields and r.custom_fields <> '{}')
        and (updated_after is null or r.updated_at > updated_after)
        and (after_id is null or (r.sort_name, r.id) > (after_name collate "C", after_id))
      order by r.sort_name, r.id
      limit page
    ) as p
    join public.customers as c on c.org_id = org and c.id = p.customer_id
    order by p.sort_name, p.id;
end;
$$;

create or replace function public.list_properties(
  filters jsonb default '{}', page_limit integer default 50, after_key jsonb default null
) returns setof jsonb
language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_custom_plan
as $$
declare
  org constant uuid := private.require_org();
  scope constant text := private.require_permission('read', 'properties');
  sees_customers constant boolean := private.sees_part(scope, 'customers');
  with_deleted constant boolean :=
    coalesce((filters ->> 'include_deleted')::boolean, false) and private.has_permission('delete', 'properties');
  wanted_customer constant uuid := (filters ->> 'customer_id')::uuid;
  wanted_fields constant jsonb := private.wanted_fields(org, 'property', filters);
  updated_after constant timestamptz := (filters ->> 'updated_after')::timestamptz;
  after_name constant text := after_key ->> 'sort_name';
  after_id constant uuid := (after_key ->> 'id')::uuid;
begin
  if scope = 'own' then
    return query select * from private.list_own_properties(
      org, array(select private.own_property_ids()), sees_customers, with_deleted, filters, page_limit, after_key
    );
    return;
  end if;
  return query
    select to_jsonb(p) || jsonb_build_object(
      'customer',
      case when sees_customers then jsonb_build_object('id', c.id, 'display_name', c.display_name) end,
      'match', null
    )
    from (
      select r.*
      from public.properties as r
      where r.org_id = org
        and (with_deleted or r.deleted_at is null)
        and (wanted_customer is null or r.customer_id = wanted_customer)
        and (wanted_fields is null or r.custom_fields @> wanted_fields and r.custom_fields <> '{}')
        and (updated_after is null or r.updated_at > updated_after)
        and (after_id is null or (r.sort_name, r.id) > (after_name collate "C", after_id))
      order by r.sort_name, r.id
      limit private.page_size(page_limit)
    ) as p
    join public.customers as c on c.org_id = org and c.id = p.customer_id
    order by p.sort_name, p.id;
end;
$$;

comment on function public.list_jobs(jsonb, integer, jsonb) is
  'Jobs, the newest first; with planned=none those that wait, the most urgent first, with skills and zone. filters: '
  'status, priority, customer_id, property_id, service_type_id, tag_id, due_before, custom_fields, q, planned, '
  'updated_after, include_deleted; after_key: {id}, or {urgency, due_on, id}. Definer: as list_bookings.';

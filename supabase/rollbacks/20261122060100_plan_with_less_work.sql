-- Planning as it was before: the same steps, with more work.
create or replace function private.uuid_claim(name text) returns uuid
language plpgsql stable parallel safe set search_path = ''
as $$
declare
  claim constant text := nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> name;
begin
  if claim ~* '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then
    return claim::uuid;
  end if;
  return null;
end;
$$;

create or replace function private.plan_people(org uuid, was public.bookings, planned public.bookings, changes jsonb)
returns jsonb
language plpgsql stable set search_path = ''
as $$
declare
  day constant date := coalesce(
    private.visit_day(org, planned.job_id, planned.starts_at), planned.flexible_on,
    private.visit_day(org, planned.job_id, now())
  );
  wanted jsonb;
begin
  if changes ? 'assignments' then
    return private.resolve_assignments(org, coalesce(nullif(changes -> 'assignments', 'null'), '[]'), day);
  end if;
  if planned.starts_at is null or planned.starts_at is not distinct from was.starts_at then
    return was.assigned;
  end if;
  if day is distinct from private.visit_day(org, was.job_id, was.starts_at)
    and jsonb_path_exists(was.assigned, '$[*] ? (@.crew_id != null)') then
    select jsonb_agg(line)
    into wanted
    from (
      select distinct jsonb_build_object('crew_id', w.crew_id) as line
      from jsonb_to_recordset(was.assigned) as w (crew_id uuid)
      join public.crews as c on c.org_id = org and c.id = w.crew_id and c.is_active and c.deleted_at is null
      where exists (select from private.crew_on(org, w.crew_id, day))
      union all
      select jsonb_build_object('resource_id', w.resource_id, 'role', w.role)
      from jsonb_to_recordset(was.assigned) as w (resource_id uuid, crew_id uuid, role text)
      left join public.crews as c on c.org_id = org and c.id = w.crew_id and c.is_active and c.deleted_at is null
      where w.crew_id is null or c.id is null or not exists (select from private.crew_on(org, w.crew_id, day))
    ) as lines;
    return private.resolve_assignments(org, wanted, day);
  end if;
  -- Moved, so they are sent anew: nobody is sent who is not in use any more.
  perform private.check_named_resources(org, (
    select coalesce(jsonb_agg(jsonb_build_object('resource_id', w.resource_id)), '[]')
    from jsonb_to_recordset(was.assigned) as w (resource_id uuid)
  ));
  return was.assigned;
end;
$$;

create or replace function private.follow_new_bookings() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  actor record := private.current_actor();
  org uuid;
  ids uuid[];
  jobs uuid[];
  have_parents boolean;
begin
  insert into public.booking_status_history
    (org_id, booking_id, booking_version, to_status, actor_kind, actor_id)
  select n.org_id, n.id, n.version, n.status, actor.kind, actor.id from new_rows as n;
  insert into public.booking_assignments (org_id, booking_id, resource_id, crew_id, role)
  select n.org_id, n.id, w.resource_id, w.crew_id, w.role
  from new_rows as n
  cross join lateral jsonb_to_recordset(n.assigned) as w (resource_id uuid, crew_id uuid, role text);
  for org, ids, jobs, have_parents in
    select n.org_id, array_agg(n.id), array_agg(distinct n.job_id), bool_or(n.parent_booking_id is not null)
    from new_rows as n
    group by n.org_id
  loop
    perform private.place_bookings(org, ids);
    if have_parents then
      perform private.check_parents(org, ids);
    end if;
    perform private.write_job_status(org, jobs);
    perform private.refuse_closed_jobs(org, jobs);
  end loop;
  return null;
end;
$$;

create or replace function private.resources_of_record(org uuid, entity text, record_id uuid, is_taken boolean)
returns setof uuid
language plpgsql stable security definer set search_path = ''
as $$
declare
  job uuid := case when entity = 'job' then record_id end;
  booking uuid := case when entity = 'booking' then record_id end;
begin
  if entity = 'job_checklist' then
    select c.job_id into job from public.job_checklists as c where c.org_id = org and c.id = record_id;
  elsif entity = 'photo' then
    select p.booking_id into booking from public.field_photos as p where p.org_id = org and p.id = record_id;
  elsif entity = 'signature' then
    select d.booking_id into booking from public.digital_signatures as d where d.org_id = org and d.id = record_id;
  elsif entity = 'time_entry' then
    return query select t.resource_id from public.time_entries as t where t.org_id = org and t.id = record_id;
  end if;
  if booking is not null then
    return query
      select private.assigned_resources(b.assigned) from public.bookings as b where b.org_id = org and b.id = booking;
    if is_taken then
      return query
        select private.assigned_resources(c.old -> 'assigned')
        from private.change_log as c
        where c.org_id = org and c.entity = 'booking' and c.entity_id = booking and c.old ? 'assigned'
          -- Of this transaction: of all months one is looked at.
          and c.created_at = now();
    end if;
  end if;
  if job is not null then
    return query
      select private.assigned_resources(b.assigned)
      from public.bookings as b
      where b.org_id = org and b.job_id = job
        and b.status not in ('completed', 'closed', 'cancelled', 'no_show');
  end if;
end;
$$;

create or replace function private.tell_people(org uuid, items jsonb) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  about record;
  person uuid;
begin
  for about in
    select
      case when e.value ? 'booking_id' then 'booking' else e.value ->> 'entity' end as entity,
      coalesce(e.value ->> 'booking_id', e.value ->> 'id')::uuid as id,
      jsonb_agg(e.value) as events,
      bool_or(e.value ->> 'type' = 'booking.unassigned') as is_taken,
      -- Whose phone waits for the decision, also when he does not go there any more.
      min(case when e.value ->> 'entity' = 'operation' then e.value ->> 'id' end)::uuid as operation
    from jsonb_array_elements(items) as e
    where e.value ? 'booking_id'
      or e.value ->> 'entity' in (
        'booking', 'job', 'job_checklist', 'photo', 'signature', 'time_entry', 'operation', 'member'
      )
    group by 1, 2
  loop
    for person in
      select about.id where about.entity = 'member'
      union
      select q.user_id from public.offline_sync_queue as q where q.org_id = org and q.op_id = about.operation
      union
      select r.user_id
      from private.resources_of_record(org, about.entity, about.id, about.is_taken) as resource_id
      join public.bookable_resources as r on r.org_id = org and r.id = resource_id
      where r.user_id is not null and r.deleted_at is null
    loop
      perform realtime.send(
        jsonb_build_object('org_id', org, 'items', about.events), 'changed', 'user:' || person, true
      );
    end loop;
  end loop;
end;
$$;

drop function private.people_told(uuid, text, uuid, boolean, uuid);
drop function private.settle_jobs(uuid, uuid[]);
drop function private.place_new_bookings(uuid, uuid[], text, uuid);

drop function private.lock_jobs(uuid, uuid[]);
create function private.lock_jobs(org uuid, jobs uuid[]) returns table (id uuid, status text)
language plpgsql volatile rows 1 set search_path = '' set plan_cache_mode = force_generic_plan
  set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off
as $$
begin
  return query
    select j.id, j.status
    from public.jobs as j
    where j.org_id = org and j.id = any (jobs)
    order by j.id
    for no key update;
end;
$$;
comment on function private.lock_jobs(uuid, uuid[]) is 'Locks jobs in id order and answers their states.';
revoke execute on function private.lock_jobs(uuid, uuid[]) from public;

-- Planning as it was before: the same steps, with more work.
create or replace function private.current_actor(out kind text, out id uuid)
language plpgsql stable set search_path = ''
as $$
declare
  principal text := private.claims() ->> 'principal';
begin
  if principal is not null then
    kind := case split_part(principal, ':', 1)
      when 'key' then 'api_key'
      when 'device' then 'device'
      else 'portal'
    end;
    id := case when split_part(principal, ':', 2) ~ '^[0-9a-f-]{36}$' then split_part(principal, ':', 2)::uuid end;
  elsif private.uuid_claim('sub') is not null then
    kind := 'user';
    id := private.uuid_claim('sub');
  elsif exists (
    select
    from pg_catalog.pg_auth_members as g
    join pg_catalog.pg_roles as member on member.oid = g.member
    join pg_catalog.pg_roles as worker on worker.oid = g.roleid
    where member.rolname = session_user and worker.rolname = 'callout_worker'
  ) then
    kind := 'worker';
  else
    kind := 'operator';
  end if;
end;
$$;

create or replace function private.touch_row() returns trigger
language plpgsql set search_path = ''
as $$
begin
  if to_jsonb(new) - private.bookkeeping_columns() is distinct from to_jsonb(old) - private.bookkeeping_columns() then
    new.version := old.version + 1;
    new.updated_at := now();
    if to_jsonb(new) ? 'edit_count' and private.uuid_claim('sub') is not null then
      new := jsonb_populate_record(new, jsonb_build_object('edit_count', old.edit_count + 1));
    end if;
  end if;
  return new;
end;
$$;

create or replace function private.lock_times(org uuid, resources uuid[], spans tstzrange[]) returns void
language plpgsql volatile set search_path = ''
as $$
declare
  span tstzrange;
  first_day bigint;
  last_day bigint;
  days bigint[] := '{}';
  resource uuid;
begin
  foreach span in array spans loop
    continue when span is null;
    first_day := floor(extract(epoch from lower(span)) / 86400);
    last_day := floor(extract(epoch from upper(span)) / 86400);
    for day in first_day..least(last_day, first_day + 15) loop
      days := days || (day % 16 + 16) % 16;
    end loop;
  end loop;
  for resource in select distinct r from unnest(resources) as r where r is not null order by r loop
    if days @> '{0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15}' then
      perform pg_advisory_xact_lock(hashtextextended('resource:' || org || resource, 0));
    else
      perform pg_advisory_xact_lock_shared(hashtextextended('resource:' || org || resource, 0));
      for day in 0..15 loop
        if day = any (days) then
          perform pg_advisory_xact_lock(hashtextextended('resource:' || org || resource || day, 0));
        end if;
      end loop;
    end if;
  end loop;
end;
$$;

create or replace function private.spread_changes() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  context constant jsonb := private.request_context();
  ip constant inet := private.to_inet(context ->> 'ip');
  session constant uuid := private.uuid_claim('session_id');
begin
  insert into public.audit_logs
    (org_id, actor_kind, actor_id, action, entity, entity_id, changed, change_id, ip, user_agent, method, path,
     session_id, correlation_id, gdpr_relevant)
  select
    c.org_id, c.actor_kind, c.actor_id,
    case c.operation when 'created' then 'create' when 'updated' then 'update' when 'deleted' then 'delete'
      else 'restore' end,
    c.entity, c.entity_id, c.changed, c.id, ip, left(context ->> 'user_agent', 500), left(context ->> 'method', 10),
    left(context ->> 'path', 500), session, c.correlation_id,
    c.entity in ('customer', 'contact', 'property', 'member', 'invitation', 'booking_request', 'resource', 'time_off')
  from new_rows as c;

  insert into private.outbox (org_id, type, entity, entity_id, sequence, data)
  select
    c.org_id, c.entity || '.' || event.word, c.entity, c.entity_id, c.version,
    jsonb_build_object('id', c.entity_id, 'changed', to_jsonb(c.changed))
  from new_rows as c
  cross join lateral unnest(private.event_words(c.entity, c.operation, c.old, c.new))
    with ordinality as event (word, position)
  order by c.id, event.position;
  return null;
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
  for org, ids, jobs, have_parents in
    select n.org_id, array_agg(n.id), array_agg(distinct n.job_id), bool_or(n.parent_booking_id is not null)
    from new_rows as n
    group by n.org_id
  loop
    perform private.place_new_bookings(org, ids, actor.kind, actor.id);
    if have_parents then
      perform private.check_parents(org, ids);
    end if;
    perform private.settle_jobs(org, jobs);
  end loop;
  return null;
end;
$$;

create or replace function private.people_told(org uuid, entity text, record_id uuid, is_taken boolean, operation uuid) returns setof uuid
language plpgsql stable security definer set search_path = ''
as $$
begin
  if entity = 'booking' and operation is null and not is_taken then
    return query
      select distinct r.user_id
      from public.bookings as b
      cross join lateral jsonb_array_elements(b.assigned) as person
      join public.bookable_resources as r on r.org_id = org and r.id = (person ->> 'resource_id')::uuid
      where b.org_id = org and b.id = record_id and r.user_id is not null and r.deleted_at is null;
    return;
  end if;
  return query
    select record_id where entity = 'member'
    union
    select q.user_id from public.offline_sync_queue as q where q.org_id = org and q.op_id = operation
    union
    select r.user_id
    from private.resources_of_record(org, entity, record_id, is_taken) as resource_id
    join public.bookable_resources as r on r.org_id = org and r.id = resource_id
    where r.user_id is not null and r.deleted_at is null;
end;
$$;

create or replace function private.resolve_assignments(org uuid, wanted jsonb, day date) returns jsonb
language plpgsql stable set search_path = ''
as $$
declare
  resolved jsonb;
begin
  perform private.check_named_resources(org, wanted);
  if jsonb_path_exists(wanted, '$[*] ? (@.crew_id != null)') and exists (
    select
    from jsonb_to_recordset(wanted) as e (crew_id uuid)
    where e.crew_id is not null and not exists (select from private.crew_on(org, e.crew_id, day))
  ) then
    perform private.invalid('crew_empty', 'Nobody belongs to this crew on that day.', 'assignments');
  end if;
  with given as (
    select e.position, (e.value ->> 'resource_id')::uuid as resource_id, (e.value ->> 'crew_id')::uuid as crew_id,
      e.value ->> 'role' as role
    from jsonb_array_elements(wanted) with ordinality as e (value, position)
  ),
  lines as (
    select g.position, g.resource_id, null::uuid as crew_id, g.role from given as g where g.crew_id is null
    union all
    select g.position, m.resource_id, g.crew_id, null
    from given as g
    cross join lateral private.crew_on(org, g.crew_id, day) as m (resource_id)
    where g.crew_id is not null
  ),
  -- A role that was said beats one that follows; a crew that was named beats none. Ids have no min(), their text has.
  people as (
    select l.resource_id, min(l.position) as position, min(l.crew_id::text)::uuid as crew_id, min(l.role) as role
    from lines as l
    group by l.resource_id
  ),
  ranked as (
    select p.*, r.kind,
      row_number() over (partition by r.kind = 'technician' order by p.position, p.resource_id) as place
    from people as p
    join public.bookable_resources as r on r.org_id = org and r.id = p.resource_id
  )
  select coalesce(
    jsonb_agg(
      jsonb_build_object(
        'resource_id', k.resource_id,
        'crew_id', k.crew_id,
        'role', case
          when k.kind <> 'technician' then 'equipment'
          when k.role is not null then k.role
          when k.place = 1 then 'lead'
          else 'helper'
        end
      )
      order by k.resource_id
    ),
    '[]'
  )
  into resolved
  from ranked as k;
  return resolved;
end;
$$;

create or replace function private.conflict_list(org uuid, resources uuid[], span tstzrange, moving uuid[]) returns jsonb
language plpgsql stable set search_path = ''
as $$
begin
  return (
    select coalesce(jsonb_agg(private.describe_conflict(o) order by o.period, o.resource_id), '[]')
    from private.find_conflicts(org, resources, span, moving) as o
  );
end;
$$;

create or replace function private.guard_occupancy() returns trigger
language plpgsql security definer set search_path = '' set plan_cache_mode = force_generic_plan
  set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off
as $$
declare
  moment timestamptz;
begin
  if tg_op = 'UPDATE' then
    if new.resource_id = old.resource_id and new.period <@ old.period
      and (new.overlap_reason is not null or old.overlap_reason is null) then
      return new;
    end if;
  end if;
  perform private.lock_times(new.org_id, array[new.resource_id], array[new.period]);
  moment := clock_timestamp();
  if exists (
    select
    from public.resource_occupancy as o
    where o.org_id = new.org_id and o.resource_id = new.resource_id and o.expires_at <= moment
  ) then
    perform private.remove_expired_holds(new.org_id, new.resource_id, new.period, moment);
  end if;
  if new.overlap_reason is null and exists (
    select
    from public.resource_occupancy as o
    where o.org_id = new.org_id
      and o.resource_id = new.resource_id
      and o.period && new.period
      and o.overlap_reason is not null
      and o.id <> new.id
  ) then
    raise exception 'double_booking: The resource is occupied at that time.' using errcode = 'CO409';
  end if;
  return new;
end;
$$;

create or replace function private.insert_booking(org uuid, payload jsonb) returns uuid
language plpgsql volatile set search_path = ''
as $$
declare
  job constant public.jobs := private.require_open_job(org, (payload ->> 'job_id')::uuid);
  blank public.bookings;
  b public.bookings;
begin
  select s.buffer_before_min, s.buffer_after_min
  into blank.buffer_before_min, blank.buffer_after_min
  from public.service_types as s
  where s.org_id = org and s.id = job.service_type_id;
  blank.org_id := org;
  blank.id := private.uuid_v7();
  blank.job_id := job.id;
  blank.status := 'unscheduled';
  blank.is_flexible_day := false;
  blank.buffer_before_min := coalesce(blank.buffer_before_min, 0);
  blank.buffer_after_min := coalesce(blank.buffer_after_min, 0);
  blank.assigned := '[]';
  if payload ->> 'parent_booking_id' is not null then
    perform from public.bookings as p where p.org_id = org and p.id = (payload ->> 'parent_booking_id')::uuid;
    if not found then
      perform private.invalid('booking_not_found', 'There is no such visit.', 'parent_booking_id');
    end if;
  end if;
  b := private.plan_booking(org, blank, payload);
  perform private.lock_times(org, private.resource_ids(b.assigned), array[private.period_of(b)]);
  perform private.take_over_hold(org, (payload ->> 'hold_id')::uuid);
  b := private.require_free(
    org, blank, b, '{}', nullif(btrim(payload ->> 'overlap_reason'), ''), 'assignments'
  );
  insert into public.bookings (
    org_id, id, number, job_id, status, starts_at, ends_at, window_starts_at, window_ends_at, promised_starts_at,
    promised_ends_at, is_flexible_day, flexible_on, buffer_before_min, buffer_after_min, assigned, overlap_reason,
    overlap_by, parent_booking_id, instructions
  )
  values (
    org, b.id, private.take_number(org, 'booking'), b.job_id, b.status, b.starts_at, b.ends_at, b.window_starts_at,
    b.window_ends_at, b.promised_starts_at, b.promised_ends_at, b.is_flexible_day, b.flexible_on,
    b.buffer_before_min, b.buffer_after_min, b.assigned, b.overlap_reason, b.overlap_by,
    (payload ->> 'parent_booking_id')::uuid, b.instructions
  );
  return b.id;
end;
$$;

create or replace function public.create_booking(payload jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  answer jsonb;
  made uuid;
begin
  perform private.require_permission('create', 'bookings', 'all');
  if coalesce(payload -> 'assignments', 'null') not in ('null', '[]') then
    perform private.require_permission('assign', 'bookings', 'all');
  end if;
  answer := private.claim_idempotency('create_booking', payload, org);
  if answer is not null then
    return answer;
  end if;
  made := private.insert_booking(org, payload);
  return private.remember_answer(org, 201, (select r from private.booking_rows(org, array[made]) as r));
end;
$$;

create or replace function private.record_changes() returns trigger
language plpgsql security definer set search_path = ''
  set enable_nestloop = off
as $$
declare
  noun constant text := tg_argv[0];
  masked constant text[] := coalesce(tg_argv[1], '{}');
  key constant text := coalesce(tg_argv[2], 'id');
  silent constant text[] := private.bookkeeping_columns();
  actor record := private.current_actor();
  correlation constant text := private.request_context() ->> 'correlation_id';
begin
  if tg_op = 'INSERT' then
    insert into private.change_log
      (org_id, entity, entity_id, version, operation, new, actor_kind, actor_id, correlation_id)
    with after as materialized (select to_jsonb(r) as data from new_rows as r)
    select
      coalesce(a.data ->> 'org_id', a.data ->> 'id')::uuid, noun, (a.data ->> key)::uuid,
      (a.data ->> 'version')::bigint, 'created',
      private.masked(jsonb_strip_nulls(a.data - silent), masked), actor.kind, actor.id, correlation
    from after as a
    where (
      select true from public.organizations as o where o.id = coalesce(a.data ->> 'org_id', a.data ->> 'id')::uuid
    );

  elsif tg_op = 'UPDATE' then
    insert into private.change_log
      (org_id, entity, entity_id, version, operation, changed, old, new, actor_kind, actor_id, correlation_id)
    with
      before as materialized (select to_jsonb(r) as data from old_rows as r),
      after as materialized (select to_jsonb(r) as data from new_rows as r)
    select
      coalesce(a.data ->> 'org_id', a.data ->> 'id')::uuid, noun, (a.data ->> key)::uuid,
      (a.data ->> 'version')::bigint,
      case
        when b.data ->> 'deleted_at' is null and a.data ->> 'deleted_at' is not null then 'deleted'
        when b.data ->> 'deleted_at' is not null and a.data ->> 'deleted_at' is null then 'restored'
        else 'updated'
      end,
      diff.names, private.masked(diff.old, masked), private.masked(diff.new, masked),
      actor.kind, actor.id, correlation
    from after as a
    join before as b
      on b.data ->> key = a.data ->> key and b.data ->> 'org_id' is not distinct from a.data ->> 'org_id'
    cross join lateral (
      select
        array_agg(field.key order by field.key) as names,
        jsonb_object_agg(field.key, b.data -> field.key) as old,
        jsonb_object_agg(field.key, field.value) as new
      from jsonb_each(a.data - silent) as field
      where field.value <> b.data -> field.key
    ) as diff
    where diff.names is not null
      and (
        select true from public.organizations as o where o.id = coalesce(a.data ->> 'org_id', a.data ->> 'id')::uuid
      );

  else
    insert into private.change_log
      (org_id, entity, entity_id, version, operation, old, actor_kind, actor_id, correlation_id)
    with before as materialized (select to_jsonb(r) as data from old_rows as r)
    select
      coalesce(b.data ->> 'org_id', b.data ->> 'id')::uuid, noun, (b.data ->> key)::uuid,
      (b.data ->> 'version')::bigint, 'deleted',
      private.masked(jsonb_strip_nulls(b.data - silent), masked), actor.kind, actor.id, correlation
    from before as b
    where (
      select true from public.organizations as o where o.id = coalesce(b.data ->> 'org_id', b.data ->> 'id')::uuid
    );
  end if;
  return null;
end;
$$;

drop function private.spread_withheld(uuid[]);
drop function private.plain_assignments(uuid, jsonb);

-- What every write does a dozen times, and what every plan asks, done shorter.

-- The claims are read here and not by another function: who is asking is asked fourteen times to plan one visit.
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

-- Rows are turned into jsonb once, hence "materialized". Nested loops are off: the plan is cached at the first, often
-- single-row, statement of a session and would be quadratic for a later bulk update. Rows of an organization that is
-- being deleted are left out by a look-up each, because a join without nested loops read all organizations of the
-- installation for each statement of anyone.
create or replace function private.record_changes() returns trigger
language plpgsql security definer set search_path = '' set enable_nestloop = off
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

-- One question for each list of names instead of three, and none about crews where none is named.
create or replace function private.check_named_resources(org uuid, wanted jsonb) returns void
language plpgsql stable set search_path = '' set plan_cache_mode = force_generic_plan set enable_seqscan = off
as $$
declare
  found_lines record;
begin
  if jsonb_typeof(wanted) <> 'array' then
    perform private.invalid('invalid', 'Assignments are a list.', 'assignments');
  end if;
  select
    bool_or(
      num_nonnulls(e ->> 'resource_id', e ->> 'crew_id') <> 1
      or coalesce(e ->> 'role', 'lead') not in ('lead', 'helper', 'equipment')
    ) as are_unclear,
    bool_or(num_nonnulls(r.id, c.id) = 0) as are_unknown,
    bool_or(
      not coalesce(r.is_active, c.is_active) or coalesce(r.deleted_at, c.deleted_at) is not null
    ) as are_inactive
  into found_lines
  from jsonb_array_elements(wanted) as e
  left join public.bookable_resources as r on r.org_id = org and r.id = (e ->> 'resource_id')::uuid
  left join public.crews as c on c.org_id = org and c.id = (e ->> 'crew_id')::uuid;
  if jsonb_array_length(wanted) > 50 or found_lines.are_unclear then
    perform private.invalid('invalid', 'Each assignment names one resource or one crew.', 'assignments');
  end if;
  if found_lines.are_unknown then
    perform private.invalid('resource_not_found', 'There is no such resource or crew.', 'assignments');
  end if;
  if found_lines.are_inactive then
    perform private.invalid('resource_inactive', 'This resource or crew is not in use any more.', 'assignments');
  end if;
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

create or replace function private.plan_day(org uuid, was public.bookings, planned public.bookings, changes jsonb)
returns public.bookings
language plpgsql stable set search_path = ''
as $$
declare
  b public.bookings := planned;
  day date;
begin
  -- Hardly any visit is promised for a day; only those are asked where their day ends.
  if not b.is_flexible_day and not changes ?| array['is_flexible_day', 'flexible_on'] then
    return b;
  end if;
  day := private.visit_day(org, b.job_id, b.starts_at);
  if changes ? 'flexible_on' then
    b.flexible_on := (changes ->> 'flexible_on')::date;
    b.is_flexible_day := b.flexible_on is not null;
  end if;
  if changes ? 'is_flexible_day' then
    b.is_flexible_day := coalesce((changes ->> 'is_flexible_day')::boolean, false);
    b.flexible_on := case when b.is_flexible_day then coalesce(b.flexible_on, day) end;
  end if;
  if b.is_flexible_day and b.flexible_on is null then
    perform private.invalid('invalid', 'Name the day that was promised.', 'flexible_on');
  end if;
  if b.is_flexible_day and day <> b.flexible_on then
    if changes ? 'flexible_on' then
      perform private.invalid('invalid', 'The visit is not on the day that was promised.', 'flexible_on');
    end if;
    b.flexible_on := day;
  end if;
  return b;
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

-- Who is told of a change is found with one look for all that is told, and without one for each record.

-- Mostly it is about visits and jobs: then their people are one look away.
create function private.tell_visitors(org uuid, items jsonb) returns void
language plpgsql security definer set search_path = '' set plan_cache_mode = force_generic_plan
  set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off
as $$
declare
  told jsonb;
  message jsonb;
  done text;
begin
  select jsonb_agg(jsonb_build_object('topic', 'user:' || p.user_id, 'items', p.events))
  into told
  from (
    select distinct a.entity, a.id, a.events, r.user_id
    from (
      select e.value ->> 'entity' as entity, (e.value ->> 'id')::uuid as id, jsonb_agg(e.value) as events
      from jsonb_array_elements(items) as e
      where e.value ->> 'entity' in ('booking', 'job')
      group by 1, 2
    ) as a
    cross join lateral (
      select b.assigned from public.bookings as b where a.entity = 'booking' and b.org_id = org and b.id = a.id
      union all
      select b.assigned
      from public.bookings as b
      where a.entity = 'job' and b.org_id = org and b.job_id = a.id
        and b.status not in ('completed', 'closed', 'cancelled', 'no_show')
    ) as v
    cross join lateral jsonb_array_elements(v.assigned) as person
    join public.bookable_resources as r on r.org_id = org and r.id = (person ->> 'resource_id')::uuid
    where r.user_id is not null and r.deleted_at is null
  ) as p;
  if told is null then
    return;
  end if;
  for message in select m from jsonb_array_elements(told) as m loop
    done := realtime.send(
      jsonb_build_object('org_id', org, 'items', message -> 'items'), 'changed', message ->> 'topic', true
    )::text;
  end loop;
end;
$$;
comment on function private.tell_visitors(uuid, jsonb) is
  'Tells who goes to visits, or to the open visits of jobs, what is said of these. '
  'Definer: it reads visits the caller need not see.';
revoke execute on function private.tell_visitors(uuid, jsonb) from public;

create or replace function private.tell_people(org uuid, items jsonb) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  about record;
  person uuid;
  done text;
begin
  -- Nothing that names a visit beside its own subject, is taken from somebody or is asked for by a phone.
  if not jsonb_path_exists(
    items, '$[*] ? (exists (@.booking_id) || !(@.entity == "booking" || @.entity == "job") || @.type == "booking.unassigned")'
  ) then
    done := private.tell_visitors(org, items)::text;
    return;
  end if;
  for about in
    select
      case when e.value ? 'booking_id' then 'booking' else e.value ->> 'entity' end as entity,
      coalesce(e.value ->> 'booking_id', e.value ->> 'id')::uuid as id,
      jsonb_agg(e.value) as events,
      coalesce(bool_or(e.value ->> 'type' = 'booking.unassigned'), false) as is_taken,
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
      select p from private.people_told(org, about.entity, about.id, about.is_taken, about.operation) as p
    loop
      done := realtime.send(
        jsonb_build_object('org_id', org, 'items', about.events), 'changed', 'user:' || person, true
      )::text;
    end loop;
  end loop;
end;
$$;

-- One organization's changes, as nearly always, need no grouping.
create or replace function private.tell_changes() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  most constant integer := 100;
  orgs uuid[];
  org uuid;
  events bigint;
  items jsonb;
  done text;
begin
  select array_agg(distinct r.org_id), count(*) into orgs, events from new_rows as r;
  foreach org in array coalesce(orgs, '{}') loop
    if cardinality(orgs) > 1 then
      select count(*) into events from new_rows as r where r.org_id = org;
    end if;
    if events > most then
      done := realtime.send(
        jsonb_build_object('org_id', org, 'many', true), 'changed', 'org:' || org || ':office', true
      )::text;
    else
      select jsonb_agg(
        jsonb_strip_nulls(jsonb_build_object(
          'type', r.type, 'entity', r.entity, 'id', r.entity_id, 'booking_id', r.data ->> 'booking_id'
        )) order by r.id
      ) into items
      from new_rows as r where r.org_id = org;
      done := realtime.send(
        jsonb_build_object('org_id', org, 'items', items), 'changed', 'org:' || org || ':office', true
      )::text;
      done := private.tell_people(org, items)::text;
    end if;
  end loop;
  return null;
exception
  -- Pages ask again by themselves after a while; the change they would have been told of must not fail for that.
  when others then
    raise warning 'Open pages were not told of a change: %', sqlerrm;
    return null;
end;
$$;

-- How something is placed: who is meant, whether they are free, and what to say when they are not. The exclusion
-- constraint decides; these functions take the locks first, so that what they find still holds when the rows are
-- written, and a refusal can name what is in the way.

create function private.invalid(code text, sentence text, field text) returns void
language plpgsql immutable set search_path = ''
as $$
begin
  raise exception '%: %', code, sentence using errcode = 'CO422', hint = field;
end;
$$;
comment on function private.invalid(text, text, text) is 'Raises CO422 with the code, its sentence and the field.';
revoke execute on function private.invalid(text, text, text) from public;

-- The day of a visit is that of the place it goes to.
create function private.visit_day(org uuid, job uuid, instant timestamptz) returns date
language plpgsql stable set search_path = ''
as $$
begin
  return (
    select (instant at time zone p.time_zone)::date
    from public.jobs as j
    join public.properties as p on p.org_id = org and p.id = j.property_id
    where j.org_id = org and j.id = job
  );
end;
$$;
comment on function private.visit_day(uuid, uuid, timestamptz) is 'The local date of an instant at a job''s place.';
revoke execute on function private.visit_day(uuid, uuid, timestamptz) from public;

create function private.check_named_resources(org uuid, wanted jsonb) returns void
language plpgsql stable set search_path = ''
as $$
begin
  if jsonb_typeof(wanted) <> 'array' then
    perform private.invalid('invalid', 'Assignments are a list.', 'assignments');
  end if;
  if jsonb_array_length(wanted) > 50 or exists (
    select
    from jsonb_array_elements(wanted) as e
    where num_nonnulls(e ->> 'resource_id', e ->> 'crew_id') <> 1
      or coalesce(e ->> 'role', 'lead') not in ('lead', 'helper', 'equipment')
  ) then
    perform private.invalid('invalid', 'Each assignment names one resource or one crew.', 'assignments');
  end if;
  if exists (
    select
    from jsonb_to_recordset(wanted) as e (resource_id uuid, crew_id uuid)
    left join public.bookable_resources as r on r.org_id = org and r.id = e.resource_id
    left join public.crews as c on c.org_id = org and c.id = e.crew_id
    where num_nonnulls(r.id, c.id) = 0
  ) then
    perform private.invalid('resource_not_found', 'There is no such resource or crew.', 'assignments');
  end if;
  if exists (
    select
    from jsonb_to_recordset(wanted) as e (resource_id uuid, crew_id uuid)
    left join public.bookable_resources as r on r.org_id = org and r.id = e.resource_id
    left join public.crews as c on c.org_id = org and c.id = e.crew_id
    where not coalesce(r.is_active, c.is_active) or coalesce(r.deleted_at, c.deleted_at) is not null
  ) then
    perform private.invalid('resource_inactive', 'This resource or crew is not in use any more.', 'assignments');
  end if;
end;
$$;
comment on function private.check_named_resources(uuid, jsonb) is
  'Raises CO422 unless each line names a resource or crew of the organization that is in use.';
revoke execute on function private.check_named_resources(uuid, jsonb) from public;

-- A crew is sent as the people who belong to it on that day. Who is in it twice over, by name and by crew, goes once
-- and keeps the crew. Members who are not in use any more stay at home; a crew of nobody is refused.
create function private.resolve_assignments(org uuid, wanted jsonb, day date) returns jsonb
language plpgsql stable set search_path = ''
as $$
declare
  resolved jsonb;
begin
  perform private.check_named_resources(org, wanted);
  if exists (
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
comment on function private.resolve_assignments(uuid, jsonb, date) is
  'bookings.assigned for [{resource_id | crew_id, role}] on a day; raises CO422 for whom one cannot send.';
revoke execute on function private.resolve_assignments(uuid, jsonb, date) from public;

create function private.crew_on(org uuid, crew uuid, day date) returns setof uuid
language plpgsql stable set search_path = ''
as $$
begin
  return query
    select m.resource_id
    from public.crew_members as m
    join public.bookable_resources as r on r.org_id = org and r.id = m.resource_id
    where m.org_id = org
      and m.crew_id = crew
      and (m.valid_from is null or m.valid_from <= day)
      and (m.valid_to is null or m.valid_to >= day)
      and r.is_active
      and r.deleted_at is null
    order by m.resource_id;
end;
$$;
comment on function private.crew_on(uuid, uuid, date) is 'The resources of a crew on a day that are in use.';
revoke execute on function private.crew_on(uuid, uuid, date) from public;

create function private.resource_ids(assigned jsonb) returns uuid[]
language plpgsql immutable set search_path = ''
as $$
begin
  return (
    select coalesce(array_agg(w.resource_id), '{}') from jsonb_to_recordset(assigned) as w (resource_id uuid)
  );
end;
$$;
comment on function private.resource_ids(jsonb) is 'The resources of bookings.assigned.';
revoke execute on function private.resource_ids(jsonb) from public;

-- Expired holds are nobody's time, also where nobody has removed them yet.
create function private.find_conflicts(org uuid, resources uuid[], span tstzrange, moving uuid[])
returns setof public.resource_occupancy
language plpgsql stable set search_path = ''
as $$
begin
  return query
    select o.*
    from public.resource_occupancy as o
    where o.org_id = org
      and o.resource_id = any (resources)
      and o.period && span
      and (o.booking_id is null or o.booking_id <> all (moving))
      and (o.expires_at is null or o.expires_at > clock_timestamp())
    order by o.period, o.resource_id;
end;
$$;
comment on function private.find_conflicts(uuid, uuid[], tstzrange, uuid[]) is
  'What occupies these resources in the span, leaving out the visits that are being moved.';
revoke execute on function private.find_conflicts(uuid, uuid[], tstzrange, uuid[]) from public;

create function private.sees_booking(booking uuid) returns boolean
language plpgsql stable set search_path = ''
as $$
declare
  scope constant text := private.permission_scope('read', 'bookings');
begin
  return coalesce(scope = 'all' or scope = 'own' and booking in (select private.own_booking_ids()), false);
end;
$$;
comment on function private.sees_booking(uuid) is 'Whether the caller may see this visit.';
revoke execute on function private.sees_booking(uuid) from public;

-- Who may not see the other visit learns that the person is not free, and until when, and nothing else.
create function private.describe_conflict(occupied public.resource_occupancy) returns jsonb
language plpgsql stable set search_path = ''
as $$
begin
  return (
    select jsonb_build_object(
      'resource_id', r.id,
      'resource_name', r.name,
      'kind', (occupied).kind,
      'until', upper((occupied).period),
      'booking', (
        select jsonb_build_object(
          'id', b.id, 'number', b.number, 'customer_name', c.display_name, 'starts_at', b.starts_at, 'ends_at', b.ends_at
        )
        from public.bookings as b
        join public.jobs as j on j.org_id = b.org_id and j.id = b.job_id
        join public.customers as c on c.org_id = b.org_id and c.id = j.customer_id
        where b.org_id = (occupied).org_id and b.id = (occupied).booking_id and private.sees_booking(b.id)
      )
    )
    from public.bookable_resources as r
    where r.org_id = (occupied).org_id and r.id = (occupied).resource_id
  );
end;
$$;
comment on function private.describe_conflict(public.resource_occupancy) is
  '{resource_id, resource_name, kind, until, booking} of what is in the way; booking only for who may see it.';
revoke execute on function private.describe_conflict(public.resource_occupancy) from public;

create function private.conflict_list(org uuid, resources uuid[], span tstzrange, moving uuid[]) returns jsonb
language plpgsql stable set search_path = ''
as $$
begin
  return (
    select coalesce(jsonb_agg(private.describe_conflict(o) order by o.period, o.resource_id), '[]')
    from private.find_conflicts(org, resources, span, moving) as o
  );
end;
$$;
comment on function private.conflict_list(uuid, uuid[], tstzrange, uuid[]) is 'find_conflicts, described, as an array.';
revoke execute on function private.conflict_list(uuid, uuid[], tstzrange, uuid[]) from public;

create function private.refuse_double_booking(conflicts jsonb, field text) returns void
language plpgsql stable set search_path = ''
as $$
begin
  raise exception 'double_booking: % is not free then.', conflicts -> 0 ->> 'resource_name'
    using errcode = 'CO409', hint = field,
      detail = ((conflicts -> 0) || jsonb_build_object('conflicts', conflicts))::text;
end;
$$;
comment on function private.refuse_double_booking(jsonb, text) is 'Raises CO409 double_booking with what is in the way.';
revoke execute on function private.refuse_double_booking(jsonb, text) from public;

-- What a hold of the caller's own kept free is free for him; a hold that has run out, or was another's, keeps nothing.
create function private.take_over_hold(org uuid, hold uuid) returns void
language sql volatile set search_path = ''
as $$
  delete from public.booking_holds as h
  where h.org_id = org and h.id = hold and h.held_by = private.current_user_id()
$$;
comment on function private.take_over_hold(uuid, uuid) is 'Removes the caller''s own hold: the visit takes its place.';
revoke execute on function private.take_over_hold(uuid, uuid) from public;

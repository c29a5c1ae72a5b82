-- What a phone reported and could not settle stands among what needs a person today, behind what is late: until somebody
-- decides, the office and the technician see two different visits.

create function private.parked_needs(org uuid) returns jsonb
language plpgsql stable set search_path = ''
as $$
begin
  return (
    select coalesce(jsonb_agg(
      jsonb_build_object('kind', 'parked', 'entry', r, 'since', r -> 'received_at') order by r ->> 'received_at', r ->> 'id'
    ), '[]')
    from private.journal_rows(org, array(
      select q.id
      from public.offline_sync_queue as q
      where q.org_id = org and q.state in ('parked', 'with_office')
      order by q.id
      limit 20
    ), private.current_user_id()) as r
  );
end;
$$;
comment on function private.parked_needs(uuid) is
  'Entries of phones that wait for a decision, the oldest first: [{kind parked, entry, since}].';
revoke execute on function private.parked_needs(uuid) from public;

create function private.request_needs(org uuid) returns jsonb
language plpgsql stable set search_path = ''
as $$
begin
  return (
    select coalesce(jsonb_agg(
      jsonb_build_object('kind', 'request', 'request', d.data, 'since', d.data -> 'created_at') order by d.place
    ), '[]')
    from private.booking_request_json(org, array(
      select r.id from public.booking_requests as r
      where r.org_id = org and r.status = 'new'
      order by r.created_at, r.id
      limit 20
    )) with ordinality as d (id, data, place)
  );
end;
$$;
comment on function private.request_needs(uuid) is
  'New booking requests, the oldest first: [{kind request, request, since}].';
revoke execute on function private.request_needs(uuid) from public;

create or replace function private.today_needs(org uuid, from_at timestamptz, to_at timestamptz) returns jsonb
language plpgsql stable set search_path = ''
as $$
declare
  pressing jsonb;
  unassigned jsonb;
  sees_parked constant boolean := private.permission_scope('read', 'sync') = 'all';
  sees_requests constant boolean := private.has_permission('read', 'booking_requests');
begin
  with waiting as (
    select
      1 as rank, l.booking_id as id, case when l.kind is not null then 'late' else 'at_risk' end as kind,
      l.late_min, now() - make_interval(mins => coalesce(l.late_min, 0)) as since
    from private.lateness(org) as l
    union all
    select 3, b.id, 'no_technician', null, b.created_at
    from public.bookings as b
    where b.org_id = org
      and not b.is_assigned
      and b.status = 'scheduled'
      and b.starts_at >= from_at
      and b.starts_at < to_at
  ),
  ordered as (
    select distinct on (w.id) w.*, case when w.kind = 'at_risk' then 2 else w.rank end as place
    from waiting as w
    order by w.id, w.rank
  ),
  visits as (
    select array_agg(o.id order by o.place, o.late_min desc nulls last, o.since, o.id) as ids from ordered as o
  )
  select
    jsonb_agg(line.data order by line.place, line.late_min desc nulls last, line.since, line.id)
      filter (where line.place < 3),
    jsonb_agg(line.data order by line.since, line.id) filter (where line.place = 3)
  into pressing, unassigned
  from (
    select o.*, jsonb_build_object('kind', o.kind, 'booking', b.data, 'since', o.since) as data
    from visits as v
    cross join lateral private.booking_json(org, v.ids[1:50]) as b
    join ordered as o on o.id = b.id
  ) as line;
  return coalesce(pressing, '[]')
    || case when sees_parked then private.parked_needs(org) else '[]' end
    || coalesce(unassigned, '[]')
    || case when sees_requests then private.request_needs(org) else '[]' end;
end;
$$;
comment on function private.today_needs(uuid, timestamptz, timestamptz) is
  'What needs a person: [{kind late|at_risk|parked|no_technician|request, booking? | entry? | request?, since}].';

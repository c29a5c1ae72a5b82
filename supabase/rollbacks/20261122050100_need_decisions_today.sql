-- Undoes "need decisions today".
create or replace function private.today_needs(org uuid, from_at timestamptz, to_at timestamptz) returns jsonb
language plpgsql stable set search_path = ''
as $$
declare
  needs jsonb;
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
  select coalesce(jsonb_agg(
    jsonb_build_object('kind', o.kind, 'booking', b.data, 'since', o.since)
    order by o.place, o.late_min desc nulls last, o.since, o.id
  ), '[]')
  into needs
  from visits as v
  cross join lateral private.booking_json(org, v.ids[1:50]) as b
  join ordered as o on o.id = b.id;
  if not sees_requests then
    return needs;
  end if;
  return needs || (
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
comment on function private.today_needs(uuid, timestamptz, timestamptz) is
  'What needs a person: [{kind late|at_risk|no_technician|request, booking? | request?, since}].';

drop function private.parked_needs(uuid);
drop function private.request_needs(uuid);

-- Undoes "offer times to customers".
drop function public.portal_slots(jsonb);
drop function private.first_portal_time(uuid);
drop function private.require_portal_change(public.bookings, text[], text);
drop function private.told_for(uuid, public.bookings, timestamptz, timestamptz);
drop function private.portal_offers(uuid, public.bookings, timestamptz, timestamptz, integer);
drop function private.same_people(uuid, public.bookings, timestamptz, timestamptz);
drop function private.portal_beginnings(uuid, public.bookings, uuid, timestamptz, timestamptz, integer);
create or replace function private.take_over_hold(org uuid, hold uuid) returns void
language plpgsql volatile set search_path = ''
as $$
begin
  if hold is not null then
    delete from public.booking_holds as h
    where h.org_id = org and h.id = hold and h.held_by = private.current_user_id();
  end if;
end;
$$;

create or replace function private.slot_gaps(
  org uuid, ids uuid[], from_at timestamptz, to_at timestamptz, duration_min integer, before_min integer,
  after_min integer, booking uuid, asker uuid
) returns table (
  resource_id uuid, free_from timestamptz, free_to timestamptz, visit_before uuid, visit_after uuid
)
language plpgsql stable rows 200 set search_path = '' set plan_cache_mode = force_generic_plan
as $$
declare
  -- A little more than a day on both sides: the visit before the first slot may have been yesterday's last.
  span constant tstzrange := tstzrange(from_at - interval '30 hours', to_at + interval '30 hours');
  needed constant interval := make_interval(mins => duration_min);
  before_span constant interval := make_interval(mins => before_min);
  after_span constant interval := make_interval(mins => after_min);
begin
  return query
    with busy as (
      select i.id, lower(o.period) - after_span as starts, upper(o.period) + before_span as ends, o.booking_id
      from unnest(ids) as i (id)
      cross join lateral (
        select r.period, r.booking_id, r.hold_id, r.expires_at
        from public.resource_occupancy as r
        where r.org_id = org and r.resource_id = i.id and r.period operator(pg_catalog.&&) span
      ) as o
      -- Of the visit that is moved its own time is free; what is no visit is distinct from it, too.
      where (booking is null or o.booking_id is distinct from booking)
        and (
          o.hold_id is null
          or (
            o.expires_at > now()
            and not exists (
              select from public.booking_holds as h where h.org_id = org and h.id = o.hold_id and h.held_by = asker
            )
          )
        )
      union all
      select i.id, lower(off.period), upper(off.period), null
      from unnest(ids) as i (id)
      left join (
        select s.resource_id as id, range_agg(s.shift) as shifts
        from private.resource_shifts(org, ids, from_at, to_at) as s
        group by s.resource_id
      ) as w on w.id = i.id
      cross join lateral unnest(tstzmultirange(span) - coalesce(w.shifts, '{}')) as off (period)
    ),
    ordered as materialized (
      select
        b.id, b.starts, b.booking_id,
        max(b.ends) over before as ended,
        count(b.booking_id) over before as visits_before
      from busy as b
      window before as (
        partition by b.id order by b.starts, b.ends rows between unbounded preceding and 1 preceding
      )
    )
    select g.id, g.ended, g.starts, p.booking_id, n.booking_id
    from ordered as g
    left join ordered as p
      on p.id = g.id and p.booking_id is not null and p.visits_before = g.visits_before - 1
    left join ordered as n
      on n.id = g.id and n.booking_id is not null and n.visits_before = g.visits_before
    where g.starts - g.ended >= needed;
end;
$$;

drop function private.link_principal();

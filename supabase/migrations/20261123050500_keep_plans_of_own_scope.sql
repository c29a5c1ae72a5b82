-- Lists are planned anew for each of their filters, and that reached into what they ask first: who somebody is, what he
-- may do, what is his. These questions are always the same, so their plans are kept. For a technician's list of
-- customers they took longer than the list.
alter function private.require_org() set plan_cache_mode = auto;
alter function private.current_org_id() set plan_cache_mode = auto;
alter function private.sees_part(text, public.resource_type) set plan_cache_mode = auto;
alter function private.setting(uuid, text, text) set plan_cache_mode = auto;

-- From the own visits on, each by its key: a plan that is kept must not walk through a whole company.
create or replace function private.own_job_ids() returns setof uuid
language plpgsql stable security definer rows 200 set search_path = '' set plan_cache_mode = force_generic_plan
  set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off
as $$
declare
  org constant uuid := private.current_org_id();
begin
  return query
    select distinct b.job_id
    from private.own_booking_ids() as mine (id)
    cross join lateral (
      select v.job_id from public.bookings as v where v.org_id = org and v.id = mine.id
    ) as b;
end;
$$;

create or replace function private.own_customer_ids() returns setof uuid
language plpgsql stable security definer rows 200 set search_path = '' set plan_cache_mode = force_generic_plan
  set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off
as $$
declare
  me record := private.live_membership();
begin
  return query
    select c.id from public.customers as c where c.org_id = me.org_id and c.assigned_to = me.user_id
    union
    select j.customer_id
    from private.own_job_ids() as mine (id)
    cross join lateral (
      select w.customer_id from public.jobs as w where w.org_id = me.org_id and w.id = mine.id
    ) as j;
end;
$$;

create or replace function private.own_booking_ids() returns setof uuid
language plpgsql stable security definer rows 200 set search_path = '' set plan_cache_mode = force_generic_plan
  set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off
as $$
declare
  me record := private.live_membership();
  mine uuid[];
  since timestamptz;
begin
  if me.org_id is null then
    return;
  end if;
  mine := array(
    select r.id
    from public.bookable_resources as r
    where r.org_id = me.org_id and r.user_id = me.user_id and r.deleted_at is null
  );
  -- Nobody who goes to visits: there is nothing to look through.
  if mine = '{}' then
    return;
  end if;
  since := now() - make_interval(days => (private.setting(me.org_id, 'scheduling', 'own_reach_days'))::integer);
  return query
    -- What begins within the reach ends within it. Of what began earlier the visit tells when it ended: it lasts a month
    -- at most, and may occupy less than it lasted, where it was done early.
    select o.booking_id
    from unnest(mine) as i (id)
    cross join lateral (
      select k.booking_id, lower(k.period) > since as is_within
      from public.resource_occupancy as k
      where k.org_id = me.org_id
        and k.resource_id = i.id
        and k.period operator(pg_catalog.&&) tstzrange(since - interval '32 days', null)
        and k.booking_id is not null
    ) as o
    where o.is_within or (
      select b.ends_at > since from public.bookings as b where b.org_id = me.org_id and b.id = o.booking_id
    )
    union
    select b.id
    from public.bookings as b
    join public.booking_assignments as a on a.org_id = me.org_id and a.booking_id = b.id and a.resource_id = any (mine)
    where b.org_id = me.org_id
      and b.status in ('unscheduled', 'cancelled', 'no_show')
      and b.is_assigned
      and coalesce(b.ends_at, b.created_at) > since;
end;
$$;

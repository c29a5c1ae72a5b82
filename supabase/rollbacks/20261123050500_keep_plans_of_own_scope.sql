-- What lists ask first is planned anew with them.
create or replace function private.own_customer_ids() returns setof uuid
language plpgsql stable security definer set search_path = '' set plan_cache_mode = auto
as $$
declare
  me record := private.live_membership();
begin
  return query
    select c.id from public.customers as c where c.org_id = me.org_id and c.assigned_to = me.user_id
    union
    select j.customer_id from public.jobs as j where j.org_id = me.org_id and j.id in (select private.own_job_ids());
end;
$$;

create or replace function private.own_job_ids() returns setof uuid
language plpgsql stable security definer set search_path = '' set plan_cache_mode = auto
as $$
declare
  org constant uuid := private.current_org_id();
begin
  return query
    select distinct b.job_id
    from public.bookings as b
    where b.org_id = org and b.id in (select private.own_booking_ids());
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

alter function private.require_org() reset plan_cache_mode;
alter function private.current_org_id() reset plan_cache_mode;
alter function private.sees_part(text, public.resource_type) reset plan_cache_mode;
alter function private.setting(uuid, text, text) reset plan_cache_mode;

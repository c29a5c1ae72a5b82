-- Whoever sees only his own visits waited for all he was ever sent to: five years of them were looked up to find those
-- of the last three months, and the list then walked through the company's past to put them in order.

-- Visits that occupy nobody are few; they are found by the end of their reach and not by whose they are.
create index bookings_idle_idx on public.bookings (org_id, (coalesce(ends_at, created_at)))
  where status in ('unscheduled', 'cancelled', 'no_show') and is_assigned;

-- What occupies the caller from then on is one range of an index. Assignments know no time.
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

create or replace function private.find_bookings(
  org uuid, among_ids uuid[], filters jsonb, job_ids uuid[], is_timed boolean, after_key jsonb, most integer
) returns setof uuid
language plpgsql stable rows 50 set search_path = ''
  set plan_cache_mode = force_custom_plan set enable_seqscan = off set max_parallel_workers_per_gather = 0
as $$
declare
  states constant text[] := string_to_array(filters ->> 'status', ',');
  priorities constant text[] := string_to_array(filters ->> 'priority', ',');
  from_at constant timestamptz := (filters ->> 'from')::timestamptz;
  to_at constant timestamptz := (filters ->> 'to')::timestamptz;
  scan_from constant timestamptz := case when from_at is not null then private.first_start(org, from_at) end;
  resource constant uuid := (filters ->> 'resource_id')::uuid;
  service_type constant uuid := (filters ->> 'service_type_id')::uuid;
  is_unassigned constant boolean := coalesce((filters ->> 'unassigned')::boolean, false);
  late_ids constant uuid[] := case when (filters ->> 'late')::boolean then
    array(select l.booking_id from private.lateness(org) as l where l.kind is not null) end;
  updated_after constant timestamptz := (filters ->> 'updated_after')::timestamptz;
  is_down constant boolean := coalesce(filters ->> 'order' = 'desc', false);
  is_by_number constant boolean := coalesce(filters ->> 'sort' = 'number', false);
  after_start constant timestamptz := (after_key ->> 'starts_at')::timestamptz;
  after_id constant uuid := (after_key ->> 'id')::uuid;
begin
  return query
    select r.id
    from public.bookings as r
    where r.org_id = org
      and (among_ids is null or r.id = any (among_ids))
      and (job_ids is null or r.job_id = any (job_ids))
      and (late_ids is null or r.id = any (late_ids))
      and (is_by_number or (is_timed and r.starts_at is not null) or (not is_timed and r.starts_at is null))
      and (states is null or r.status = any (states))
      and (from_at is null or (r.starts_at >= scan_from and r.ends_at > from_at))
      and (to_at is null or r.starts_at < to_at)
      and (
        not is_unassigned
        or (not r.is_assigned and r.status not in ('completed', 'closed', 'cancelled', 'no_show'))
      )
      and (updated_after is null or r.updated_at > updated_after)
      and (
        resource is null
        or exists (
          select from public.booking_assignments as a
          where a.org_id = org and a.booking_id = r.id and a.resource_id = resource
        )
      )
      and (
        (service_type is null and priorities is null)
        or exists (
          select from public.jobs as j
          where j.org_id = org
            and j.id = r.job_id
            and (service_type is null or j.service_type_id = service_type)
            and (priorities is null or j.priority = any (priorities))
        )
      )
      and (
        after_id is null
        or case
          when is_by_number or not is_timed then case when is_down then r.id < after_id else r.id > after_id end
          when is_down then (r.starts_at, r.id) < (after_start, after_id)
          else (r.starts_at, r.id) > (after_start, after_id)
        end
      )
    order by
      -- Of a few ids by their keys; in the order of the index it would walk through the company's whole past for them.
      case when is_timed and not is_by_number and not is_down then
        case when among_ids is null then r.starts_at else r.starts_at + interval '0' end
      end,
      case when is_timed and not is_by_number and is_down then
        case when among_ids is null then r.starts_at else r.starts_at + interval '0' end
      end desc,
      case when not is_down then r.id end,
      case when is_down then r.id end desc
    limit most;
end;
$$;

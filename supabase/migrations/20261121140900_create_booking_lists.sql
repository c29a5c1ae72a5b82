-- Lists of visits and one visit, as office and technicians see them. The functions ask for org and right themselves.
-- Pages go on behind the last row's (starts_at, id). Visits without a time come last, in either direction, so a page
-- that reaches them is read in two steps.

-- A visit may last many days, but hardly one does; without this index every look at a day would read a month back.
create index bookings_long_idx on public.bookings (org_id, starts_at)
  where ends_at - starts_at > interval '1 day';

create function private.first_start(org uuid, from_at timestamptz) returns timestamptz
language plpgsql stable set search_path = ''
as $$
begin
  return least(from_at - interval '1 day', (
    select min(b.starts_at)
    from public.bookings as b
    where b.org_id = org
      and b.ends_at - b.starts_at > interval '1 day'
      and b.starts_at between from_at - interval '31 days' and from_at
      and b.ends_at > from_at
  ));
end;
$$;
comment on function private.first_start(uuid, timestamptz) is
  'How far back a visit may have begun that is not over at this moment.';
revoke execute on function private.first_start(uuid, timestamptz) from public;

-- The ids of a page. Filters that lead to few jobs, or to visits by name, come as ids, so that the plan starts there.
-- Settings of the function as in find_customers, for the same reasons.
create function private.find_bookings(
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
      case when is_timed and not is_by_number and not is_down then r.starts_at end,
      case when is_timed and not is_by_number and is_down then r.starts_at end desc,
      case when not is_down then r.id end,
      case when is_down then r.id end desc
    limit most;
end;
$$;
comment on function private.find_bookings(uuid, uuid[], jsonb, uuid[], boolean, jsonb, integer) is
  'Ids of a page of visits, those with a time or those without.';
revoke execute on function private.find_bookings(uuid, uuid[], jsonb, uuid[], boolean, jsonb, integer) from public;

-- Jobs that filters name by another record or by words; null where no filter does.
create function private.filtered_jobs(org uuid, scope text, filters jsonb) returns uuid[]
language plpgsql stable set search_path = '' set plan_cache_mode = force_custom_plan
as $$
declare
  job constant uuid := (filters ->> 'job_id')::uuid;
  customer constant uuid := (filters ->> 'customer_id')::uuid;
  property constant uuid := (filters ->> 'property_id')::uuid;
  found_ids uuid[];
begin
  if filters ->> 'q' ~ '\S' then
    found_ids := array(select f.job_id from private.find_jobs(org, scope, filters ->> 'q', 500) as f);
  end if;
  if num_nonnulls(job, customer, property) = 0 then
    return found_ids;
  end if;
  return array(
    select j.id
    from public.jobs as j
    where j.org_id = org
      and (job is null or j.id = job)
      and (customer is null or j.customer_id = customer)
      and (property is null or j.property_id = property)
      and (found_ids is null or j.id = any (found_ids))
  );
end;
$$;
comment on function private.filtered_jobs(uuid, text, jsonb) is
  'Jobs of {job_id, customer_id, property_id, q}; null without such a filter.';
revoke execute on function private.filtered_jobs(uuid, text, jsonb) from public;

create function public.list_bookings(
  filters jsonb default '{}', page_limit integer default 50, after_key jsonb default null
) returns setof jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  scope constant text := private.require_permission('read', 'bookings');
  own_ids constant uuid[] := case when scope = 'own' then array(select private.own_booking_ids()) end;
  -- Who types the number of a visit means that one, and not the others of its job.
  named_ids constant uuid[] := array(
    select b.id
    from public.bookings as b
    where b.org_id = org
      and b.number = any (private.number_words(filters ->> 'q'))
      and (own_ids is null or b.id = any (own_ids))
  );
  among_ids constant uuid[] := case when cardinality(named_ids) > 0 then named_ids else own_ids end;
  job_ids constant uuid[] := private.filtered_jobs(
    org, scope, case when cardinality(named_ids) > 0 then filters - 'q' else filters end
  );
  size constant integer := private.page_size(page_limit);
  is_by_number constant boolean := coalesce(filters ->> 'sort' = 'number', false);
  ids uuid[] := '{}';
begin
  -- A key without a time is among the visits that have none.
  if is_by_number or after_key is null or after_key ->> 'starts_at' is not null then
    ids := array(select private.find_bookings(org, among_ids, filters, job_ids, true, after_key, size));
    after_key := null;
  end if;
  if cardinality(ids) < size and not is_by_number and filters ->> 'from' is null and filters ->> 'to' is null then
    ids := ids || array(
      select private.find_bookings(org, among_ids, filters, job_ids, false, after_key, size - cardinality(ids))
    );
  end if;
  return query select b.data from private.booking_json(org, ids) as b;
end;
$$;
comment on function public.list_bookings(jsonb, integer, jsonb) is
  'Visits by time, those without one last. filters: status, from, to, resource_id, customer_id, property_id, job_id, '
  'service_type_id, unassigned, late, q, priority, updated_after, sort, order; after_key: {starts_at, id}. '
  'Definer: scope own starts from the own ids, and names of other records would cost a policy each per row.';
revoke execute on function public.list_bookings(jsonb, integer, jsonb) from public, anon;
grant execute on function public.list_bookings(jsonb, integer, jsonb) to authenticated;

create function public.get_booking(id uuid) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  scope constant text := private.require_permission('read', 'bookings');
  booking public.bookings;
begin
  select b.* into booking
  from public.bookings as b
  where b.org_id = org
    and b.id = get_booking.id
    and (scope = 'all' or b.id in (select private.own_booking_ids()));
  if not found then
    raise exception 'not_found: There is no such visit.' using errcode = 'CO404', hint = 'id';
  end if;
  return (select b.data from private.booking_json(org, array[booking.id]) as b) || jsonb_build_object(
    'transitions', private.booking_steps(booking), 'status_history', private.step_list(org, booking.id)
  );
end;
$$;
comment on function public.get_booking(uuid) is
  'One visit with transitions and status_history; CO404. Definer: as list_bookings.';
revoke execute on function public.get_booking(uuid) from public, anon;
grant execute on function public.get_booking(uuid) to authenticated;

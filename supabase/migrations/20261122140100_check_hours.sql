-- Who is about to change hours is shown first which visits would be left outside of them. The very write is tried and
-- taken back, so what is foretold is what happens. Everybody's hours are read once, not once for each person.

create or replace function private.visits_off_business_hours(org uuid) returns setof uuid
language plpgsql stable set search_path = '' set plan_cache_mode = force_custom_plan
as $$
declare
  followers constant uuid[] := array(
    select r.id
    from public.bookable_resources as r
    where r.org_id = org
      and r.deleted_at is null
      and not exists (select from public.resource_availability as a where a.org_id = org and a.resource_id = r.id)
  );
begin
  return query
    with ahead as materialized (
      select a.resource_id, b.id, tstzrange(b.starts_at, b.ends_at) as period
      from public.bookings as b
      join public.booking_assignments as a on a.org_id = org and a.booking_id = b.id
      where b.org_id = org
        and b.status in ('scheduled', 'dispatched')
        and b.starts_at > now()
        and a.resource_id = any (followers)
    ),
    shifts as materialized (
      select s.resource_id, range_agg(s.shift) as hours
      from (select min(lower(h.period)) as first, max(upper(h.period)) as last from ahead as h) as span
      cross join lateral private.resource_shifts(org, followers, span.first, span.last) as s
      where span.first is not null
      group by s.resource_id
    )
    select distinct h.id
    from ahead as h
    left join shifts as s on s.resource_id = h.resource_id
    where not coalesce(s.hours @> h.period, false);
end;
$$;

-- Days that are closed already strand nobody anew.
create function private.visits_on_days(org uuid, first_day date, last_day date) returns setof uuid
language plpgsql stable set search_path = ''
as $$
begin
  return query
    select v.id
    from (
      select
        b.id,
        coalesce(b.flexible_on, (b.starts_at at time zone p.time_zone)::date) as first,
        coalesce(b.flexible_on, (b.ends_at at time zone p.time_zone - interval '1 microsecond')::date) as last
      from public.bookings as b
      join public.jobs as j on j.org_id = org and j.id = b.job_id
      join public.properties as p on p.org_id = org and p.id = j.property_id
      where b.org_id = org
        and (
          -- A day somewhere on earth begins and ends within a day of that of UTC; no visit is longer than a month.
          b.status in ('scheduled', 'dispatched')
            and b.starts_at between greatest(now(), first_day::timestamptz - interval '32 days')
              and last_day::timestamptz + interval '2 days'
          or b.status = 'unscheduled' and b.flexible_on between greatest(now()::date, first_day) and last_day
        )
    ) as v
    where v.first <= last_day
      and v.last >= first_day
      and not exists (
        select
        from public.business_closures as c
        where c.org_id = org and c.deleted_at is null and v.first <= c.ends_on and v.last >= c.starts_on
      );
end;
$$;
comment on function private.visits_on_days(uuid, date, date) is
  'Visits ahead that touch days, by the clock of their place, which are not closed so far.';
revoke execute on function private.visits_on_days(uuid, date, date) from public;

-- Trying a write and taking it back: only what it answers survives.
create function private.try_hours(payload jsonb) returns uuid[]
language plpgsql volatile set search_path = ''
as $$
declare
  answer jsonb;
begin
  begin
    answer := case
      when payload ? 'resource_id' then
        public.update_availability((payload ->> 'resource_id')::uuid, null, payload - 'resource_id')
      else public.replace_business_hours(null, payload -> 'hours')
    end;
    -- A code of its own: one that ends with three zeros would catch its whole class.
    raise exception using errcode = 'CO001';
  exception
    when sqlstate 'CO001' then
      return array(select (v ->> 'id')::uuid from jsonb_array_elements(answer #> '{data,stranded}') as v);
  end;
end;
$$;
comment on function private.try_hours(jsonb) is 'The visits that hours would leave outside; nothing is kept.';
revoke execute on function private.try_hours(jsonb) from public;

create function public.check_hours(payload jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  ids uuid[];
begin
  if payload ? 'closure' then
    perform private.require_permission('create', 'closures', 'all');
    ids := array(select private.visits_on_days(
      org, (payload #>> '{closure,starts_on}')::date,
      coalesce(payload #>> '{closure,ends_on}', payload #>> '{closure,starts_on}')::date
    ));
  else
    ids := private.try_hours(payload);
  end if;
  return jsonb_build_object('status', 200, 'data', jsonb_build_object(
    'total', cardinality(ids),
    'visits', (
      select coalesce(jsonb_agg(to_jsonb(v) order by v.starts_at, v.id), '[]')
      from (
        select b.id, b.number, b.starts_at, b.ends_at, p.time_zone, c.display_name as customer_name
        from public.bookings as b
        join public.jobs as j on j.org_id = org and j.id = b.job_id
        join public.properties as p on p.org_id = org and p.id = j.property_id
        join public.customers as c on c.org_id = org and c.id = j.customer_id
        where b.org_id = org and b.id = any (ids)
        order by b.starts_at, b.id
        limit 50
      ) as v
    )
  ));
end;
$$;
comment on function public.check_hours(jsonb) is
  'The visits ahead that {hours}, {resource_id, hours | follows_business_hours} or {closure: {starts_on, ends_on}} would '
  'leave outside of the hours: {total, visits: the first fifty}; nothing is kept. '
  'Definer: it tries a write that only functions may do.';
revoke execute on function public.check_hours(jsonb) from public, anon;
grant execute on function public.check_hours(jsonb) to authenticated;

-- What a technician's phone holds: his visits with all he needs without signal, and what tells him apart from another
-- phone's. A phone asks every half minute, mostly for nothing: so a visit's digest is made of versions alone, and a
-- bundle is only built for a visit whose digest differs from the one the phone has.
--
-- Plans are by keys only and made once per session, for the reason given in write_occupancy.

-- Own visits from three days back to two weeks ahead, those still open however long ago within the own reach, those
-- without a time, and those a parked operation is about. Cancelled ones stay for as long: whoever was to go must read
-- that he need not.
create function private.field_visit_ids(org uuid, person uuid) returns uuid[]
language plpgsql stable set search_path = '' set plan_cache_mode = force_generic_plan
  set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off
as $$
declare
  reach constant timestamptz :=
    now() - make_interval(days => (private.setting(org, 'scheduling', 'own_reach_days'))::integer);
  since constant timestamptz := now() - interval '3 days';
  until constant timestamptz := now() + interval '14 days';
  mine constant uuid[] := array(
    select r.id
    from public.bookable_resources as r
    where r.org_id = org and r.user_id = person and r.deleted_at is null
  );
begin
  return array(
    select b.id
    from (
      -- By what occupies me: the one index by person and time.
      select o.booking_id as id
      from unnest(mine) as i (id)
      cross join lateral (
        select k.booking_id
        from public.resource_occupancy as k
        where k.org_id = org and k.resource_id = i.id
          and k.period operator(pg_catalog.&&) tstzrange(reach, until)
          and k.booking_id is not null
      ) as o
      union
      -- What occupies nobody is little: by its own index, and mine of it.
      select v.id
      from public.bookings as v
      cross join lateral (
        select from public.booking_assignments as a
        where a.org_id = org and a.booking_id = v.id and a.resource_id = any (mine)
        limit 1
      ) as sent
      where v.org_id = org
        and v.status in ('unscheduled', 'cancelled', 'no_show')
        and v.is_assigned
        and coalesce(v.ends_at, v.created_at) > case when v.ends_at is null then reach else since end
        and coalesce(v.ends_at, v.created_at) > reach
        and (v.starts_at is null or v.starts_at < until)
      union
      select q.booking_id
      from public.offline_sync_queue as q
      cross join lateral (
        select from public.booking_assignments as a
        where a.org_id = org and a.booking_id = q.booking_id and a.resource_id = any (mine)
        limit 1
      ) as sent
      where q.org_id = org and q.state in ('parked', 'with_office') and q.user_id = person
    ) as mine_too
    -- One look-up by key each, as below: the planner might walk through another index of the whole company.
    cross join lateral (
      select k.* from public.bookings as k where k.org_id = org and k.id = mine_too.id offset 0
    ) as b
    where b.ends_at is null
      or b.ends_at > since
      or b.status in ('scheduled', 'dispatched', 'en_route', 'on_site', 'paused')
      or exists (
        select
        from public.offline_sync_queue as q
        where q.org_id = org and q.booking_id = b.id and q.state in ('parked', 'with_office') and q.user_id = person
      )
    order by b.starts_at, b.id
    limit 200
  );
end;
$$;
comment on function private.field_visit_ids(uuid, uuid) is 'The visits a person''s phone holds, earliest first.';
revoke execute on function private.field_visit_ids(uuid, uuid) from public;

-- Everything visit_rows shows, as versions. Not in it, and told with the visit's next change: a new name of an author of
-- notes, and a further note on an earlier visit at the place.
create function private.visit_digests(org uuid, ids uuid[], person uuid) returns table (id uuid, digest text)
language plpgsql stable rows 50 set search_path = '' set plan_cache_mode = force_generic_plan
  set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off
as $$
declare
  rights constant text := private.permission_scope('update', 'bookings');
begin
  return query
    select b.id, left(md5(concat_ws(
      '|', rights, b.version, j.version, c.version, p.version, s.version,
      (
        select string_agg(concat(a.resource_id, a.role, a.seen_at, r.version), ',' order by a.resource_id)
        from public.booking_assignments as a
        join public.bookable_resources as r on r.org_id = org and r.id = a.resource_id
        where a.org_id = org and a.booking_id = b.id
      ),
      (
        select concat(count(*), ':', sum(k.version), ':', max(k.id::text))
        from public.customer_contacts as k
        where k.org_id = org and k.customer_id = j.customer_id and k.deleted_at is null
      ),
      (
        select string_agg(concat(k.id, k.version), ',' order by k.id)
        from public.job_checklists as k
        where k.org_id = org and k.job_id = b.job_id
      ),
      (
        select string_agg(concat(f.id, f.version, o.state), ',' order by f.id)
        from public.field_photos as f
        join public.file_storage as o on o.org_id = org and o.id = f.file_id
        where f.org_id = org and f.booking_id = b.id and f.deleted_at is null
      ),
      (
        select concat(count(*), max(n.id::text))
        from public.activities as n
        where n.org_id = org and n.booking_id = b.id
      ),
      (select count(*) from public.digital_signatures as g where g.org_id = org and g.booking_id = b.id),
      (
        select string_agg(concat(t.id, t.version), ',' order by t.id)
        from public.time_entries as t
        where t.org_id = org and t.booking_id = b.id and t.deleted_at is null
      ),
      (
        select string_agg(concat(q.op_id, q.state), ',' order by q.id)
        from public.offline_sync_queue as q
        where q.org_id = org and q.booking_id = b.id and q.user_id = person and q.state in ('parked', 'with_office')
      ),
      (
        select string_agg(concat(l.id, l.version, (
          select sum(k.version) from public.job_checklists as k where k.org_id = org and k.job_id = l.job_id
        )), ',')
        from (
          select v.id, v.version, v.job_id
          from public.jobs as w
          cross join lateral (
            select k.* from public.bookings as k where k.org_id = org and k.job_id = w.id offset 0
          ) as v
          where w.org_id = org and w.property_id = j.property_id and v.id <> b.id
            and v.status in ('completed', 'closed')
          order by v.starts_at desc, v.id desc
          limit 3
        ) as l
      )
    )), 12)
    from unnest(ids) as wanted (id)
    cross join lateral (
      select k.* from public.bookings as k where k.org_id = org and k.id = wanted.id offset 0
    ) as b
    cross join lateral (
      select k.* from public.jobs as k where k.org_id = org and k.id = b.job_id offset 0
    ) as j
    cross join lateral (
      select k.* from public.customers as k where k.org_id = org and k.id = j.customer_id offset 0
    ) as c
    cross join lateral (
      select k.* from public.properties as k where k.org_id = org and k.id = j.property_id offset 0
    ) as p
    left join lateral (
      select k.* from public.service_types as k where k.org_id = org and k.id = j.service_type_id offset 0
    ) as s on true;
end;
$$;
comment on function private.visit_digests(uuid, uuid[], uuid) is
  'Twelve hex digits per visit that differ as soon as visit_rows would.';
revoke execute on function private.visit_digests(uuid, uuid[], uuid) from public;

-- A technician reads what was done at this place before, also where a colleague did it.
create function private.last_visits(org uuid, booking uuid, property uuid)
returns table (id uuid, data jsonb)
language plpgsql stable rows 3 set search_path = '' set plan_cache_mode = force_generic_plan
  set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off
as $$
begin
  return query
    select
      v.id,
      jsonb_build_object(
        'id', v.id, 'number', v.number, 'starts_at', v.starts_at, 'service', s.name,
        'summary', coalesce(v.outcome_reason, note.body), 'answers', coalesce(work.answers, '{}')
      )
    from (
      select b.*, j.service_type_id
      from public.jobs as j
      cross join lateral (
        select k.* from public.bookings as k where k.org_id = org and k.job_id = j.id offset 0
      ) as b
      where j.org_id = org and j.property_id = property and b.id <> booking and b.status in ('completed', 'closed')
      order by b.starts_at desc, b.id desc
      limit 3
    ) as v
    left join public.service_types as s on s.org_id = org and s.id = v.service_type_id
    left join lateral (
      select left(n.body, 500) as body
      from public.activities as n
      where n.org_id = org and n.booking_id = v.id and v.outcome_reason is null
      order by n.created_at desc, n.id desc
      limit 1
    ) as note on true
    left join lateral (
      select jsonb_object_agg(a.key, a.value -> 'value' order by k.id) as answers
      from public.job_checklists as k
      cross join lateral jsonb_each(k.answers) as a
      where k.org_id = org and k.job_id = v.job_id
    ) as work on true
    order by v.starts_at desc, v.id desc;
end;
$$;
comment on function private.last_visits(uuid, uuid, uuid) is 'The last three finished visits at a place.';
revoke execute on function private.last_visits(uuid, uuid, uuid) from public;

-- What the office says about a visit, kept with an operation that could not be done.
create function private.office_version(booking public.bookings) returns jsonb
language plpgsql stable set search_path = ''
as $$
begin
  return jsonb_build_object(
    'status', booking.status, 'version', booking.version, 'starts_at', booking.starts_at, 'ends_at', booking.ends_at,
    'status_reason', booking.status_reason, 'outcome', booking.outcome, 'outcome_reason', booking.outcome_reason,
    'actual_start', booking.actual_start, 'actual_end', booking.actual_end, 'assigned', booking.assigned
  );
end;
$$;
comment on function private.office_version(public.bookings) is 'The visit as offline_sync_queue keeps it.';
revoke execute on function private.office_version(public.bookings) from public;

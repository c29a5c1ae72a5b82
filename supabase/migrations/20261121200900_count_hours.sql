-- The minutes a job took are the hours people were on site for it, as they were written and corrected. Where nobody's
-- hours are known, as of visits reported from the office, it is the time between arrival and end.
create or replace function private.job_rows(org uuid, ids uuid[]) returns setof jsonb
language plpgsql stable rows 50 set search_path = '' set plan_cache_mode = force_generic_plan
as $$
begin
  return query
    select jsonb_build_object(
      'id', j.id,
      'number', j.number,
      'customer', jsonb_build_object('id', c.id, 'display_name', c.display_name, 'phone', c.phone),
      'property', jsonb_build_object(
        'id', p.id, 'line1', p.line1, 'city', p.city, 'postcode', p.postcode, 'lat', p.lat, 'lng', p.lng,
        'time_zone', p.time_zone
      ),
      'service_type', case when s.id is not null then
        jsonb_build_object('id', s.id, 'name', s.name, 'color', s.color) end,
      'title', j.title,
      'description', j.description,
      'priority', j.priority,
      'status', j.status,
      'status_reason', j.status_reason,
      'due_on', j.due_on,
      'duration_min', j.duration_min,
      'source', j.source,
      'wishes', j.wishes,
      'follow_up_of', j.follow_up_of,
      'tags', coalesce(labels.list, '[]'),
      'minutes_planned', coalesce(v.planned, 0),
      'minutes_spent', coalesce(v.spent, 0),
      'visits', jsonb_build_object('total', v.total, 'over', v.over),
      'next_visit', next.visit,
      'version', j.version,
      'created_at', j.created_at,
      'updated_at', j.updated_at,
      'deleted_at', j.deleted_at
    )
    from unnest(ids) with ordinality as wanted (id, place)
    join public.jobs as j on j.org_id = org and j.id = wanted.id
    join public.customers as c on c.org_id = org and c.id = j.customer_id
    join public.properties as p on p.org_id = org and p.id = j.property_id
    left join public.service_types as s on s.org_id = org and s.id = j.service_type_id
    cross join lateral (
      select
        count(*) as total,
        count(*) filter (where b.status in ('completed', 'closed', 'cancelled', 'no_show')) as over,
        (extract(epoch from sum(b.ends_at - b.starts_at) filter (
          where b.status not in ('unscheduled', 'cancelled', 'no_show')
        )) / 60)::integer as planned,
        (sum(coalesce(hours.spent, extract(epoch from b.actual_end - b.actual_start))) / 60)::integer as spent
      from public.bookings as b
      left join lateral (
        select extract(epoch from sum(t.ends_at - t.starts_at)) as spent
        from public.time_entries as t
        where t.org_id = org and t.booking_id = b.id and t.kind = 'on_site' and t.deleted_at is null
      ) as hours on b.status <> 'unscheduled'
      where b.org_id = org and b.job_id = j.id
    ) as v
    left join lateral (
      select jsonb_build_object('id', b.id, 'number', b.number, 'starts_at', b.starts_at) as visit
      from public.bookings as b
      where b.org_id = org and b.job_id = j.id and b.status in ('scheduled', 'dispatched') and b.ends_at > now()
      order by b.starts_at, b.id
      limit 1
    ) as next on true
    left join lateral (
      select jsonb_agg(jsonb_build_object('id', t.id, 'name', t.name, 'color', t.color) order by t.name) as list
      from public.job_tags as k
      join public.tags as t on t.org_id = org and t.id = k.tag_id and t.deleted_at is null
      where k.org_id = org and k.job_id = j.id
    ) as labels on true
    order by wanted.place;
end;
$$;

-- A technician sees at the door what the customer or the office has shown of the work: the pictures attached to a visit
-- travel with it by their ids, the latest twelve. A visit without any is told as it was before, so that no phone reads
-- everything again.

create or replace function private.visit_rows(org uuid, ids uuid[], person uuid) returns table (id uuid, data jsonb)
language plpgsql stable rows 50 set search_path = '' set plan_cache_mode = force_generic_plan
  set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off
as $$
declare
  rights constant text := private.permission_scope('update', 'bookings');
  sees_fields constant boolean := private.has_permission('read', 'custom_fields');
  sees_files constant boolean :=
    private.has_permission('read', 'attachments') and private.has_permission('read', 'files');
begin
  return query
    select b.id, jsonb_build_object(
      'id', b.id,
      'number', b.number,
      'version', b.version,
      'status', b.status,
      'starts_at', b.starts_at,
      'ends_at', b.ends_at,
      'arrival_window', case when b.window_starts_at is not null then
        jsonb_build_object('starts_at', b.window_starts_at, 'ends_at', b.window_ends_at) end,
      'promised_window', case when b.promised_starts_at is not null then
        jsonb_build_object('starts_at', b.promised_starts_at, 'ends_at', b.promised_ends_at) end,
      'is_flexible_day', b.is_flexible_day,
      'flexible_on', b.flexible_on,
      'confirmed_at', b.confirmed_at,
      'outcome', b.outcome,
      'outcome_reason', b.outcome_reason,
      'status_reason', b.status_reason,
      'actual_start', b.actual_start,
      'actual_end', b.actual_end,
      'instructions', b.instructions,
      'time_zone', p.time_zone,
      'role', me.role,
      'seen_at', me.seen_at,
      'transitions', (
        select coalesce(
          jsonb_agg(jsonb_build_object('to', t.to_status, 'needs_reason', t.needs_reason) order by t.to_status), '[]'
        )
        from private.booking_transitions as t
        where t.from_status = b.status and t.is_field and rights is not null
      ),
      'colleagues', coalesce(me.colleagues, '[]')
    ) || jsonb_build_object(
      'job', jsonb_build_object(
        'id', j.id, 'number', j.number, 'title', j.title, 'description', j.description, 'priority', j.priority,
        'wishes', j.wishes, 'duration_min', coalesce(j.duration_min, s.duration_min),
        'service_type', case when s.id is not null then
          jsonb_build_object('id', s.id, 'name', s.name, 'color', s.color) end
      ),
      'customer', jsonb_build_object(
        'id', c.id, 'display_name', c.display_name, 'kind', c.kind, 'phone', c.phone, 'email', c.email,
        'locale', c.locale
      ),
      'contacts', (
        select coalesce(
          jsonb_agg(
            jsonb_build_object('id', k.id, 'name', k.name, 'phone', k.phone, 'role', k.role_title)
            order by k.is_primary desc, k.id
          ),
          '[]'
        )
        from public.customer_contacts as k
        where k.org_id = org and k.customer_id = c.id and k.deleted_at is null
      ),
      'property', jsonb_build_object(
        'id', p.id, 'line1', p.line1, 'line2', p.line2, 'city', p.city, 'region', p.region, 'postcode', p.postcode,
        'country', p.country, 'lat', p.lat, 'lng', p.lng, 'access_notes', p.access_notes, 'time_zone', p.time_zone
      ),
      'checklists', (
        select coalesce(
          jsonb_agg(
            jsonb_build_object(
              'id', k.id, 'name', k.name, 'is_required', k.is_required, 'items', k.items, 'answers', k.answers,
              'version', k.version
            )
            order by k.id
          ),
          '[]'
        )
        from public.job_checklists as k
        where k.org_id = org and k.job_id = j.id
      ),
      'photos', (
        select coalesce(
          jsonb_agg(
            jsonb_build_object(
              'id', f.id, 'category', f.category, 'caption', f.caption, 'taken_at', f.taken_at, 'sha256', f.sha256,
              'file_id', f.file_id, 'file_state', o.state, 'checklist_id', f.checklist_id, 'item_key', f.item_key
            )
            order by f.id
          ),
          '[]'
        )
        from public.field_photos as f
        join public.file_storage as o on o.org_id = org and o.id = f.file_id
        where f.org_id = org and f.booking_id = b.id and f.deleted_at is null
      ),
      'notes', (
        select coalesce(jsonb_agg(
          jsonb_build_object(
            'id', n.id, 'body', n.body, 'kind', n.kind, 'is_for_customer', n.is_for_customer,
            'author', case when a.id is not null then
              jsonb_build_object('id', a.id, 'name', coalesce(a.name, a.email)) end,
            'created_at', n.created_at
          )
          order by n.created_at, n.id
        ), '[]')
        from public.activities as n
        left join public.profiles as a on a.id = n.created_by
        where n.org_id = org and n.booking_id = b.id
      ),
      'signatures', (
        select coalesce(
          jsonb_agg(
            jsonb_build_object(
              'id', g.id, 'kind', g.kind, 'signer_name', g.signer_name, 'absent_reason', g.absent_reason,
              'signed_at', g.signed_at, 'report_sha256', g.report_sha256
            )
            order by g.id
          ),
          '[]'
        )
        from public.digital_signatures as g
        where g.org_id = org and g.booking_id = b.id
      ),
      'time_entries', (
        select coalesce(
          jsonb_agg(
            jsonb_build_object(
              'id', t.id, 'kind', t.kind, 'starts_at', t.starts_at, 'ends_at', t.ends_at, 'resource_id', t.resource_id
            )
            order by t.starts_at, t.id
          ),
          '[]'
        )
        from public.time_entries as t
        where t.org_id = org and t.booking_id = b.id and t.deleted_at is null
      ),
      'last_visits', (
        select coalesce(jsonb_agg(l.data order by l.data ->> 'starts_at' desc), '[]')
        from private.last_visits(org, b.id, j.property_id) as l
      ),
      'parked', (
        select coalesce(
          jsonb_agg(
            jsonb_build_object(
              'op_id', q.op_id, 'kind', q.kind, 'code', q.code, 'device_time', q.device_time, 'payload', q.payload,
              'office', q.office_version, 'state', q.state
            )
            order by q.id
          ),
          '[]'
        )
        from public.offline_sync_queue as q
        where q.org_id = org and q.booking_id = b.id and q.user_id = person and q.state in ('parked', 'with_office')
      )
    ) || case when sees_fields and b.custom_fields <> '{}' then
      jsonb_build_object('custom_fields', b.custom_fields) else '{}' end
      || case when sees_files and pictures.shown is not null then
        jsonb_build_object('pictures', pictures.shown) else '{}' end
    from unnest(ids) with ordinality as wanted (id, place)
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
    ) as s on true
    cross join lateral (
      select
        min(a.role) filter (where r.user_id = person) as role,
        min(a.seen_at) filter (where r.user_id = person) as seen_at,
        jsonb_agg(
          jsonb_build_object('resource_id', r.id, 'name', r.name, 'role', a.role, 'phone', r.phone)
          order by a.role = 'equipment', a.role <> 'lead', r.sort_name, r.id
        ) filter (where r.user_id is distinct from person) as colleagues
      from public.booking_assignments as a
      join public.bookable_resources as r on r.org_id = org and r.id = a.resource_id
      where a.org_id = org and a.booking_id = b.id
    ) as me
    cross join lateral (
      select jsonb_agg(
        jsonb_build_object('id', x.id, 'file_id', x.file_id, 'caption', x.caption) order by x.created_at, x.id
      ) as shown
      from (
        select a.id, a.file_id, a.caption, a.created_at
        from public.attachments as a
        join public.file_storage as o on o.org_id = org and o.id = a.file_id
        where a.org_id = org and a.booking_id = b.id and o.kind = 'image' and o.state = 'ready'
        order by a.created_at desc, a.id desc
        limit 12
      ) as x
    ) as pictures
    order by wanted.place;
end;
$$;

create or replace function private.visit_digests(org uuid, ids uuid[], person uuid) returns table (id uuid, digest text)
language plpgsql stable rows 50 set search_path = '' set plan_cache_mode = force_generic_plan
  set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off
as $$
declare
  rights constant text := private.permission_scope('update', 'bookings');
  sees_fields constant boolean := private.has_permission('read', 'custom_fields');
  sees_files constant boolean :=
    private.has_permission('read', 'attachments') and private.has_permission('read', 'files');
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
      ),
      -- Whether they are told; what they are is a version of the visit.
      case when sees_fields and b.custom_fields <> '{}' then 'fields' end,
      (
        select string_agg(concat(a.id, a.version), ',' order by a.id)
        from public.attachments as a
        join public.file_storage as o on o.org_id = org and o.id = a.file_id
        where sees_files and a.org_id = org and a.booking_id = b.id and o.kind = 'image' and o.state = 'ready'
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

-- Time off stands in the same table as visits, so that neither can be written over the other. Whoever writes time off
-- calls these; a visit that is in the way is named, not overwritten.

create function private.time_off_conflicts(
  org uuid, resource uuid, starts timestamptz, ends timestamptz, except_time_off uuid default null
) returns jsonb
language sql stable set search_path = ''
as $$
  select coalesce(
    jsonb_agg(
      jsonb_build_object(
        'id', b.id, 'number', b.number, 'starts_at', b.starts_at, 'ends_at', b.ends_at, 'customer_name', c.display_name
      )
      order by b.starts_at, b.id
    ),
    '[]'
  )
  from private.find_conflicts(org, array[resource], tstzrange(starts, ends, '[)'), '{}') as o
  join public.bookings as b on b.org_id = org and b.id = o.booking_id
  join public.jobs as j on j.org_id = org and j.id = b.job_id
  join public.customers as c on c.org_id = org and c.id = j.customer_id
  where except_time_off is null or o.time_off_id is distinct from except_time_off
$$;
comment on function private.time_off_conflicts(uuid, uuid, timestamptz, timestamptz, uuid) is
  'Visits that time off would meet: [{id, number, starts_at, ends_at, customer_name}]. Callers ask who may know.';
revoke execute on function private.time_off_conflicts(uuid, uuid, timestamptz, timestamptz, uuid) from public;

create function private.occupy_time_off(
  org uuid, time_off uuid, resource uuid, starts timestamptz, ends timestamptz
) returns void
language plpgsql volatile set search_path = ''
as $$
declare
  visits jsonb;
begin
  perform private.lock_resources(org, array[resource]);
  visits := private.time_off_conflicts(org, resource, starts, ends, time_off);
  if visits <> '[]' then
    raise exception 'time_off_conflict: There are visits at that time.'
      using errcode = 'CO409', hint = 'starts_at', detail = jsonb_build_object('conflicts', visits)::text;
  end if;
  if exists (
    select
    from private.find_conflicts(org, array[resource], tstzrange(starts, ends, '[)'), '{}') as o
    where o.time_off_id is distinct from time_off
  ) then
    raise exception 'time_off_conflict: That time is taken already.'
      using errcode = 'CO409', hint = 'starts_at', detail = '{"conflicts": []}';
  end if;
  delete from public.resource_occupancy as o where o.org_id = org and o.time_off_id = time_off;
  insert into public.resource_occupancy (org_id, resource_id, period, kind, time_off_id)
  values (org, resource, tstzrange(starts, ends, '[)'), 'time_off', time_off);
end;
$$;
comment on function private.occupy_time_off(uuid, uuid, uuid, timestamptz, timestamptz) is
  'Places time off, in place of what it occupied before; raises CO409 time_off_conflict with the visits as detail.';
revoke execute on function private.occupy_time_off(uuid, uuid, uuid, timestamptz, timestamptz) from public;

create function private.release_time_off(org uuid, time_off uuid) returns void
language sql volatile set search_path = ''
as $$
  delete from public.resource_occupancy as o where o.org_id = org and o.time_off_id = time_off
$$;
comment on function private.release_time_off(uuid, uuid) is 'Frees what time off occupied.';
revoke execute on function private.release_time_off(uuid, uuid) from public;

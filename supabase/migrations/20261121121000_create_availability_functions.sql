-- Reading and replacing the weekly hours of a resource. The week has no row of its own to carry a version, so a digest
-- of it stands in: who saved over somebody else's change would be told, as everywhere.

create function private.availability_row(org uuid, resource uuid) returns jsonb
language sql stable set search_path = ''
as $$
  select jsonb_build_object(
    -- 48 bits of the digest: JSON numbers are exact up to 53. One more, because versions begin at 1.
    'version', ('x' || left(md5(coalesce(own.hours, '[]')::text), 12))::bit(48)::bigint + 1,
    'resource_id', r.id,
    'time_zone', r.time_zone,
    'follows_business_hours', own.hours is null,
    'hours', coalesce(own.hours, business.hours, '[]')
  )
  from public.bookable_resources as r
  cross join lateral (
    select jsonb_agg(
      jsonb_build_object(
        'weekday', a.weekday, 'starts', left(a.starts::text, 5), 'ends', left(a.ends::text, 5)
      )
      order by a.weekday, a.starts
    ) as hours
    from public.resource_availability as a
    where a.org_id = org and a.resource_id = r.id
  ) as own
  cross join lateral (
    select jsonb_agg(
      jsonb_build_object(
        'weekday', b.weekday, 'starts', left(b.opens::text, 5), 'ends', left(b.closes::text, 5)
      )
      order by b.weekday, b.opens
    ) as hours
    from public.business_hours as b
    where b.org_id = org
  ) as business
  where r.org_id = org and r.id = resource
$$;
comment on function private.availability_row(uuid, uuid) is
  'The week of a resource as it goes over the wire; of one that follows the business hours, those.';
revoke execute on function private.availability_row(uuid, uuid) from public;

create function public.get_availability(resource_id uuid) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  scope constant text := private.require_permission('read', 'availability');
begin
  perform
  from public.bookable_resources as r
  where r.org_id = org
    and r.id = get_availability.resource_id
    and (scope = 'all' or r.id in (select private.own_resource_ids()))
    and (r.deleted_at is null or private.has_permission('delete', 'resources'));
  if not found then
    raise exception 'not_found: There is no such resource.' using errcode = 'CO404', hint = 'resource_id';
  end if;
  return private.availability_row(org, get_availability.resource_id);
end;
$$;
comment on function public.get_availability(uuid) is
  'The weekly hours of a resource. Definer: who may read hours need not be able to read the resource''s record.';
revoke execute on function public.get_availability(uuid) from public, anon;
grant execute on function public.get_availability(uuid) to authenticated;

-- Visits ahead that lie outside of the hours there are at this moment. Those under way are not planned any more.
create function private.visits_off_hours(org uuid, resource uuid) returns setof uuid
language plpgsql stable set search_path = ''
as $$
begin
  return query
    with ahead as materialized (
      select b.id, tstzrange(b.starts_at, b.ends_at) as period
      from public.booking_assignments as a
      join public.bookings as b on b.org_id = org and b.id = a.booking_id
      where a.org_id = org
        and a.resource_id = resource
        and b.status in ('scheduled', 'dispatched')
        and b.starts_at > now()
    ),
    -- One look at the hours for all of them; nobody plans further than the last visit.
    shifts as materialized (
      select s.shift
      from (select min(lower(h.period)) as first, max(upper(h.period)) as last from ahead as h) as span
      cross join lateral private.resource_shifts(org, array[resource], span.first, span.last) as s
      where span.first is not null
    )
    select h.id from ahead as h where not exists (select from shifts as s where s.shift @> h.period);
end;
$$;
comment on function private.visits_off_hours(uuid, uuid) is 'Visits ahead of a resource outside of its hours.';
revoke execute on function private.visits_off_hours(uuid, uuid) from public;

create function public.update_availability(resource_id uuid, expected_version bigint, changes jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  resource public.bookable_resources;
  wanted constant jsonb := case
    when coalesce((changes ->> 'follows_business_hours')::boolean, false) then '[]' else changes -> 'hours'
  end;
  off_before uuid[];
  stranded jsonb;
begin
  perform private.require_permission('update', 'availability', 'all');
  -- Also keeps two changes of one week apart: the second sees what the first wrote.
  resource := private.lock_resource(org, update_availability.resource_id);
  if resource.deleted_at is not null then
    raise exception 'deleted: This was deleted. Restore it to change it.' using errcode = 'CO409';
  end if;
  perform private.require_version(
    (private.availability_row(org, resource.id) ->> 'version')::bigint, expected_version
  );
  off_before := array(select private.visits_off_hours(org, resource.id));
  perform private.set_week(org, resource.id, wanted);
  select coalesce(jsonb_agg(
    jsonb_build_object('id', b.id, 'number', b.number, 'starts_at', b.starts_at) order by b.starts_at, b.id
  ), '[]')
  into stranded
  from public.bookings as b
  where b.org_id = org
    and b.id in (select private.visits_off_hours(org, resource.id))
    and b.id <> all (off_before);
  return jsonb_build_object(
    'status', 200,
    'data', private.availability_row(org, resource.id) || jsonb_build_object('stranded', stranded)
  );
end;
$$;
comment on function public.update_availability(uuid, bigint, jsonb) is
  'Replaces the week of a resource by {hours} or {follows_business_hours: true}; answers it with the visits that are '
  'outside of it since. Definer: the rows are nobody''s to write.';
revoke execute on function public.update_availability(uuid, bigint, jsonb) from public, anon;
grant execute on function public.update_availability(uuid, bigint, jsonb) to authenticated;

create function private.set_week(org uuid, resource uuid, wanted jsonb) returns void
language plpgsql volatile set search_path = ''
as $$
begin
  delete from public.resource_availability as a
  where a.org_id = org and a.resource_id = resource and not exists (
    select
    from jsonb_to_recordset(wanted) as w (weekday integer, starts time, ends time)
    where (w.weekday, w.starts, w.ends) = (a.weekday, a.starts, a.ends)
  );
  insert into public.resource_availability (org_id, resource_id, weekday, starts, ends)
  select org, resource, w.weekday, w.starts, w.ends
  from jsonb_to_recordset(wanted) as w (weekday integer, starts time, ends time)
  where not exists (
    select
    from public.resource_availability as a
    where a.org_id = org
      and a.resource_id = resource
      and (a.weekday, a.starts, a.ends) = (w.weekday, w.starts, w.ends)
  );
exception
  when exclusion_violation then
    raise exception 'overlap: Two shifts of one day overlap.' using errcode = 'CO422', hint = 'hours';
end;
$$;
comment on function private.set_week(uuid, uuid, jsonb) is 'Makes the weekly hours of a resource what is wanted.';
revoke execute on function private.set_week(uuid, uuid, jsonb) from public;

-- Reading and writing resources with what belongs to them: skills, zones and the daily limit are replaced as a whole,
-- in the same transaction and under the same version. All of it is definer: the columns are nobody's to write, and
-- where people live is not for everybody to read.

-- Rows as they go over the wire. Who may change resources sees homes, everybody his own.
create function private.resource_rows(org uuid, ids uuid[]) returns table (resource_id uuid, data jsonb)
language plpgsql stable set search_path = ''
as $$
declare
  me constant uuid := private.current_user_id();
  sees_homes constant boolean := coalesce(private.permission_scope('update', 'resources') = 'all', false);
  sees_crews constant boolean := private.has_permission('read', 'crews');
begin
  return query
    select
      r.id,
      to_jsonb(r)
        - array['org_id', 'user_id', 'home_address', 'home_lat', 'home_lng', 'created_by', 'edit_count', 'deleted_by']
        || jsonb_build_object(
          'user', case when r.user_id is not null then
            jsonb_build_object('id', r.user_id, 'name', p.name, 'email', p.email)
          end,
          'home', case
            when (sees_homes or r.user_id = me) and (r.home_address is not null or r.home_lat is not null) then
              jsonb_build_object('address', r.home_address, 'lat', r.home_lat, 'lng', r.home_lng)
          end,
          'skills', coalesce(parts.skills, '[]'),
          'zones', coalesce(parts.zones, '[]'),
          'crews', coalesce(parts.crews, '[]'),
          'daily_limit', parts.daily_limit
        )
    from public.bookable_resources as r
    left join public.profiles as p on p.id = r.user_id
    cross join lateral (
      select
        (
          select jsonb_agg(jsonb_build_object(
            'skill_id', k.id, 'name', k.name, 'certificate_number', s.certificate_number, 'issued_on', s.issued_on,
            'expires_on', s.expires_on
          ) order by private.search_key(k.name), k.id)
          from public.resource_skills as s
          join public.skills as k on k.org_id = org and k.id = s.skill_id and k.deleted_at is null
          where s.org_id = org and s.resource_id = r.id
        ) as skills,
        (
          select jsonb_agg(jsonb_build_object('id', z.id, 'name', z.name) order by private.search_key(z.name), z.id)
          from public.resource_zones as l
          join public.service_zones as z on z.org_id = org and z.id = l.zone_id and z.deleted_at is null
          where l.org_id = org and l.resource_id = r.id
        ) as zones,
        (
          select jsonb_agg(jsonb_build_object('id', c.id, 'name', c.name) order by c.sort_name, c.id)
          from public.crew_members as m
          join public.crews as c on c.org_id = org and c.id = m.crew_id and c.deleted_at is null
          where sees_crews
            and m.org_id = org
            and m.resource_id = r.id
            and daterange(m.valid_from, m.valid_to, '[]') @> (now() at time zone r.time_zone)::date
        ) as crews,
        (
          select jsonb_build_object(
            'max_minutes', l.max_minutes, 'max_visits', l.max_visits, 'urgent_reserve_min', l.urgent_reserve_min
          )
          from public.daily_limits as l
          where l.org_id = org and l.resource_id = r.id
        ) as daily_limit
    ) as parts
    where r.org_id = org and r.id = any (ids);
end;
$$;
comment on function private.resource_rows(uuid, uuid[]) is
  'Resources with account, home, skills, zones, crews of today and daily limit; the caller has checked the right.';
revoke execute on function private.resource_rows(uuid, uuid[]) from public;

create function private.resource_row(org uuid, resource uuid) returns jsonb
language sql stable set search_path = ''
as $$
  select r.data from private.resource_rows(org, array[resource]) as r
$$;
comment on function private.resource_row(uuid, uuid) is 'One of resource_rows.';
revoke execute on function private.resource_row(uuid, uuid) from public;

create function public.get_resource(id uuid) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  scope constant text := private.require_permission('read', 'resources');
begin
  perform
  from public.bookable_resources as r
  where r.org_id = org
    and r.id = get_resource.id
    and (scope = 'all' or r.id in (select private.own_resource_ids()))
    and (r.deleted_at is null or private.has_permission('delete', 'resources'));
  if not found then
    raise exception 'not_found: There is no such resource.' using errcode = 'CO404', hint = 'id';
  end if;
  return private.resource_row(org, get_resource.id);
end;
$$;
comment on function public.get_resource(uuid) is
  'A resource with what belongs to it. Definer: homes are granted to nobody as columns.';
revoke execute on function public.get_resource(uuid) from public, anon;
grant execute on function public.get_resource(uuid) to authenticated;

-- The row a writing function works on, locked. An unknown id and another tenant's answer alike.
create function private.lock_resource(org uuid, resource uuid) returns public.bookable_resources
language plpgsql volatile set search_path = ''
as $$
declare
  found_row public.bookable_resources;
begin
  select r.* into found_row
  from public.bookable_resources as r
  where r.org_id = org and r.id = resource
  for no key update;
  if not found then
    raise exception 'not_found: There is no such resource.' using errcode = 'CO404', hint = 'id';
  end if;
  return found_row;
end;
$$;
comment on function private.lock_resource(uuid, uuid) is 'Locks a resource; raises CO404.';
revoke execute on function private.lock_resource(uuid, uuid) from public;

-- Who is planned as himself must be able to see his day: a suspended or removed member can not.
create function private.require_planned_member(org uuid, member uuid) returns void
language plpgsql stable set search_path = ''
as $$
begin
  if member is not null and not exists (
    select
    from public.organization_members as m
    where m.org_id = org and m.user_id = member and m.status = 'active'
  ) then
    raise exception 'unknown: There is no such active member.' using errcode = 'CO422', hint = 'user_id';
  end if;
end;
$$;
comment on function private.require_planned_member(uuid, uuid) is 'Raises CO422 unless null or an active member.';
revoke execute on function private.require_planned_member(uuid, uuid) from public;

-- On the wire the home is one object; in the row it is three columns.
create function private.flat_home(fields jsonb) returns jsonb
language sql immutable set search_path = ''
as $$
  select case when fields ? 'home' then
    fields || jsonb_build_object(
      'home_address', fields #>> '{home,address}', 'home_lat', fields #> '{home,lat}', 'home_lng', fields #> '{home,lng}'
    )
  else
    fields - array['home_address', 'home_lat', 'home_lng']
  end
$$;
comment on function private.flat_home(jsonb) is 'The fields of a resource with home {address, lat, lng} as its columns.';
revoke execute on function private.flat_home(jsonb) from public;

create function public.create_resource(payload jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  answer jsonb;
  given public.bookable_resources;
  made uuid;
begin
  perform private.require_permission('create', 'resources', 'all');
  answer := private.claim_idempotency('create_resource', payload, org);
  if answer is not null then
    return answer;
  end if;
  given := jsonb_populate_record(null::public.bookable_resources, private.flat_home(payload));
  perform private.require_planned_member(org, given.user_id);
  insert into public.bookable_resources (
    org_id, kind, name, user_id, email, phone, home_address, home_lat, home_lng, time_zone, color, is_active, position,
    notes
  )
  values (
    org, given.kind, given.name, given.user_id, given.email, given.phone, given.home_address, given.home_lat,
    given.home_lng,
    coalesce(given.time_zone, (select o.time_zone from public.organizations as o where o.id = org)),
    -- The next colour in turn, so that the first twelve are all different.
    coalesce(given.color, (select count(*) % 12 from public.bookable_resources as r where r.org_id = org)),
    coalesce(given.is_active, true), coalesce(given.position, 0), given.notes
  )
  returning id into made;
  perform private.set_resource_parts(org, made, payload);
  return private.remember_answer(org, 201, private.resource_row(org, made));
end;
$$;
comment on function public.create_resource(jsonb) is
  'A new resource with {skills, zone_ids, daily_limit}; answers it. Definer: the columns are nobody''s to write.';
revoke execute on function public.create_resource(jsonb) from public, anon;
grant execute on function public.create_resource(jsonb) to authenticated;

create function public.update_resource(id uuid, expected_version bigint, changes jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  resource public.bookable_resources;
  given public.bookable_resources;
  after bigint;
  parts_changed boolean;
begin
  perform private.require_permission('update', 'resources', 'all');
  resource := private.lock_resource(org, update_resource.id);
  if resource.deleted_at is not null then
    raise exception 'deleted: This was deleted. Restore it to change it.' using errcode = 'CO409';
  end if;
  perform private.require_version(resource.version, expected_version);
  given := jsonb_populate_record(resource, private.flat_home(changes));
  if given.user_id is distinct from resource.user_id then
    perform private.require_planned_member(org, given.user_id);
  end if;
  update public.bookable_resources as r
  set name = given.name,
    user_id = given.user_id,
    email = given.email,
    phone = given.phone,
    home_address = given.home_address,
    home_lat = given.home_lat,
    home_lng = given.home_lng,
    time_zone = given.time_zone,
    color = given.color,
    is_active = given.is_active,
    position = given.position,
    notes = given.notes
  where r.org_id = org and r.id = resource.id
  returning version into after;
  parts_changed := private.set_resource_parts(org, resource.id, changes);
  if parts_changed and after = resource.version then
    update public.bookable_resources as r
    set version = r.version + 1, updated_at = now()
    where r.org_id = org and r.id = resource.id;
  end if;
  return jsonb_build_object('status', 200, 'data', private.resource_row(org, resource.id));
end;
$$;
comment on function public.update_resource(uuid, bigint, jsonb) is
  'Changes the named fields of a resource; skills, zone_ids and daily_limit are replaced whole. '
  'Definer: the columns are nobody''s to write.';
revoke execute on function public.update_resource(uuid, bigint, jsonb) from public, anon;
grant execute on function public.update_resource(uuid, bigint, jsonb) to authenticated;

-- What is still to come: visits that are over or off keep their people, whoever leaves.
create function private.visits_ahead(org uuid, resource uuid) returns jsonb
language plpgsql stable set search_path = ''
as $$
begin
  return (
    select coalesce(jsonb_agg(
      jsonb_build_object(
        'id', b.id, 'number', b.number, 'starts_at', b.starts_at, 'ends_at', b.ends_at,
        'customer_name', case when private.sees_part('all', 'customers') then c.display_name end
      )
      order by b.starts_at, b.id
    ), '[]')
    from public.booking_assignments as a
    join public.bookings as b on b.org_id = org and b.id = a.booking_id
    join public.jobs as j on j.org_id = org and j.id = b.job_id
    join public.customers as c on c.org_id = org and c.id = j.customer_id
    where a.org_id = org
      and a.resource_id = resource
      and b.status in ('scheduled', 'dispatched', 'en_route', 'on_site', 'paused')
  );
end;
$$;
comment on function private.visits_ahead(uuid, uuid) is
  'Visits of a resource that are not over: [{id, number, starts_at, ends_at, customer_name}].';
revoke execute on function private.visits_ahead(uuid, uuid) from public;

create function public.delete_resource(id uuid, expected_version bigint) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  resource public.bookable_resources;
  visits jsonb;
begin
  perform private.require_permission('delete', 'resources', 'all');
  -- Taken first, as by everybody who places a visit: none comes in between the question and the deletion.
  perform private.lock_resources(org, array[delete_resource.id]);
  resource := private.lock_resource(org, delete_resource.id);
  perform private.require_version(resource.version, expected_version);
  if resource.deleted_at is null then
    visits := private.visits_ahead(org, resource.id);
    if visits <> '[]' then
      raise exception 'visits_ahead: Visits are still planned with it.'
        using errcode = 'CO409', detail = jsonb_build_object('visits', visits)::text;
    end if;
    update public.bookable_resources as r
    set deleted_at = now(), deleted_by = private.current_user_id()
    where r.org_id = org and r.id = resource.id;
  end if;
  return jsonb_build_object('status', 200, 'data', private.resource_row(org, resource.id));
end;
$$;
comment on function public.delete_resource(uuid, bigint) is
  'Deletes a resource nothing is planned with; restore_resource brings it back. Definer: deleted_at is nobody''s column.';
revoke execute on function public.delete_resource(uuid, bigint) from public, anon;
grant execute on function public.delete_resource(uuid, bigint) to authenticated;

create function public.restore_resource(payload jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  answer jsonb;
  resource public.bookable_resources;
begin
  perform private.require_permission('delete', 'resources', 'all');
  answer := private.claim_idempotency('restore_resource', payload, org);
  if answer is not null then
    return answer;
  end if;
  resource := private.lock_resource(org, (payload ->> 'id')::uuid);
  if resource.deleted_at is not null then
    update public.bookable_resources as r
    set deleted_at = null, deleted_by = null
    where r.org_id = org and r.id = resource.id;
  end if;
  return private.remember_answer(org, 200, private.resource_row(org, resource.id));
end;
$$;
comment on function public.restore_resource(jsonb) is 'Brings {id} back. Definer: deleted_at is nobody''s column.';
revoke execute on function public.restore_resource(jsonb) from public, anon;
grant execute on function public.restore_resource(jsonb) to authenticated;

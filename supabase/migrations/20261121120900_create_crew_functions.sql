-- Reading and writing crews with their members. Members are replaced as a whole, and the visits ahead that the crew
-- comes to follow at once: who was taken off does not turn up, who was added is occupied.

create function private.crew_rows(org uuid, ids uuid[]) returns table (crew_id uuid, data jsonb)
language sql stable set search_path = ''
as $$
  select
    c.id,
    to_jsonb(c) - array['org_id', 'created_by', 'edit_count', 'deleted_by'] || jsonb_build_object(
      'members', coalesce((
        select jsonb_agg(jsonb_build_object(
          'resource_id', m.resource_id, 'name', r.name, 'valid_from', m.valid_from, 'valid_to', m.valid_to
        ) order by m.valid_from nulls first, r.sort_name, m.resource_id)
        from public.crew_members as m
        join public.bookable_resources as r on r.org_id = org and r.id = m.resource_id and r.deleted_at is null
        where m.org_id = org and m.crew_id = c.id
      ), '[]')
    )
  from public.crews as c
  where c.org_id = org and c.id = any (ids)
$$;
comment on function private.crew_rows(uuid, uuid[]) is 'Crews with their members; the caller has checked the right.';
revoke execute on function private.crew_rows(uuid, uuid[]) from public;

create function private.crew_row(org uuid, crew uuid) returns jsonb
language sql stable set search_path = ''
as $$
  select c.data from private.crew_rows(org, array[crew]) as c
$$;
comment on function private.crew_row(uuid, uuid) is 'One of crew_rows.';
revoke execute on function private.crew_row(uuid, uuid) from public;

create function public.get_crew(id uuid) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  scope constant text := private.require_permission('read', 'crews');
begin
  perform
  from public.crews as c
  where c.org_id = org
    and c.id = get_crew.id
    and (scope = 'all' or c.id in (select private.own_crew_ids()))
    and (c.deleted_at is null or private.has_permission('delete', 'crews'));
  if not found then
    raise exception 'not_found: There is no such crew.' using errcode = 'CO404', hint = 'id';
  end if;
  return private.crew_row(org, get_crew.id);
end;
$$;
comment on function public.get_crew(uuid) is
  'A crew with its members. Definer: a technician reads the names of those he goes with, though not their records.';
revoke execute on function public.get_crew(uuid) from public, anon;
grant execute on function public.get_crew(uuid) to authenticated;

create function public.list_crews(
  filters jsonb default '{}', page_limit integer default 50, after_key jsonb default null
) returns setof jsonb
language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_custom_plan
as $$
declare
  org constant uuid := private.require_org();
  scope constant text := private.require_permission('read', 'crews');
  own_ids constant uuid[] := case when scope = 'own' then array(select private.own_crew_ids()) end;
  with_deleted constant boolean :=
    coalesce((filters ->> 'include_deleted')::boolean, false) and private.has_permission('delete', 'crews');
  wanted_resource constant uuid := (filters ->> 'resource_id')::uuid;
  updated_after constant timestamptz := (filters ->> 'updated_after')::timestamptz;
  after_name constant text := after_key ->> 'sort_name';
  after_id constant uuid := (after_key ->> 'id')::uuid;
begin
  return query
    with page as (
      select c.id, c.sort_name
      from public.crews as c
      where c.org_id = org
        and (own_ids is null or c.id = any (own_ids))
        and (with_deleted or c.deleted_at is null)
        and (updated_after is null or c.updated_at > updated_after)
        and (wanted_resource is null or exists (
          select
          from public.crew_members as m
          where m.org_id = org and m.crew_id = c.id and m.resource_id = wanted_resource
        ))
        and (after_id is null or (c.sort_name, c.id) > (after_name collate "C", after_id))
      order by c.sort_name, c.id
      limit private.page_size(page_limit)
    )
    select r.data
    from private.crew_rows(org, array(select page.id from page)) as r
    join page on page.id = r.crew_id
    order by page.sort_name, page.id;
end;
$$;
comment on function public.list_crews(jsonb, integer, jsonb) is
  'Crews by name. filters: resource_id, updated_after, include_deleted; after_key: {sort_name, id}. '
  'Definer: as get_crew.';
revoke execute on function public.list_crews(jsonb, integer, jsonb) from public, anon;
grant execute on function public.list_crews(jsonb, integer, jsonb) to authenticated;

create function private.lock_crew(org uuid, crew uuid) returns public.crews
language plpgsql volatile set search_path = ''
as $$
declare
  found_row public.crews;
begin
  select c.* into found_row from public.crews as c where c.org_id = org and c.id = crew for no key update;
  if not found then
    raise exception 'not_found: There is no such crew.' using errcode = 'CO404', hint = 'id';
  end if;
  return found_row;
end;
$$;
comment on function private.lock_crew(uuid, uuid) is 'Locks a crew; raises CO404.';
revoke execute on function private.lock_crew(uuid, uuid) from public;

create function private.set_crew_members(org uuid, crew uuid, wanted jsonb) returns boolean
language plpgsql volatile set search_path = ''
as $$
declare
  removed integer;
  added integer;
begin
  if exists (
    select
    from jsonb_to_recordset(wanted) as w (resource_id uuid)
    where not exists (
      select
      from public.bookable_resources as r
      where r.org_id = org and r.id = w.resource_id and r.deleted_at is null
    )
  ) then
    raise exception 'unknown: There is no such resource.' using errcode = 'CO422', hint = 'members';
  end if;
  delete from public.crew_members as m
  where m.org_id = org and m.crew_id = crew and not exists (
    select
    from jsonb_to_recordset(wanted) as w (resource_id uuid, valid_from date, valid_to date)
    where w.resource_id = m.resource_id
      and (w.valid_from, w.valid_to) is not distinct from (m.valid_from, m.valid_to)
  );
  get diagnostics removed = row_count;
  insert into public.crew_members (org_id, crew_id, resource_id, valid_from, valid_to)
  select org, crew, w.resource_id, w.valid_from, w.valid_to
  from jsonb_to_recordset(wanted) as w (resource_id uuid, valid_from date, valid_to date)
  where not exists (
    select
    from public.crew_members as m
    where m.org_id = org
      and m.crew_id = crew
      and m.resource_id = w.resource_id
      and (m.valid_from, m.valid_to) is not distinct from (w.valid_from, w.valid_to)
  );
  get diagnostics added = row_count;
  return removed + added > 0;
exception
  when exclusion_violation then
    raise exception 'overlap: The same resource belongs to the crew twice on one day.'
      using errcode = 'CO422', hint = 'members';
end;
$$;
comment on function private.set_crew_members(uuid, uuid, jsonb) is
  'Makes the members of a crew what is wanted; answers whether anything changed.';
revoke execute on function private.set_crew_members(uuid, uuid, jsonb) from public;

-- Who goes to a visit when the crew is what it is now: named by himself stays; of the crew, those of that day. Who was
-- there keeps his role; where nobody leads any more, the first one does.
create function private.assigned_with_crew(org uuid, assigned jsonb, crew uuid, day date) returns jsonb
language plpgsql stable set search_path = ''
as $$
begin
  return (
    with goes as (
      select
        (e.entry ->> 'resource_id')::uuid as resource_id, e.entry ->> 'role' as role,
        (e.entry ->> 'crew_id')::uuid as crew_id, e.place
      from jsonb_array_elements(assigned) with ordinality as e (entry, place)
    ),
    members as materialized (select m.id from private.crew_on(org, crew, day) as m (id)),
    everybody as (
      select g.resource_id, g.role, g.crew_id, g.place
      from goes as g
      where g.crew_id is distinct from crew or g.resource_id in (select m.id from members as m)
      union all
      select
        m.id, case r.kind when 'technician' then 'helper' else 'equipment' end, crew,
        1000 + row_number() over (order by m.id)
      from members as m
      join public.bookable_resources as r on r.org_id = org and r.id = m.id
      where m.id not in (select g.resource_id from goes as g)
    ),
    leader as (
      select e.resource_id
      from everybody as e
      where e.role <> 'equipment' and not exists (select from everybody as l where l.role = 'lead')
      order by e.place
      limit 1
    )
    select coalesce(jsonb_agg(
      jsonb_build_object(
        'resource_id', e.resource_id,
        'role', case when e.resource_id in (select l.resource_id from leader as l) then 'lead' else e.role end,
        'crew_id', e.crew_id
      )
      order by e.place
    ), '[]')
    from everybody as e
  );
end;
$$;
comment on function private.assigned_with_crew(uuid, jsonb, uuid, date) is
  'The assigned of a visit with the members its crew has on that day.';
revoke execute on function private.assigned_with_crew(uuid, jsonb, uuid, date) from public;

-- Visits that are on the way already stay as they are: those people are there.
create function private.follow_crew(org uuid, crew uuid, members uuid[]) returns void
language plpgsql volatile set search_path = ''
as $$
declare
  deserted jsonb;
begin
  -- The same order as everybody who places something: resources by id, then the visits.
  perform private.lock_resources(org, members);
  select jsonb_agg(jsonb_build_object('id', b.id, 'number', b.number, 'starts_at', b.starts_at, 'ends_at', b.ends_at))
  into deserted
  from public.bookings as b
  where b.org_id = org
    and b.id in (
      select a.booking_id from public.booking_assignments as a where a.org_id = org and a.crew_id = crew
    )
    and b.status in ('scheduled', 'dispatched')
    and b.ends_at > now()
    and private.assigned_with_crew(org, b.assigned, crew, private.visit_day(org, b.job_id, b.starts_at)) = '[]';
  if deserted is not null then
    raise exception 'visits_ahead: Nobody would be left to go to visits that are planned with the crew.'
      using errcode = 'CO409', hint = 'members', detail = jsonb_build_object('visits', deserted)::text;
  end if;
  update public.bookings as b
  set assigned = n.assigned
  from public.bookings as o
  cross join lateral (
    select private.assigned_with_crew(
      org, o.assigned, crew, private.visit_day(org, o.job_id, o.starts_at)
    ) as assigned
  ) as n
  where o.org_id = org
    and o.id in (
      select a.booking_id from public.booking_assignments as a where a.org_id = org and a.crew_id = crew
    )
    and o.status in ('scheduled', 'dispatched')
    and o.ends_at > now()
    and n.assigned <> o.assigned
    and b.org_id = org
    and b.id = o.id;
exception
  when exclusion_violation then
    raise exception 'double_booking: Somebody who joins the crew is occupied at one of its visits.'
      using errcode = 'CO409', hint = 'members';
end;
$$;
comment on function private.follow_crew(uuid, uuid, uuid[]) is
  'Sends the present members of a crew to its visits ahead; raises CO409 where one of them is occupied.';
revoke execute on function private.follow_crew(uuid, uuid, uuid[]) from public;

create function public.create_crew(payload jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  answer jsonb;
  made uuid;
begin
  perform private.require_permission('create', 'crews', 'all');
  answer := private.claim_idempotency('create_crew', payload, org);
  if answer is not null then
    return answer;
  end if;
  insert into public.crews (org_id, name, is_active)
  values (org, payload ->> 'name', coalesce((payload ->> 'is_active')::boolean, true))
  returning id into made;
  perform private.set_crew_members(org, made, coalesce(nullif(payload -> 'members', 'null'), '[]'));
  return private.remember_answer(org, 201, private.crew_row(org, made));
end;
$$;
comment on function public.create_crew(jsonb) is
  'A new crew with {members}; answers it. Definer: the columns are nobody''s to write.';
revoke execute on function public.create_crew(jsonb) from public, anon;
grant execute on function public.create_crew(jsonb) to authenticated;

create function public.update_crew(id uuid, expected_version bigint, changes jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  crew public.crews;
  after bigint;
  before_members uuid[];
  members_changed boolean := false;
begin
  perform private.require_permission('update', 'crews', 'all');
  crew := private.lock_crew(org, update_crew.id);
  if crew.deleted_at is not null then
    raise exception 'deleted: This was deleted. Restore it to change it.' using errcode = 'CO409';
  end if;
  perform private.require_version(crew.version, expected_version);
  update public.crews as c
  set name = case when changes ? 'name' then changes ->> 'name' else c.name end,
    is_active = coalesce((changes ->> 'is_active')::boolean, c.is_active)
  where c.org_id = org and c.id = crew.id
  returning version into after;
  before_members := array(
    select m.resource_id from public.crew_members as m where m.org_id = org and m.crew_id = crew.id
  );
  if changes ? 'members' then
    members_changed := private.set_crew_members(
      org, crew.id, coalesce(nullif(changes -> 'members', 'null'), '[]')
    );
  end if;
  if members_changed then
    if after = crew.version then
      update public.crews as c
      set version = c.version + 1, updated_at = now()
      where c.org_id = org and c.id = crew.id;
    end if;
    perform private.follow_crew(org, crew.id, before_members || array(
      select m.resource_id from public.crew_members as m where m.org_id = org and m.crew_id = crew.id
    ));
  end if;
  return jsonb_build_object('status', 200, 'data', private.crew_row(org, crew.id));
end;
$$;
comment on function public.update_crew(uuid, bigint, jsonb) is
  'Changes the named fields of a crew; members are replaced whole, and visits ahead follow. '
  'Definer: the columns are nobody''s to write.';
revoke execute on function public.update_crew(uuid, bigint, jsonb) from public, anon;
grant execute on function public.update_crew(uuid, bigint, jsonb) to authenticated;

-- Visits ahead keep the people of a deleted crew, each by himself: what was promised to a customer still takes place.
create function public.delete_crew(id uuid, expected_version bigint) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  crew public.crews;
begin
  perform private.require_permission('delete', 'crews', 'all');
  crew := private.lock_crew(org, delete_crew.id);
  perform private.require_version(crew.version, expected_version);
  if crew.deleted_at is null then
    update public.crews as c
    set deleted_at = now(), deleted_by = private.current_user_id()
    where c.org_id = org and c.id = crew.id;
  end if;
  return jsonb_build_object('status', 200, 'data', private.crew_row(org, crew.id));
end;
$$;
comment on function public.delete_crew(uuid, bigint) is
  'Deletes a crew; restore_crew brings it back. Definer: deleted_at is nobody''s column.';
revoke execute on function public.delete_crew(uuid, bigint) from public, anon;
grant execute on function public.delete_crew(uuid, bigint) to authenticated;

create function public.restore_crew(payload jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  answer jsonb;
  crew public.crews;
begin
  perform private.require_permission('delete', 'crews', 'all');
  answer := private.claim_idempotency('restore_crew', payload, org);
  if answer is not null then
    return answer;
  end if;
  crew := private.lock_crew(org, (payload ->> 'id')::uuid);
  if crew.deleted_at is not null then
    update public.crews as c set deleted_at = null, deleted_by = null where c.org_id = org and c.id = crew.id;
  end if;
  return private.remember_answer(org, 200, private.crew_row(org, crew.id));
end;
$$;
comment on function public.restore_crew(jsonb) is 'Brings {id} back. Definer: deleted_at is nobody''s column.';
revoke execute on function public.restore_crew(jsonb) from public, anon;
grant execute on function public.restore_crew(jsonb) to authenticated;

-- What belongs to a resource is replaced as a whole: skills with their certificates, zones, the daily limit.

-- Rows that stay the same are left alone, so that history tells what really changed.
create function private.set_resource_skills(org uuid, resource uuid, wanted jsonb) returns boolean
language plpgsql volatile set search_path = ''
as $$
declare
  removed integer;
  added integer;
begin
  if exists (
    select
    from jsonb_to_recordset(wanted) as w (skill_id uuid)
    where not exists (
      select from public.skills as k where k.org_id = org and k.id = w.skill_id and k.deleted_at is null
    )
  ) then
    raise exception 'unknown: There is no such skill.' using errcode = 'CO422', hint = 'skills';
  end if;
  delete from public.resource_skills as s
  where s.org_id = org and s.resource_id = resource and not exists (
    select
    from jsonb_to_recordset(wanted)
      as w (skill_id uuid, certificate_number text, issued_on date, expires_on date)
    where w.skill_id = s.skill_id
      and (w.certificate_number, w.issued_on, w.expires_on)
        is not distinct from (s.certificate_number, s.issued_on, s.expires_on)
  );
  get diagnostics removed = row_count;
  insert into public.resource_skills (org_id, resource_id, skill_id, certificate_number, issued_on, expires_on)
  select distinct on (w.skill_id) org, resource, w.skill_id, w.certificate_number, w.issued_on, w.expires_on
  from jsonb_to_recordset(wanted) as w (skill_id uuid, certificate_number text, issued_on date, expires_on date)
  where not exists (
    select
    from public.resource_skills as s
    where s.org_id = org and s.resource_id = resource and s.skill_id = w.skill_id
  );
  get diagnostics added = row_count;
  return removed + added > 0;
end;
$$;
comment on function private.set_resource_skills(uuid, uuid, jsonb) is
  'Makes the skills of a resource what is wanted; answers whether anything changed.';
revoke execute on function private.set_resource_skills(uuid, uuid, jsonb) from public;

create function private.set_resource_zones(org uuid, resource uuid, wanted uuid[]) returns boolean
language plpgsql volatile set search_path = ''
as $$
declare
  removed integer;
  added integer;
begin
  if exists (
    select
    from unnest(wanted) as w (zone_id)
    where not exists (
      select from public.service_zones as z where z.org_id = org and z.id = w.zone_id and z.deleted_at is null
    )
  ) then
    raise exception 'unknown: There is no such zone.' using errcode = 'CO422', hint = 'zone_ids';
  end if;
  delete from public.resource_zones as l
  where l.org_id = org and l.resource_id = resource and l.zone_id <> all (wanted);
  get diagnostics removed = row_count;
  insert into public.resource_zones (org_id, resource_id, zone_id)
  select distinct org, resource, w.zone_id
  from unnest(wanted) as w (zone_id)
  where not exists (
    select
    from public.resource_zones as l
    where l.org_id = org and l.resource_id = resource and l.zone_id = w.zone_id
  );
  get diagnostics added = row_count;
  return removed + added > 0;
end;
$$;
comment on function private.set_resource_zones(uuid, uuid, uuid[]) is
  'Makes the zones of a resource what is wanted; answers whether anything changed.';
revoke execute on function private.set_resource_zones(uuid, uuid, uuid[]) from public;

create function private.set_daily_limit(org uuid, resource uuid, wanted jsonb) returns boolean
language plpgsql volatile set search_path = ''
as $$
declare
  given constant public.daily_limits := jsonb_populate_record(null::public.daily_limits, nullif(wanted, 'null'));
begin
  if num_nonnulls(given.max_minutes, given.max_visits, given.urgent_reserve_min) = 0 then
    delete from public.daily_limits as l where l.org_id = org and l.resource_id = resource;
    return found;
  end if;
  insert into public.daily_limits as l (org_id, resource_id, max_minutes, max_visits, urgent_reserve_min)
  values (org, resource, given.max_minutes, given.max_visits, given.urgent_reserve_min)
  on conflict on constraint daily_limits_resource_id_key do update
    set max_minutes = excluded.max_minutes,
      max_visits = excluded.max_visits,
      urgent_reserve_min = excluded.urgent_reserve_min
    where (l.max_minutes, l.max_visits, l.urgent_reserve_min)
      is distinct from (excluded.max_minutes, excluded.max_visits, excluded.urgent_reserve_min);
  return found;
end;
$$;
comment on function private.set_daily_limit(uuid, uuid, jsonb) is
  'Makes the daily limit of a resource what is wanted, null for none; answers whether anything changed.';
revoke execute on function private.set_daily_limit(uuid, uuid, jsonb) from public;

-- What belongs to a resource counts in its version: whoever saved over somebody else's change of a certificate would
-- lose it unseen.
create function private.set_resource_parts(org uuid, resource uuid, changes jsonb) returns boolean
language plpgsql volatile set search_path = ''
as $$
declare
  -- One each: in "f() or true" the planner leaves f() out, and with it the write.
  skills_changed boolean := false;
  zones_changed boolean := false;
  limit_changed boolean := false;
begin
  if changes ? 'skills' then
    skills_changed := private.set_resource_skills(
      org, resource, coalesce(nullif(changes -> 'skills', 'null'), '[]')
    );
  end if;
  if changes ? 'zone_ids' then
    zones_changed := private.set_resource_zones(
      org, resource,
      array(select z::uuid from jsonb_array_elements_text(coalesce(nullif(changes -> 'zone_ids', 'null'), '[]')) as z)
    );
  end if;
  if changes ? 'daily_limit' then
    limit_changed := private.set_daily_limit(org, resource, changes -> 'daily_limit');
  end if;
  return skills_changed or zones_changed or limit_changed;
end;
$$;
comment on function private.set_resource_parts(uuid, uuid, jsonb) is
  'Replaces skills, zones and daily limit, as far as they are named; answers whether anything changed.';
revoke execute on function private.set_resource_parts(uuid, uuid, jsonb) from public;

-- Where a company works, and who of it: by postcodes, by a drawn area, or both.

-- A postcode as it is compared: upper case, without what people put in between. What stands behind a hyphen (the four
-- more digits in the US) is finer than any zone.
create function private.postcode_key(value text) returns text
language sql immutable strict parallel safe set search_path = ''
as $$
  select regexp_replace(upper(value), '[^A-Z0-9*]', '', 'g')
$$;
comment on function private.postcode_key(text) is 'A postcode as it is compared; a * at its end stays.';
revoke execute on function private.postcode_key(text) from public;

create function private.is_postcode_list(postcodes text[]) returns boolean
language sql immutable set search_path = ''
as $$
  select cardinality(postcodes) <= 2000 and not exists (
    select
    from unnest(postcodes) as code
    where code is null or code !~ '^[^[:cntrl:]*]{1,40}[*]?$' or code !~ '[[:alnum:]]'
  )
$$;
comment on function private.is_postcode_list(text[]) is
  'Whether the values are at most 2000 postcodes, of which some may end in * for "all that begin so".';
revoke execute on function private.is_postcode_list(text[]) from public;
grant execute on function private.is_postcode_list(text[]) to authenticated;

-- A GeoJSON Polygon (RFC 7946): the outer ring, then holes; positions are [longitude, latitude]. Rings are closed and
-- have four positions or more. 2000 positions are a city drawn by hand; a coast line would make each look-up slow.
create function private.is_polygon(shape jsonb) returns boolean
language plpgsql immutable strict set search_path = ''
as $$
declare
  ring jsonb;
  positions integer := 0;
begin
  if jsonb_typeof(shape) <> 'object'
    or shape ->> 'type' is distinct from 'Polygon'
    or shape - array['type', 'coordinates'] <> '{}'
    or jsonb_typeof(shape -> 'coordinates') is distinct from 'array'
    or jsonb_array_length(shape -> 'coordinates') = 0 then
    return false;
  end if;
  for ring in select value from jsonb_array_elements(shape -> 'coordinates') loop
    if jsonb_typeof(ring) <> 'array' or jsonb_array_length(ring) < 4 or ring -> 0 <> ring -> -1 then
      return false;
    end if;
    positions := positions + jsonb_array_length(ring);
    if positions > 2000 or exists (
      select from jsonb_array_elements(ring) as place where not private.is_position(place)
    ) then
      return false;
    end if;
  end loop;
  return true;
end;
$$;
comment on function private.is_polygon(jsonb) is 'Whether the value is a GeoJSON Polygon of at most 2000 positions.';
revoke execute on function private.is_polygon(jsonb) from public;
grant execute on function private.is_polygon(jsonb) to authenticated;

create function private.is_position(place jsonb) returns boolean
language sql immutable set search_path = ''
as $$
  select case
    when jsonb_typeof(place) <> 'array' or jsonb_array_length(place) <> 2 then false
    when jsonb_typeof(place -> 0) <> 'number' or jsonb_typeof(place -> 1) <> 'number' then false
    else (place ->> 0)::numeric between -180 and 180 and (place ->> 1)::numeric between -90 and 90
  end
$$;
comment on function private.is_position(jsonb) is 'Whether the value is [longitude, latitude].';
revoke execute on function private.is_position(jsonb) from public;
grant execute on function private.is_position(jsonb) to authenticated;

create table public.service_zones (
  org_id uuid not null references public.organizations (id) on delete cascade,
  id uuid not null default private.uuid_v7(),
  name text not null,
  color integer not null default 0,
  postcodes text[] not null default '{}',
  polygon jsonb,
  is_active boolean not null default true,
  created_by uuid default private.current_user_id(),
  version bigint not null default 1,
  edit_count integer not null default 0,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  deleted_by uuid,
  primary key (org_id, id),
  foreign key (org_id, created_by) references public.organization_members (org_id, user_id)
    on delete set null (created_by),
  foreign key (org_id, deleted_by) references public.organization_members (org_id, user_id)
    on delete set null (deleted_by),
  constraint service_zones_name_check check (name ~ '\S' and name !~ '[[:cntrl:]]' and length(name) <= 120),
  constraint service_zones_color_check check (color between 0 and 11),
  constraint service_zones_postcodes_check check (private.is_postcode_list(postcodes)),
  constraint service_zones_polygon_check check (private.is_polygon(polygon)),
  constraint service_zones_deleted_check check (deleted_by is null or deleted_at is not null)
);
comment on table public.service_zones is 'Areas a company divides its country into; resources work in some of them.';
comment on column public.service_zones.postcodes is 'As written; one that ends in * stands for all that begin so.';
comment on column public.service_zones.polygon is 'GeoJSON Polygon in WGS 84 degrees, [longitude, latitude].';

create unique index service_zones_name_key on public.service_zones (org_id, private.search_key(name))
  where deleted_at is null;
create index service_zones_created_by_idx on public.service_zones (org_id, created_by) where created_by is not null;
create index service_zones_deleted_by_idx on public.service_zones (org_id, deleted_by) where deleted_by is not null;

alter table public.service_zones enable row level security;

grant select on public.service_zones to authenticated;
grant insert (org_id, name, color, postcodes, polygon, is_active) on public.service_zones to authenticated;
grant update (name, color, postcodes, polygon, is_active) on public.service_zones to authenticated;

create policy service_zones_select_reader on public.service_zones for select to authenticated
  using (
    org_id = (select private.current_org_id())
    and (select private.permission_scope('read', 'service_zones')) = 'all'
    and (deleted_at is null or (select private.has_permission('delete', 'service_zones')))
  );

create policy service_zones_insert_creator on public.service_zones for insert to authenticated
  with check (
    org_id = (select private.current_org_id())
    and (select private.permission_scope('create', 'service_zones')) = 'all'
  );

create policy service_zones_update_editor on public.service_zones for update to authenticated
  using (
    org_id = (select private.current_org_id())
    and (select private.permission_scope('update', 'service_zones')) = 'all'
    and deleted_at is null
  )
  with check (org_id = (select private.current_org_id()));

create trigger forbid_change before update of org_id, id, created_by, created_at on public.service_zones
  for each row execute function private.forbid_change('org_id', 'id', 'created_by', 'created_at');
create trigger touch_row before update on public.service_zones
  for each row execute function private.touch_row();
create trigger record_insert after insert on public.service_zones
  referencing new table as new_rows
  for each statement execute function private.record_changes('service_zone');
create trigger record_update after update on public.service_zones
  referencing old table as old_rows new table as new_rows
  for each statement execute function private.record_changes('service_zone');
create trigger record_delete after delete on public.service_zones
  referencing old table as old_rows
  for each statement execute function private.record_changes('service_zone');

-- Within the outer ring and in none of the holes. PostgreSQL's own polygons are flat, which is right for an area of a
-- city; one that crosses the 180th meridian has to be two zones.
create function private.is_within(shape jsonb, lat double precision, lng double precision) returns boolean
language sql immutable set search_path = ''
as $$
  select coalesce(bool_and((ring.outline operator(pg_catalog.@>) point(lng, lat)) = (ring.number = 1)), false)
  from (
    select
      number,
      ('(' || (
        select string_agg(format('(%s,%s)', place ->> 0, place ->> 1), ',' order by at)
        from jsonb_array_elements(r.value) with ordinality as places (place, at)
      ) || ')')::polygon as outline
    from jsonb_array_elements(shape -> 'coordinates') with ordinality as r (value, number)
  ) as ring
$$;
comment on function private.is_within(jsonb, double precision, double precision) is
  'Whether a position lies in a GeoJSON Polygon.';
revoke execute on function private.is_within(jsonb, double precision, double precision) from public;

-- The one zone of a place: what was drawn beats what was listed, a whole postcode the beginning of one, a longer
-- beginning a shorter. Null where no zone claims the place, which is not the same as being outside: a company without
-- zones works everywhere.
create function private.zone_of(org uuid, postcode text, lat double precision, lng double precision) returns uuid
language sql stable set search_path = ''
as $$
  select z.id
  from public.service_zones as z
  left join lateral (
    select max(case when right(entry, 1) = '*' then length(entry) - 1 else 100 end) as closeness
    from (select private.postcode_key(code) as entry from unnest(z.postcodes) as code) as entries
    where case
      when right(entry, 1) = '*' then starts_with(private.postcode_key(zone_of.postcode), left(entry, -1))
      else entry in (
        private.postcode_key(zone_of.postcode), private.postcode_key(split_part(zone_of.postcode, '-', 1))
      )
    end
  ) as listed on true
  cross join lateral (
    select coalesce(private.is_within(z.polygon, zone_of.lat, zone_of.lng), false) as is_drawn
  ) as area
  where z.org_id = org
    and z.is_active
    and z.deleted_at is null
    and (area.is_drawn or listed.closeness is not null)
  order by area.is_drawn desc, listed.closeness desc nulls last, z.id
  limit 1
$$;
comment on function private.zone_of(uuid, text, double precision, double precision) is
  'The zone a place belongs to by its position or its postcode; null when none claims it.';
revoke execute on function private.zone_of(uuid, text, double precision, double precision) from public;

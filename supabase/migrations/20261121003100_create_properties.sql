-- Places where work is done. A customer may have many; each has its own time zone, because visits are promised in the
-- wall time of the place.
create table public.properties (
  org_id uuid not null references public.organizations (id) on delete cascade,
  id uuid not null default private.uuid_v7(),
  customer_id uuid not null,
  name text,
  line1 text not null,
  line2 text,
  city text not null,
  region text,
  postcode text,
  country text not null,
  sort_name text collate "C" not null generated always as (
    private.search_key(line1 || ' ' || coalesce(line2 || ' ', '') || city)
  ) stored,
  lat double precision,
  lng double precision,
  time_zone text not null,
  access_notes text,
  is_primary boolean not null default false,
  custom_fields jsonb not null default '{}',
  created_by uuid default private.current_user_id(),
  version bigint not null default 1,
  edit_count integer not null default 0,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  deleted_by uuid,
  primary key (org_id, id),
  foreign key (org_id, customer_id) references public.customers (org_id, id) on delete cascade,
  foreign key (org_id, created_by) references public.organization_members (org_id, user_id)
    on delete set null (created_by),
  foreign key (org_id, deleted_by) references public.organization_members (org_id, user_id)
    on delete set null (deleted_by),
  constraint properties_name_check check (name ~ '\S' and name !~ '[[:cntrl:]]' and length(name) <= 200),
  constraint properties_line1_check check (line1 ~ '\S' and line1 !~ '[[:cntrl:]]' and length(line1) <= 200),
  constraint properties_line2_check check (line2 ~ '\S' and line2 !~ '[[:cntrl:]]' and length(line2) <= 200),
  constraint properties_city_check check (city ~ '\S' and city !~ '[[:cntrl:]]' and length(city) <= 200),
  constraint properties_region_check check (region ~ '\S' and region !~ '[[:cntrl:]]' and length(region) <= 100),
  constraint properties_postcode_check check (
    postcode ~ '\S' and postcode !~ '[[:cntrl:]]' and length(postcode) <= 20
  ),
  constraint properties_country_check check (country ~ '^[A-Z]{2}$'),
  constraint properties_lat_check check (lat between -90 and 90),
  constraint properties_lng_check check (lng between -180 and 180),
  constraint properties_position_complete check ((lat is null) = (lng is null)),
  constraint properties_time_zone_check check (private.is_time_zone(time_zone)),
  constraint properties_access_notes_check check (access_notes ~ '\S' and length(access_notes) <= 10000),
  constraint properties_custom_fields_check check (
    jsonb_typeof(custom_fields) = 'object' and length(custom_fields::text) <= 32000
  ),
  constraint properties_deleted_check check (deleted_by is null or deleted_at is not null)
);
comment on table public.properties is 'Service sites of customers.';
comment on column public.properties.lat is 'WGS 84 degrees; null together with lng: not on the map yet.';
comment on column public.properties.sort_name is 'The address as it is compared; lists are ordered by it and the id.';

create index properties_customer_idx on public.properties (org_id, customer_id, is_primary desc, id);
create unique index properties_primary_key on public.properties (org_id, customer_id)
  where is_primary and deleted_at is null;
create index properties_list_idx on public.properties (org_id, sort_name, id);
create index properties_updated_at_idx on public.properties (org_id, updated_at, id);
create index properties_created_by_idx on public.properties (org_id, created_by) where created_by is not null;
create index properties_deleted_by_idx on public.properties (org_id, deleted_by) where deleted_by is not null;

alter table public.properties enable row level security;

grant select on public.properties to authenticated;
grant insert (
  org_id, customer_id, name, line1, line2, city, region, postcode, country, lat, lng, time_zone, access_notes,
  is_primary, custom_fields
) on public.properties to authenticated;
grant update (
  name, line1, line2, city, region, postcode, country, lat, lng, time_zone, access_notes, is_primary, custom_fields
) on public.properties to authenticated;

-- A technician's own places: those of his own customers.
create function private.own_property_ids() returns setof uuid
language plpgsql stable security definer set search_path = ''
as $$
declare
  org constant uuid := private.current_org_id();
begin
  return query
    select p.id
    from public.properties as p
    where p.org_id = org and p.customer_id in (select private.own_customer_ids());
end;
$$;
comment on function private.own_property_ids() is
  'Properties that count as the caller''s own under scope own. Definer: it reads the table whose policy it serves.';
revoke execute on function private.own_property_ids() from public;
grant execute on function private.own_property_ids() to authenticated;

create policy properties_select_reader on public.properties for select to authenticated
  using (
    org_id = (select private.current_org_id())
    and (
      (select private.permission_scope('read', 'properties')) = 'all'
      or (
        (select private.permission_scope('read', 'properties')) = 'own'
        and id in (select private.own_property_ids())
      )
    )
    and (deleted_at is null or (select private.has_permission('delete', 'properties')))
  );

create policy properties_insert_creator on public.properties for insert to authenticated
  with check (
    org_id = (select private.current_org_id())
    and (
      (select private.permission_scope('create', 'properties')) = 'all'
      or (
        (select private.permission_scope('create', 'properties')) = 'own'
        and customer_id in (select private.own_customer_ids())
      )
    )
  );

create policy properties_update_editor on public.properties for update to authenticated
  using (
    org_id = (select private.current_org_id())
    and (
      (select private.permission_scope('update', 'properties')) = 'all'
      or (
        (select private.permission_scope('update', 'properties')) = 'own'
        and id in (select private.own_property_ids())
      )
    )
    and deleted_at is null
  )
  with check (org_id = (select private.current_org_id()));

-- Where none is named the place keeps the company's time.
create function private.default_time_zone() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  if new.time_zone is null then
    new.time_zone := (select o.time_zone from public.organizations as o where o.id = new.org_id);
  end if;
  return new;
end;
$$;
comment on function private.default_time_zone() is
  'Before a place is written: the organization''s zone where none is given. '
  'Definer: the writer''s right to read the organization is not the question.';
revoke execute on function private.default_time_zone() from public;

create trigger default_time_zone before insert or update of time_zone on public.properties
  for each row execute function private.default_time_zone();
create trigger keep_one_primary before insert or update of is_primary, deleted_at on public.properties
  for each row execute function private.keep_one_primary();
create trigger forbid_change before update of org_id, id, customer_id, created_by, created_at on public.properties
  for each row execute function private.forbid_change('org_id', 'id', 'customer_id', 'created_by', 'created_at');
create trigger touch_row before update on public.properties
  for each row execute function private.touch_row();
create trigger record_insert after insert on public.properties
  referencing new table as new_rows
  for each statement execute function private.record_changes('property');
create trigger record_update after update on public.properties
  referencing old table as old_rows new table as new_rows
  for each statement execute function private.record_changes('property');
create trigger record_delete after delete on public.properties
  referencing old table as old_rows
  for each statement execute function private.record_changes('property');

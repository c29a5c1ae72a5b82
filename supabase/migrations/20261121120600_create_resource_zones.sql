-- Where a resource works. Without a row it goes everywhere.
create table public.resource_zones (
  org_id uuid not null references public.organizations (id) on delete cascade,
  id uuid not null default private.uuid_v7(),
  resource_id uuid not null,
  zone_id uuid not null,
  created_by uuid default private.current_user_id(),
  version bigint not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (org_id, id),
  foreign key (org_id, resource_id) references public.bookable_resources (org_id, id) on delete cascade,
  foreign key (org_id, zone_id) references public.service_zones (org_id, id) on delete cascade,
  foreign key (org_id, created_by) references public.organization_members (org_id, user_id)
    on delete set null (created_by),
  constraint resource_zones_zone_id_key unique (org_id, resource_id, zone_id)
);
comment on table public.resource_zones is 'The service zones a resource works in; none: everywhere.';

create index resource_zones_zone_idx on public.resource_zones (org_id, zone_id);
create index resource_zones_created_by_idx on public.resource_zones (org_id, created_by) where created_by is not null;

alter table public.resource_zones enable row level security;

-- Written by create_resource and update_resource.
grant select on public.resource_zones to authenticated;

create policy resource_zones_select_reader on public.resource_zones for select to authenticated
  using (
    org_id = (select private.current_org_id())
    and (
      (select private.permission_scope('read', 'resources')) = 'all'
      or (
        (select private.permission_scope('read', 'resources')) = 'own'
        and resource_id in (select private.own_resource_ids())
      )
    )
  );

create trigger forbid_change before update of org_id, id, resource_id, zone_id, created_by, created_at
  on public.resource_zones
  for each row execute function private.forbid_change(
    'org_id', 'id', 'resource_id', 'zone_id', 'created_by', 'created_at'
  );
create trigger touch_row before update on public.resource_zones
  for each row execute function private.touch_row();
create trigger record_insert after insert on public.resource_zones
  referencing new table as new_rows
  for each statement execute function private.record_changes('resource_zone', '{}', 'resource_id');
create trigger record_update after update on public.resource_zones
  referencing old table as old_rows new table as new_rows
  for each statement execute function private.record_changes('resource_zone', '{}', 'resource_id');
create trigger record_delete after delete on public.resource_zones
  referencing old table as old_rows
  for each statement execute function private.record_changes('resource_zone', '{}', 'resource_id');

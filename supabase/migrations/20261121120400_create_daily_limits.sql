-- How much a day may hold for one resource, whatever its hours would allow.
create table public.daily_limits (
  org_id uuid not null references public.organizations (id) on delete cascade,
  id uuid not null default private.uuid_v7(),
  resource_id uuid not null,
  max_minutes integer,
  max_visits integer,
  urgent_reserve_min integer,
  created_by uuid default private.current_user_id(),
  version bigint not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (org_id, id),
  foreign key (org_id, resource_id) references public.bookable_resources (org_id, id) on delete cascade,
  foreign key (org_id, created_by) references public.organization_members (org_id, user_id)
    on delete set null (created_by),
  constraint daily_limits_resource_id_key unique (org_id, resource_id),
  constraint daily_limits_max_minutes_check check (max_minutes between 1 and 1440),
  constraint daily_limits_max_visits_check check (max_visits between 1 and 100),
  constraint daily_limits_urgent_reserve_min_check check (urgent_reserve_min between 1 and 1440),
  constraint daily_limits_present check (num_nonnulls(max_minutes, max_visits, urgent_reserve_min) > 0)
);
comment on table public.daily_limits is 'The most a day of a resource may hold; none: what the organization''s setting says.';
comment on column public.daily_limits.urgent_reserve_min is 'Minutes of each day that only urgent work may take.';

create index daily_limits_created_by_idx on public.daily_limits (org_id, created_by) where created_by is not null;

alter table public.daily_limits enable row level security;

-- Written by create_resource and update_resource.
grant select on public.daily_limits to authenticated;

create policy daily_limits_select_reader on public.daily_limits for select to authenticated
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

create trigger forbid_change before update of org_id, id, resource_id, created_by, created_at on public.daily_limits
  for each row execute function private.forbid_change('org_id', 'id', 'resource_id', 'created_by', 'created_at');
create trigger touch_row before update on public.daily_limits
  for each row execute function private.touch_row();
create trigger record_insert after insert on public.daily_limits
  referencing new table as new_rows
  for each statement execute function private.record_changes('daily_limit', '{}', 'resource_id');
create trigger record_update after update on public.daily_limits
  referencing old table as old_rows new table as new_rows
  for each statement execute function private.record_changes('daily_limit', '{}', 'resource_id');
create trigger record_delete after delete on public.daily_limits
  referencing old table as old_rows
  for each statement execute function private.record_changes('daily_limit', '{}', 'resource_id');

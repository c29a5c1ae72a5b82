-- Phones that sync. Each says with every call how much it still holds, so that the office sees work that has not arrived
-- and does not take it for work that was not done.
create table public.devices (
  org_id uuid not null references public.organizations (id) on delete cascade,
  id uuid not null default private.uuid_v7(),
  user_id uuid not null,
  name text not null,
  platform text not null default 'other',
  app_version text,
  last_seen_at timestamptz not null default now(),
  clock_offset_ms bigint not null default 0,
  unsent_count integer not null default 0,
  unsent_bytes bigint not null default 0,
  oldest_unsent_at timestamptz,
  revoked_at timestamptz,
  version bigint not null default 1,
  edit_count integer not null default 0,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (org_id, id),
  foreign key (org_id, user_id) references public.organization_members (org_id, user_id) on delete cascade,
  constraint devices_name_check check (name ~ '\S' and name !~ '[[:cntrl:]]' and length(name) <= 120),
  constraint devices_platform_check check (platform in ('android', 'ios', 'desktop', 'other')),
  constraint devices_app_version_check check (app_version ~ '\S' and length(app_version) <= 60),
  constraint devices_unsent_count_check check (unsent_count >= 0),
  constraint devices_unsent_bytes_check check (unsent_bytes >= 0)
);
comment on table public.devices is 'Phones that sync, each of one member; the id is made by the phone.';
comment on column public.devices.clock_offset_ms is 'How far the phone''s clock is ahead of ours, as last told.';
comment on column public.devices.revoked_at is 'When the office shut it out; it may send nothing from then on.';

create index devices_user_idx on public.devices (org_id, user_id, id);
create index devices_list_idx on public.devices (org_id, last_seen_at desc, id desc);

alter table public.devices set (fillfactor = 80);
alter table public.devices enable row level security;

-- Written by apply_operations only.
grant select on public.devices to authenticated;

create policy devices_select_reader on public.devices for select to authenticated
  using (
    org_id = (select private.current_org_id())
    and (
      (select private.permission_scope('read', 'devices')) = 'all'
      or (
        (select private.permission_scope('read', 'devices')) = 'own'
        and user_id = (select private.current_user_id())
      )
    )
  );

-- What a phone says of itself with each call is no edit.
create or replace function private.bookkeeping_columns() returns text[]
language sql immutable parallel safe set search_path = ''
as $$
  select array[
    'version', 'edit_count', 'updated_at', 'display_name', 'sort_name', 'phone_digits', 'last_used_at',
    'last_login_at', 'login_count', 'send_requested_at', 'sent_at', 'send_error', 'freed_at', 'is_assigned',
    'needs_follow_up', 'status_since', 'overlap_by', 'last_seen_at', 'clock_offset_ms', 'unsent_count', 'unsent_bytes',
    'oldest_unsent_at'
  ]
$$;

create trigger forbid_change before update of org_id, id, user_id, created_at on public.devices
  for each row execute function private.forbid_change('org_id', 'id', 'user_id', 'created_at');
create trigger touch_row before update on public.devices
  for each row execute function private.touch_row();
create trigger record_insert after insert on public.devices
  referencing new table as new_rows
  for each statement execute function private.record_changes('device');
create trigger record_update after update on public.devices
  referencing old table as old_rows new table as new_rows
  for each statement execute function private.record_changes('device');
create trigger record_delete after delete on public.devices
  referencing old table as old_rows
  for each statement execute function private.record_changes('device');

-- When a resource is not there. What it occupies stands in resource_occupancy beside the visits, under the same
-- constraint; this row says why.
create table public.resource_time_off (
  org_id uuid not null references public.organizations (id) on delete cascade,
  id uuid not null default private.uuid_v7(),
  resource_id uuid not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  kind text not null default 'vacation',
  note text,
  created_by uuid default private.current_user_id(),
  version bigint not null default 1,
  edit_count integer not null default 0,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  deleted_by uuid,
  primary key (org_id, id),
  foreign key (org_id, resource_id) references public.bookable_resources (org_id, id) on delete cascade,
  foreign key (org_id, created_by) references public.organization_members (org_id, user_id)
    on delete set null (created_by),
  foreign key (org_id, deleted_by) references public.organization_members (org_id, user_id)
    on delete set null (deleted_by),
  constraint resource_time_off_kind_check check (kind in ('vacation', 'sick', 'training', 'other')),
  -- Two years off is no time off any more but an inactive resource; a longer one is a slip of the keyboard.
  constraint resource_time_off_ends_at_check check (
    ends_at > starts_at and ends_at <= starts_at + interval '732 days'
  ),
  constraint resource_time_off_note_check check (note ~ '\S' and length(note) <= 2000),
  constraint resource_time_off_deleted_check check (deleted_by is null or deleted_at is not null)
);
comment on table public.resource_time_off is 'Vacation, sickness, training: when a resource cannot be planned.';
comment on column public.resource_time_off.note is 'Personal: for the person and for who plans time off.';

create index resource_time_off_list_idx on public.resource_time_off (org_id, starts_at, id);
create index resource_time_off_resource_idx on public.resource_time_off (org_id, resource_id, starts_at);
create index resource_time_off_created_by_idx on public.resource_time_off (org_id, created_by)
  where created_by is not null;
create index resource_time_off_deleted_by_idx on public.resource_time_off (org_id, deleted_by)
  where deleted_by is not null;

alter table public.resource_time_off enable row level security;

-- Written by functions only, together with what it occupies. The note comes from list_time_off, which asks further.
grant select (
  org_id, id, resource_id, starts_at, ends_at, kind, created_by, version, edit_count, created_at, updated_at,
  deleted_at, deleted_by
) on public.resource_time_off to authenticated;

create policy resource_time_off_select_reader on public.resource_time_off for select to authenticated
  using (
    org_id = (select private.current_org_id())
    and (
      (select private.permission_scope('read', 'time_off')) = 'all'
      or (
        (select private.permission_scope('read', 'time_off')) = 'own'
        and resource_id in (select private.own_resource_ids())
      )
    )
    and (deleted_at is null or (select private.has_permission('delete', 'time_off')))
  );

create trigger forbid_change before update of org_id, id, resource_id, created_by, created_at
  on public.resource_time_off
  for each row execute function private.forbid_change('org_id', 'id', 'resource_id', 'created_by', 'created_at');
create trigger touch_row before update on public.resource_time_off
  for each row execute function private.touch_row();
create trigger record_insert after insert on public.resource_time_off
  referencing new table as new_rows
  for each statement execute function private.record_changes('time_off', '{note}');
create trigger record_update after update on public.resource_time_off
  referencing old table as old_rows new table as new_rows
  for each statement execute function private.record_changes('time_off', '{note}');
create trigger record_delete after delete on public.resource_time_off
  referencing old table as old_rows
  for each statement execute function private.record_changes('time_off', '{note}');

alter table public.resource_occupancy
  add constraint resource_occupancy_time_off_id_fkey
    foreign key (org_id, time_off_id) references public.resource_time_off (org_id, id) on delete cascade;

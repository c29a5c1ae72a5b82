-- Holidays and company holidays. Local dates: a closed day is closed from midnight to midnight wherever one works.
create table public.business_closures (
  org_id uuid not null references public.organizations (id) on delete cascade,
  id uuid not null default private.uuid_v7(),
  name text not null,
  starts_on date not null,
  ends_on date not null,
  source text not null default 'own',
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
  constraint business_closures_name_check check (name ~ '\S' and name !~ '[[:cntrl:]]' and length(name) <= 120),
  constraint business_closures_source_check check (source in ('own', 'preset')),
  constraint business_closures_starts_on_check check (starts_on between '2000-01-01' and '2199-12-31'),
  constraint business_closures_ends_on_check check (ends_on between starts_on and starts_on + 366),
  constraint business_closures_deleted_check check (deleted_by is null or deleted_at is not null)
);
comment on table public.business_closures is 'Days the company is closed, both ends included.';
comment on column public.business_closures.source is
  'preset: a public holiday of the country, added by the product. A deleted one is kept, so that it does not return.';

create index business_closures_days_idx on public.business_closures (org_id, starts_on, ends_on, id);
create index business_closures_created_by_idx on public.business_closures (org_id, created_by)
  where created_by is not null;
create index business_closures_deleted_by_idx on public.business_closures (org_id, deleted_by)
  where deleted_by is not null;

alter table public.business_closures enable row level security;

grant select on public.business_closures to authenticated;
grant insert (org_id, name, starts_on, ends_on) on public.business_closures to authenticated;
grant update (name, starts_on, ends_on) on public.business_closures to authenticated;

create policy business_closures_select_reader on public.business_closures for select to authenticated
  using (
    org_id = (select private.current_org_id())
    and (select private.permission_scope('read', 'closures')) = 'all'
    and (deleted_at is null or (select private.has_permission('delete', 'closures')))
  );

create policy business_closures_insert_creator on public.business_closures for insert to authenticated
  with check (
    org_id = (select private.current_org_id())
    and (select private.permission_scope('create', 'closures')) = 'all'
  );

create policy business_closures_update_editor on public.business_closures for update to authenticated
  using (
    org_id = (select private.current_org_id())
    and (select private.permission_scope('update', 'closures')) = 'all'
    and deleted_at is null
  )
  with check (org_id = (select private.current_org_id()));

create trigger forbid_change before update of org_id, id, created_by, created_at on public.business_closures
  for each row execute function private.forbid_change('org_id', 'id', 'created_by', 'created_at');
create trigger touch_row before update on public.business_closures
  for each row execute function private.touch_row();
create trigger record_insert after insert on public.business_closures
  referencing new table as new_rows
  for each statement execute function private.record_changes('closure');
create trigger record_update after update on public.business_closures
  referencing old table as old_rows new table as new_rows
  for each statement execute function private.record_changes('closure');
create trigger record_delete after delete on public.business_closures
  referencing old table as old_rows
  for each statement execute function private.record_changes('closure');

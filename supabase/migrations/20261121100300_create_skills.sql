-- What work asks for and people have: welding, gas, working at height.
create table public.skills (
  org_id uuid not null references public.organizations (id) on delete cascade,
  id uuid not null default private.uuid_v7(),
  name text not null,
  description text,
  requires_certificate boolean not null default false,
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
  constraint skills_name_check check (name ~ '\S' and name !~ '[[:cntrl:]]' and length(name) <= 120),
  constraint skills_description_check check (description ~ '\S' and length(description) <= 2000),
  constraint skills_deleted_check check (deleted_by is null or deleted_at is not null)
);
comment on table public.skills is
  'Things not everybody can or may do; service types ask for them, resources have them.';
comment on column public.skills.requires_certificate is
  'A resource has it only with a certificate that has not expired on the day of the visit.';

create unique index skills_name_key on public.skills (org_id, private.search_key(name)) where deleted_at is null;
create index skills_created_by_idx on public.skills (org_id, created_by) where created_by is not null;
create index skills_deleted_by_idx on public.skills (org_id, deleted_by) where deleted_by is not null;

alter table public.skills enable row level security;

grant select on public.skills to authenticated;
grant insert (org_id, name, description, requires_certificate) on public.skills to authenticated;
grant update (name, description, requires_certificate) on public.skills to authenticated;

create policy skills_select_reader on public.skills for select to authenticated
  using (
    org_id = (select private.current_org_id())
    and (select private.permission_scope('read', 'skills')) = 'all'
    and (deleted_at is null or (select private.has_permission('delete', 'skills')))
  );

create policy skills_insert_creator on public.skills for insert to authenticated
  with check (
    org_id = (select private.current_org_id())
    and (select private.permission_scope('create', 'skills')) = 'all'
  );

create policy skills_update_editor on public.skills for update to authenticated
  using (
    org_id = (select private.current_org_id())
    and (select private.permission_scope('update', 'skills')) = 'all'
    and deleted_at is null
  )
  with check (org_id = (select private.current_org_id()));

create trigger forbid_change before update of org_id, id, created_by, created_at on public.skills
  for each row execute function private.forbid_change('org_id', 'id', 'created_by', 'created_at');
create trigger touch_row before update on public.skills
  for each row execute function private.touch_row();
create trigger record_insert after insert on public.skills
  referencing new table as new_rows
  for each statement execute function private.record_changes('skill');
create trigger record_update after update on public.skills
  referencing old table as old_rows new table as new_rows
  for each statement execute function private.record_changes('skill');
create trigger record_delete after delete on public.skills
  referencing old table as old_rows
  for each statement execute function private.record_changes('skill');

-- Words of one's own, to find again what belongs together: VIP, warranty, pays late.
create table public.tags (
  org_id uuid not null references public.organizations (id) on delete cascade,
  id uuid not null default private.uuid_v7(),
  name text not null,
  color integer not null default 0,
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
  constraint tags_name_check check (name ~ '\S' and name !~ '[[:cntrl:]]' and length(name) <= 60),
  constraint tags_color_check check (color between 0 and 11),
  constraint tags_deleted_check check (deleted_by is null or deleted_at is not null)
);
comment on table public.tags is 'Words of an organizations own for customers and jobs.';

create unique index tags_name_key on public.tags (org_id, private.search_key(name)) where deleted_at is null;
create index tags_created_by_idx on public.tags (org_id, created_by) where created_by is not null;
create index tags_deleted_by_idx on public.tags (org_id, deleted_by) where deleted_by is not null;

alter table public.tags enable row level security;

grant select on public.tags to authenticated;
grant insert (org_id, name, color) on public.tags to authenticated;
grant update (name, color) on public.tags to authenticated;

create policy tags_select_reader on public.tags for select to authenticated
  using (
    org_id = (select private.current_org_id())
    and (select private.permission_scope('read', 'tags')) = 'all'
    and (deleted_at is null or (select private.has_permission('delete', 'tags')))
  );

create policy tags_insert_creator on public.tags for insert to authenticated
  with check (
    org_id = (select private.current_org_id())
    and (select private.permission_scope('create', 'tags')) = 'all'
  );

create policy tags_update_editor on public.tags for update to authenticated
  using (
    org_id = (select private.current_org_id())
    and (select private.permission_scope('update', 'tags')) = 'all'
    and deleted_at is null
  )
  with check (org_id = (select private.current_org_id()));

create trigger forbid_change before update of org_id, id, created_by, created_at on public.tags
  for each row execute function private.forbid_change('org_id', 'id', 'created_by', 'created_at');
create trigger touch_row before update on public.tags
  for each row execute function private.touch_row();
create trigger record_insert after insert on public.tags
  referencing new table as new_rows
  for each statement execute function private.record_changes('tag');
create trigger record_update after update on public.tags
  referencing old table as old_rows new table as new_rows
  for each statement execute function private.record_changes('tag');
create trigger record_delete after delete on public.tags
  referencing old table as old_rows
  for each statement execute function private.record_changes('tag');

create table public.customer_tags (
  org_id uuid not null,
  id uuid not null default private.uuid_v7(),
  customer_id uuid not null,
  tag_id uuid not null,
  created_at timestamptz not null default now(),
  primary key (org_id, id),
  constraint customer_tags_pair_key unique (org_id, customer_id, tag_id),
  foreign key (org_id, customer_id) references public.customers (org_id, id) on delete cascade,
  foreign key (org_id, tag_id) references public.tags (org_id, id) on delete cascade
);
comment on table public.customer_tags is 'Which customers carry which tags.';

create index customer_tags_tag_idx on public.customer_tags (org_id, tag_id, customer_id);

alter table public.customer_tags enable row level security;

-- Written by set_customer_tags only.
grant select on public.customer_tags to authenticated;

create policy customer_tags_select_reader on public.customer_tags for select to authenticated
  using (
    org_id = (select private.current_org_id())
    and (select private.permission_scope('read', 'tags')) = 'all'
    and (
      (select private.permission_scope('read', 'customers')) = 'all'
      or (
        (select private.permission_scope('read', 'customers')) = 'own'
        and customer_id in (select private.own_customer_ids())
      )
    )
  );

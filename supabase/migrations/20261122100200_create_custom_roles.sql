-- Roles of a company's own. The shipped six are never edited, so that nobody can break what every other part of the
-- product assumes of them; they are copied. A custom role is based on a shipped one, which gives rank and landing page,
-- and names its rights. What is edited and kept in history is the column rights; the rows of role_permissions that
-- policies read are made from it by a trigger, so that the two can never disagree.
create table public.custom_roles (
  org_id uuid not null references public.organizations (id) on delete cascade,
  id uuid not null default private.uuid_v7(),
  name text not null,
  description text,
  based_on text not null,
  rights jsonb not null default '{}',
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
  constraint custom_roles_name_check check (name ~ '\S' and name !~ '[[:cntrl:]]' and length(name) <= 60),
  constraint custom_roles_description_check check (length(description) <= 300),
  -- Owners have every right, always: a role that takes some away would make an organization nobody can repair.
  constraint custom_roles_based_on_check check (
    based_on in ('admin', 'dispatcher', 'technician', 'accountant', 'viewer')
  ),
  constraint custom_roles_rights_check check (jsonb_typeof(rights) = 'object'),
  constraint custom_roles_deleted_check check (deleted_by is null or deleted_at is not null)
);
comment on table public.custom_roles is 'Roles an organization has made for itself.';
comment on column public.custom_roles.based_on is
  'The shipped role that gives rank, landing page and what the product assumes of the person. Never changes.';
comment on column public.custom_roles.rights is
  '{resource: {permission: own|all}}; role_permissions is made from it.';

create unique index custom_roles_name_key on public.custom_roles (org_id, private.search_key(name))
  where deleted_at is null;
create index custom_roles_created_by_idx on public.custom_roles (org_id, created_by) where created_by is not null;
create index custom_roles_deleted_by_idx on public.custom_roles (org_id, deleted_by) where deleted_by is not null;

alter table public.custom_roles enable row level security;

-- Written by functions only. Who may read members sees what their roles are called; the rights are read by functions.
grant select (
  org_id, id, name, description, based_on, created_by, version, edit_count, created_at, updated_at, deleted_at, deleted_by
) on public.custom_roles to authenticated;

create policy custom_roles_select_reader on public.custom_roles for select to authenticated
  using (
    org_id = (select private.current_org_id())
    and (
      (select private.permission_scope('read', 'roles')) = 'all'
      or (select private.permission_scope('read', 'members')) = 'all'
    )
    and (deleted_at is null or (select private.has_permission('delete', 'roles')))
  );

alter table public.role_permissions
  alter column role drop not null,
  add column custom_role_id uuid,
  add foreign key (org_id, custom_role_id) references public.custom_roles (org_id, id) on delete cascade,
  add constraint role_permissions_one_role_check check (num_nonnulls(role, custom_role_id) = 1),
  -- The same look-up as for a shipped role: one visit of the index, none of the row.
  add constraint role_permissions_custom_right_key
    unique (org_id, custom_role_id, resource, permission) include (scope);
comment on column public.role_permissions.custom_role_id is 'The custom role whose right it is; then role is null.';

-- A deleted role gives nothing, whoever may still be named with it.
create function private.spread_role_rights() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  with wanted as materialized (
    select r.org_id, r.id, field.key as resource, held.key as permission, held.value as scope
    from new_rows as r
    cross join lateral jsonb_each(r.rights) as field
    cross join lateral jsonb_each_text(field.value) as held
    where r.deleted_at is null
  ), dropped as (
    delete from public.role_permissions as p
    using new_rows as r
    where p.org_id = r.org_id
      and p.custom_role_id = r.id
      and not exists (
        select from wanted as w
        where w.id = r.id and w.org_id = r.org_id and w.resource = p.resource and w.permission = p.permission
      )
  )
  insert into public.role_permissions as p (org_id, custom_role_id, resource, permission, scope)
  select w.org_id, w.id, w.resource, w.permission, w.scope
  from wanted as w
  on conflict on constraint role_permissions_custom_right_key do update
    set scope = excluded.scope
    where p.scope <> excluded.scope;
  return null;
end;
$$;
comment on function private.spread_role_rights() is
  'After a role was written: its rows of role_permissions. Definer: those rows are nobody''s to write.';
revoke execute on function private.spread_role_rights() from public;

create trigger forbid_change before update of org_id, id, based_on, created_by, created_at on public.custom_roles
  for each row execute function private.forbid_change('org_id', 'id', 'based_on', 'created_by', 'created_at');
create trigger touch_row before update on public.custom_roles
  for each row execute function private.touch_row();
create trigger record_insert after insert on public.custom_roles
  referencing new table as new_rows
  for each statement execute function private.record_changes('role');
create trigger record_update after update on public.custom_roles
  referencing old table as old_rows new table as new_rows
  for each statement execute function private.record_changes('role');
create trigger record_delete after delete on public.custom_roles
  referencing old table as old_rows
  for each statement execute function private.record_changes('role');
create trigger spread_insert after insert on public.custom_roles
  referencing new table as new_rows
  for each statement execute function private.spread_role_rights();
create trigger spread_update after update on public.custom_roles
  referencing new table as new_rows
  for each statement execute function private.spread_role_rights();

-- Who has which custom roles: the union of them, instead of the shipped role.
create table public.user_roles (
  org_id uuid not null,
  id uuid not null default private.uuid_v7(),
  user_id uuid not null,
  custom_role_id uuid not null,
  granted_by uuid default private.current_user_id(),
  created_at timestamptz not null default now(),
  primary key (org_id, id),
  constraint user_roles_pair_key unique (org_id, user_id, custom_role_id),
  foreign key (org_id, user_id) references public.organization_members (org_id, user_id) on delete cascade,
  foreign key (org_id, custom_role_id) references public.custom_roles (org_id, id) on delete cascade,
  foreign key (org_id, granted_by) references public.organization_members (org_id, user_id)
    on delete set null (granted_by)
);
comment on table public.user_roles is
  'Custom roles of people. Who has one has the rights of his custom roles instead of those of his shipped role.';

create index user_roles_role_idx on public.user_roles (org_id, custom_role_id, user_id);
create index user_roles_granted_by_idx on public.user_roles (org_id, granted_by) where granted_by is not null;

alter table public.user_roles enable row level security;

-- Written by update_member only.
grant select on public.user_roles to authenticated;

create policy user_roles_select_reader on public.user_roles for select to authenticated
  using (
    org_id = (select private.current_org_id())
    and (
      (select private.permission_scope('read', 'members')) = 'all'
      or user_id = (select private.current_user_id())
    )
  );

-- What one person may do besides his roles, or may not do in spite of them, perhaps until a certain moment.
create table public.user_permissions (
  org_id uuid not null,
  id uuid not null default private.uuid_v7(),
  user_id uuid not null,
  resource public.resource_type not null,
  permission public.permission_type not null,
  scope text not null default 'all',
  effect text not null,
  reason text not null,
  expires_at timestamptz,
  granted_by uuid default private.current_user_id(),
  version bigint not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (org_id, id),
  foreign key (org_id, user_id) references public.organization_members (org_id, user_id) on delete cascade,
  foreign key (org_id, granted_by) references public.organization_members (org_id, user_id)
    on delete set null (granted_by),
  constraint user_permissions_scope_check check (scope in ('own', 'all')),
  constraint user_permissions_effect_check check (effect in ('grant', 'deny')),
  constraint user_permissions_deny_check check (effect = 'grant' or scope = 'all'),
  constraint user_permissions_reason_check check (reason ~ '\S' and length(reason) <= 300)
);
comment on table public.user_permissions is
  'Grants and denials for one person. They beat his roles; a denial beats a grant.';
comment on column public.user_permissions.scope is 'How far a grant reaches; a denial takes the whole right.';
comment on column public.user_permissions.expires_at is 'From then on it counts for nothing; null is without end.';

-- The look-up of every policy.
create index user_permissions_right_idx on public.user_permissions (org_id, user_id, resource, permission)
  include (effect, scope, expires_at);
create index user_permissions_granted_by_idx on public.user_permissions (org_id, granted_by)
  where granted_by is not null;

alter table public.user_permissions enable row level security;

-- Written by grant_permission and revoke_permission only.
grant select on public.user_permissions to authenticated;

create policy user_permissions_select_reader on public.user_permissions for select to authenticated
  using (
    org_id = (select private.current_org_id())
    and (
      (select private.permission_scope('read', 'permissions')) = 'all'
      or user_id = (select private.current_user_id())
    )
  );

create trigger forbid_change before update of org_id, id, user_id, resource, permission, created_at
  on public.user_permissions
  for each row execute function private.forbid_change(
    'org_id', 'id', 'user_id', 'resource', 'permission', 'created_at'
  );
create trigger touch_row before update on public.user_permissions
  for each row execute function private.touch_row();
create trigger record_insert after insert on public.user_permissions
  referencing new table as new_rows
  for each statement execute function private.record_changes('user_permission');
create trigger record_update after update on public.user_permissions
  referencing old table as old_rows new table as new_rows
  for each statement execute function private.record_changes('user_permission');
create trigger record_delete after delete on public.user_permissions
  referencing old table as old_rows
  for each statement execute function private.record_changes('user_permission');

-- What a role may do. Shipped defaults are copied into each organization, which may then change its own copy; policies
-- read the copy only, so there is no null organization and no fallback to reason about.
create table private.default_role_permissions (
  role text not null,
  resource public.resource_type not null,
  permission public.permission_type not null,
  scope text not null default 'all',
  primary key (role, resource, permission),
  constraint default_role_permissions_role_check check (private.role_rank(role) is not null),
  constraint default_role_permissions_scope_check check (scope in ('own', 'all'))
);
comment on table private.default_role_permissions is 'Rights every new organization starts with.';
alter table private.default_role_permissions enable row level security;

-- A line per resource: which roles may do what. A technician's rights reach as far as his own work.
insert into private.default_role_permissions (role, resource, permission, scope)
select role, resource, permission, scope
from (
  values
    ('organizations', 'all', array['owner', 'admin'], array['read', 'update', 'manage']),
    ('organizations', 'all', array['dispatcher', 'accountant', 'technician', 'viewer'], array['read']),
    ('organizations', 'all', array['owner'], array['delete']),
    ('members', 'all', array['owner', 'admin'], array['read', 'create', 'update', 'delete', 'manage']),
    ('members', 'all', array['dispatcher', 'accountant', 'viewer'], array['read']),
    ('members', 'own', array['technician'], array['read']),
    ('invitations', 'all', array['owner', 'admin'], array['read', 'create', 'update', 'delete']),
    ('roles', 'all', array['owner', 'admin'], array['read', 'create', 'update', 'delete']),
    ('permissions', 'all', array['owner', 'admin'], array['read', 'update']),
    ('customers', 'all', array['owner', 'admin'], array['read', 'create', 'update', 'delete', 'export']),
    ('customers', 'all', array['dispatcher'], array['read', 'create', 'update', 'delete']),
    ('customers', 'all', array['accountant'], array['read', 'update', 'export']),
    ('customers', 'all', array['viewer'], array['read']),
    ('customers', 'own', array['technician'], array['read']),
    ('contacts', 'all', array['owner', 'admin', 'dispatcher'], array['read', 'create', 'update', 'delete']),
    ('contacts', 'all', array['accountant'], array['read', 'create', 'update']),
    ('contacts', 'all', array['viewer'], array['read']),
    ('contacts', 'own', array['technician'], array['read']),
    ('properties', 'all', array['owner', 'admin', 'dispatcher'], array['read', 'create', 'update', 'delete']),
    ('properties', 'all', array['accountant', 'viewer'], array['read']),
    ('properties', 'own', array['technician'], array['read']),
    ('settings', 'all', array['owner', 'admin'], array['read', 'update']),
    ('settings', 'all', array['dispatcher', 'accountant', 'viewer'], array['read']),
    ('audit_logs', 'all', array['owner', 'admin'], array['read', 'export']),
    ('imports', 'all', array['owner', 'admin', 'dispatcher'], array['read', 'create']),
    ('exports', 'all', array['owner', 'admin', 'accountant'], array['read', 'create'])
) as lines (resource, scope, roles, permissions)
cross join lateral unnest(lines.roles) as role
cross join lateral unnest(lines.permissions) as permission;

create table public.role_permissions (
  org_id uuid not null references public.organizations (id) on delete cascade,
  id uuid not null default private.uuid_v7(),
  role text not null,
  resource public.resource_type not null,
  permission public.permission_type not null,
  scope text not null default 'all',
  version bigint not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (org_id, id),
  -- The look-up of every policy; covering the scope spares it the visit of the row.
  constraint role_permissions_right_key unique (org_id, role, resource, permission) include (scope),
  constraint role_permissions_role_check check (
    role in ('owner', 'admin', 'dispatcher', 'technician', 'accountant', 'viewer')
  ),
  constraint role_permissions_scope_check check (scope in ('own', 'all'))
);
comment on table public.role_permissions is 'An organization''s own copy of what each role may do.';

alter table public.role_permissions enable row level security;

grant select on public.role_permissions to authenticated;

create policy role_permissions_select_reader on public.role_permissions for select to authenticated
  using (
    org_id = (select private.current_org_id())
    and (select private.permission_scope('read', 'permissions')) = 'all'
  );

create trigger forbid_change before update of org_id, id on public.role_permissions
  for each row execute function private.forbid_change('org_id', 'id');
create trigger touch_row before update on public.role_permissions
  for each row execute function private.touch_row();
-- The first copy is part of "organization created" and would only add a hundred lines to its history.
create trigger record_update after update on public.role_permissions
  referencing old table as old_rows new table as new_rows
  for each statement execute function private.record_changes('permission');
create trigger record_delete after delete on public.role_permissions
  referencing old table as old_rows
  for each statement execute function private.record_changes('permission');

-- Called once for a new organization.
create function private.copy_default_permissions(org uuid) returns void
language sql volatile set search_path = ''
as $$
  insert into public.role_permissions (org_id, role, resource, permission, scope)
  select org, d.role, d.resource, d.permission, d.scope
  from private.default_role_permissions as d
$$;
comment on function private.copy_default_permissions(uuid) is
  'Gives a new organization its copy of the shipped rights.';
revoke execute on function private.copy_default_permissions(uuid) from public;

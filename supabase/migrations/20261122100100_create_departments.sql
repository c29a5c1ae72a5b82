-- Who belongs together inside a company: the workshop, the north team, the office. A department gives no right; it is
-- for finding people and for saying who leads them.

insert into private.default_role_permissions (role, resource, permission, scope)
select role, 'departments', permission, 'all'
from (
  values
    (array['owner', 'admin'], array['read', 'create', 'update', 'delete']),
    (array['dispatcher', 'accountant', 'technician', 'viewer'], array['read'])
) as lines (roles, permissions)
cross join lateral unnest(lines.roles) as role
cross join lateral unnest(lines.permissions) as permission;

insert into public.role_permissions (org_id, role, resource, permission, scope)
select o.id, d.role, d.resource, d.permission, d.scope
from public.organizations as o
cross join private.default_role_permissions as d
where d.resource = 'departments'
on conflict on constraint role_permissions_right_key do nothing;

create table public.departments (
  org_id uuid not null references public.organizations (id) on delete cascade,
  id uuid not null default private.uuid_v7(),
  name text not null,
  lead_id uuid,
  created_by uuid default private.current_user_id(),
  version bigint not null default 1,
  edit_count integer not null default 0,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  deleted_by uuid,
  primary key (org_id, id),
  foreign key (org_id, lead_id) references public.organization_members (org_id, user_id)
    on delete set null (lead_id),
  foreign key (org_id, created_by) references public.organization_members (org_id, user_id)
    on delete set null (created_by),
  foreign key (org_id, deleted_by) references public.organization_members (org_id, user_id)
    on delete set null (deleted_by),
  constraint departments_name_check check (name ~ '\S' and name !~ '[[:cntrl:]]' and length(name) <= 60),
  constraint departments_deleted_check check (deleted_by is null or deleted_at is not null)
);
comment on table public.departments is 'Parts of a company that people belong to. They give no right.';
comment on column public.departments.lead_id is 'The member who leads it.';

create unique index departments_name_key on public.departments (org_id, private.search_key(name))
  where deleted_at is null;
create index departments_lead_idx on public.departments (org_id, lead_id) where lead_id is not null;
create index departments_created_by_idx on public.departments (org_id, created_by) where created_by is not null;
create index departments_deleted_by_idx on public.departments (org_id, deleted_by) where deleted_by is not null;

alter table public.departments enable row level security;

grant select on public.departments to authenticated;
grant insert (org_id, name, lead_id) on public.departments to authenticated;
grant update (name, lead_id) on public.departments to authenticated;

create policy departments_select_reader on public.departments for select to authenticated
  using (
    org_id = (select private.current_org_id())
    and (select private.permission_scope('read', 'departments')) = 'all'
    and (deleted_at is null or (select private.has_permission('delete', 'departments')))
  );

create policy departments_insert_creator on public.departments for insert to authenticated
  with check (
    org_id = (select private.current_org_id())
    and (select private.permission_scope('create', 'departments')) = 'all'
  );

create policy departments_update_editor on public.departments for update to authenticated
  using (
    org_id = (select private.current_org_id())
    and (select private.permission_scope('update', 'departments')) = 'all'
    and deleted_at is null
  )
  with check (org_id = (select private.current_org_id()));

create trigger forbid_change before update of org_id, id, created_by, created_at on public.departments
  for each row execute function private.forbid_change('org_id', 'id', 'created_by', 'created_at');
create trigger touch_row before update on public.departments
  for each row execute function private.touch_row();
create trigger record_insert after insert on public.departments
  referencing new table as new_rows
  for each statement execute function private.record_changes('department');
create trigger record_update after update on public.departments
  referencing old table as old_rows new table as new_rows
  for each statement execute function private.record_changes('department');
create trigger record_delete after delete on public.departments
  referencing old table as old_rows
  for each statement execute function private.record_changes('department');

alter table public.organization_members
  add column department_id uuid,
  add foreign key (org_id, department_id) references public.departments (org_id, id)
    on delete set null (department_id);
comment on column public.organization_members.department_id is
  'Where the person belongs; answers leave a deleted department out.';
create index organization_members_department_idx on public.organization_members (org_id, department_id)
  where department_id is not null;

create function public.create_department(payload jsonb) returns jsonb
language plpgsql volatile set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  answer jsonb;
  made public.departments;
begin
  perform private.require_permission('create', 'departments', 'all');
  answer := private.claim_idempotency('create_department', payload, org);
  if answer is not null then
    return answer;
  end if;
  insert into public.departments (org_id, name, lead_id)
  values (org, payload ->> 'name', (payload ->> 'lead_id')::uuid)
  returning * into made;
  return private.remember_answer(org, 201, to_jsonb(made));
end;
$$;
comment on function public.create_department(jsonb) is 'A new department from {name, lead_id?}; answers the row.';
revoke execute on function public.create_department(jsonb) from public, anon;
grant execute on function public.create_department(jsonb) to authenticated;

create function private.lock_department(org uuid, wanted uuid) returns public.departments
language plpgsql volatile set search_path = ''
as $$
declare
  found_row public.departments;
begin
  perform private.require_permission('delete', 'departments', 'all');
  select d.* into found_row
  from public.departments as d
  where d.org_id = org and d.id = wanted
  for no key update;
  if not found then
    raise exception 'not_found: There is no such department.' using errcode = 'CO404', hint = 'id';
  end if;
  return found_row;
end;
$$;
comment on function private.lock_department(uuid, uuid) is
  'Locks a department the caller may delete; raises CO404.';
revoke execute on function private.lock_department(uuid, uuid) from public;

create function public.delete_department(id uuid, expected_version bigint) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  locked public.departments := private.lock_department(org, delete_department.id);
begin
  perform private.require_version(locked.version, expected_version);
  if locked.deleted_at is null then
    update public.departments as d
    set deleted_at = now(), deleted_by = private.current_user_id()
    where d.org_id = org and d.id = locked.id
    returning * into locked;
  end if;
  return jsonb_build_object('status', 200, 'data', to_jsonb(locked));
end;
$$;
comment on function public.delete_department(uuid, bigint) is
  'Deletes a department; its people stay, without one. Definer: deleted_at is nobody''s column.';
revoke execute on function public.delete_department(uuid, bigint) from public, anon;
grant execute on function public.delete_department(uuid, bigint) to authenticated;

create function public.restore_department(payload jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  answer jsonb;
  locked public.departments;
begin
  perform private.require_permission('delete', 'departments', 'all');
  answer := private.claim_idempotency('restore_department', payload, org);
  if answer is not null then
    return answer;
  end if;
  locked := private.lock_department(org, (payload ->> 'id')::uuid);
  if locked.deleted_at is not null then
    update public.departments as d
    set deleted_at = null, deleted_by = null
    where d.org_id = org and d.id = locked.id
    returning * into locked;
  end if;
  return private.remember_answer(org, 200, to_jsonb(locked));
end;
$$;
comment on function public.restore_department(jsonb) is
  'Brings {id} back, with its people. Definer: deleted_at is nobody''s column.';
revoke execute on function public.restore_department(jsonb) from public, anon;
grant execute on function public.restore_department(jsonb) to authenticated;

-- Who belongs to which organization, as what. Rows are never deleted while the organization lives: business records
-- name people through them. This row, read at each statement, is what makes a removed member be out at once.
create table public.organization_members (
  org_id uuid not null references public.organizations (id) on delete cascade,
  -- Restricted: an account that business records name is emptied by erasure, never deleted from under them.
  user_id uuid not null references public.profiles (id) on delete restrict,
  role text not null,
  status text not null default 'active',
  last_used_at timestamptz,
  joined_at timestamptz not null default now(),
  version bigint not null default 1,
  edit_count integer not null default 0,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (org_id, user_id),
  constraint organization_members_role_check check (
    role in ('owner', 'admin', 'dispatcher', 'technician', 'accountant', 'viewer')
  ),
  constraint organization_members_status_check check (status in ('active', 'suspended', 'removed'))
);
comment on table public.organization_members is 'Memberships with role and state; a removed member''s row stays.';
comment on column public.organization_members.last_used_at is
  'When a session last worked in it; chooses for a new session.';

-- The organizations of a person, the last used first: what a new session asks.
create index organization_members_user_id_idx on public.organization_members (user_id, last_used_at desc nulls last);
create index organization_members_owners_idx on public.organization_members (org_id)
  where role = 'owner' and status = 'active';

alter table public.organization_members enable row level security;

-- Written by functions only: create_organization, accept_invitation, update_member, remove_member, leave_organization.
grant select on public.organization_members to authenticated;

create policy organization_members_select_member on public.organization_members for select to authenticated
  using (
    org_id = (select private.current_org_id())
    and (
      (select private.permission_scope('read', 'members')) = 'all'
      or user_id = (select private.current_user_id())
    )
  );

-- An organization without an owner is one nobody can repair. Two owners who leave at the same moment each see the
-- other, so the organization's row is locked first; no key lock is wanted, or every insert into the organization
-- would wait. While the organization itself is being deleted there is nothing left to protect.
create function private.keep_an_owner() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  if tg_op = 'UPDATE' and new.role = 'owner' and new.status = 'active' then
    return new;
  end if;
  perform from public.organizations as o where o.id = old.org_id for no key update;
  if found and not exists (
    select
    from public.organization_members as m
    join public.profiles as p on p.id = m.user_id
    where m.org_id = old.org_id
      and m.user_id <> old.user_id
      and m.role = 'owner'
      and m.status = 'active'
      and p.is_active
      and p.deleted_at is null
  ) then
    raise exception 'last_owner: An organization needs at least one owner.' using errcode = 'CO409', hint = 'role';
  end if;
  return coalesce(new, old);
end;
$$;
comment on function private.keep_an_owner() is
  'Before an active owner stops being one: refuses the last. Definer: it must count owners the writer may not see.';
revoke execute on function private.keep_an_owner() from public;

create trigger forbid_change before update of org_id, user_id on public.organization_members
  for each row execute function private.forbid_change('org_id', 'user_id');
create trigger keep_an_owner_update before update on public.organization_members
  for each row when (old.role = 'owner' and old.status = 'active') execute function private.keep_an_owner();
create trigger keep_an_owner_delete before delete on public.organization_members
  for each row when (old.role = 'owner' and old.status = 'active') execute function private.keep_an_owner();
create trigger touch_row before update on public.organization_members
  for each row execute function private.touch_row();
create trigger record_insert after insert on public.organization_members
  referencing new table as new_rows
  for each statement execute function private.record_changes('member', '{}', 'user_id');
create trigger record_update after update on public.organization_members
  referencing old table as old_rows new table as new_rows
  for each statement execute function private.record_changes('member', '{}', 'user_id');
create trigger record_delete after delete on public.organization_members
  referencing old table as old_rows
  for each statement execute function private.record_changes('member', '{}', 'user_id');

-- The organization a session works in. It belongs to the session and not to the person: a desk and a phone of the
-- same person may be in two companies at the same time.
create table private.session_organizations (
  session_id uuid not null primary key,
  user_id uuid not null,
  org_id uuid not null,
  updated_at timestamptz not null default now(),
  foreign key (org_id, user_id) references public.organization_members (org_id, user_id) on delete cascade
);
comment on table private.session_organizations is 'Which organization a session of Auth has chosen.';
create index session_organizations_member_idx on private.session_organizations (org_id, user_id);
create index session_organizations_updated_at_idx on private.session_organizations (updated_at);
alter table private.session_organizations enable row level security;

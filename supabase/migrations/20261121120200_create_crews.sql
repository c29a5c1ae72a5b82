-- People who go out together. Sending a crew occupies each of its members of that day.
create table public.crews (
  org_id uuid not null references public.organizations (id) on delete cascade,
  id uuid not null default private.uuid_v7(),
  name text not null,
  sort_name text collate "C" not null generated always as (private.search_key(name)) stored,
  is_active boolean not null default true,
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
  constraint crews_name_check check (name ~ '\S' and name !~ '[[:cntrl:]]' and length(name) <= 200),
  constraint crews_deleted_check check (deleted_by is null or deleted_at is not null)
);
comment on table public.crews is 'Resources that are planned together.';

create unique index crews_name_key on public.crews (org_id, sort_name) where deleted_at is null;
create index crews_list_idx on public.crews (org_id, sort_name, id);
create index crews_created_by_idx on public.crews (org_id, created_by) where created_by is not null;
create index crews_deleted_by_idx on public.crews (org_id, deleted_by) where deleted_by is not null;

alter table public.crews enable row level security;

-- Written by functions only: a crew and its members change together, and visits ahead change with them.
grant select on public.crews to authenticated;

-- A technician's own crews: those he belongs to, was or will be in.
create function private.own_crew_ids() returns setof uuid
language plpgsql stable security definer set search_path = ''
as $$
begin
  return query
    select m.crew_id
    from public.crew_members as m
    where m.org_id = private.current_org_id() and m.resource_id in (select private.own_resource_ids());
end;
$$;
comment on function private.own_crew_ids() is
  'The crews of the caller himself. Definer: it reads the tables whose policies it serves.';
revoke execute on function private.own_crew_ids() from public;
grant execute on function private.own_crew_ids() to authenticated;

create policy crews_select_reader on public.crews for select to authenticated
  using (
    org_id = (select private.current_org_id())
    and (
      (select private.permission_scope('read', 'crews')) = 'all'
      or (
        (select private.permission_scope('read', 'crews')) = 'own'
        and id in (select private.own_crew_ids())
      )
    )
    and (deleted_at is null or (select private.has_permission('delete', 'crews')))
  );

create trigger forbid_change before update of org_id, id, created_by, created_at on public.crews
  for each row execute function private.forbid_change('org_id', 'id', 'created_by', 'created_at');
create trigger touch_row before update on public.crews
  for each row execute function private.touch_row();
create trigger record_insert after insert on public.crews
  referencing new table as new_rows
  for each statement execute function private.record_changes('crew');
create trigger record_update after update on public.crews
  referencing old table as old_rows new table as new_rows
  for each statement execute function private.record_changes('crew');
create trigger record_delete after delete on public.crews
  referencing old table as old_rows
  for each statement execute function private.record_changes('crew');

create table public.crew_members (
  org_id uuid not null references public.organizations (id) on delete cascade,
  id uuid not null default private.uuid_v7(),
  crew_id uuid not null,
  resource_id uuid not null,
  valid_from date,
  valid_to date,
  created_by uuid default private.current_user_id(),
  version bigint not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (org_id, id),
  foreign key (org_id, crew_id) references public.crews (org_id, id) on delete cascade,
  foreign key (org_id, resource_id) references public.bookable_resources (org_id, id) on delete cascade,
  foreign key (org_id, created_by) references public.organization_members (org_id, user_id)
    on delete set null (created_by),
  constraint crew_members_valid_to_check check (valid_to >= valid_from),
  -- The same resource twice on one day would be occupied twice by one visit.
  constraint crew_members_valid_from_key exclude using gist (
    org_id with =, crew_id with =, resource_id with =, daterange(valid_from, valid_to, '[]') with &&
  )
);
comment on table public.crew_members is 'Who belongs to which crew, from which day to which.';
comment on column public.crew_members.valid_from is 'The first day, in the resource''s zone; null: since ever.';
comment on column public.crew_members.valid_to is 'The last day; null: until further notice.';

create index crew_members_crew_idx on public.crew_members (org_id, crew_id, resource_id);
create index crew_members_resource_idx on public.crew_members (org_id, resource_id);
create index crew_members_created_by_idx on public.crew_members (org_id, created_by) where created_by is not null;

alter table public.crew_members enable row level security;

grant select on public.crew_members to authenticated;

create policy crew_members_select_reader on public.crew_members for select to authenticated
  using (
    org_id = (select private.current_org_id())
    and (
      (select private.permission_scope('read', 'crews')) = 'all'
      or (
        (select private.permission_scope('read', 'crews')) = 'own'
        and crew_id in (select private.own_crew_ids())
      )
    )
  );

-- Members are part of their crew: their changes stand in its history.
create trigger forbid_change before update of org_id, id, crew_id, resource_id, created_by, created_at
  on public.crew_members
  for each row execute function private.forbid_change(
    'org_id', 'id', 'crew_id', 'resource_id', 'created_by', 'created_at'
  );
create trigger touch_row before update on public.crew_members
  for each row execute function private.touch_row();
create trigger record_insert after insert on public.crew_members
  referencing new table as new_rows
  for each statement execute function private.record_changes('crew_member', '{}', 'crew_id');
create trigger record_update after update on public.crew_members
  referencing old table as old_rows new table as new_rows
  for each statement execute function private.record_changes('crew_member', '{}', 'crew_id');
create trigger record_delete after delete on public.crew_members
  referencing old table as old_rows
  for each statement execute function private.record_changes('crew_member', '{}', 'crew_id');

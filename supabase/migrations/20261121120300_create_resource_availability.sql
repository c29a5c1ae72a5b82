-- When a resource works, week after week, in wall time of its zone. Without a single row it keeps the organization's
-- business hours: most people do, and hours that change for everybody are then changed once.
create table public.resource_availability (
  org_id uuid not null references public.organizations (id) on delete cascade,
  id uuid not null default private.uuid_v7(),
  resource_id uuid not null,
  weekday integer not null,
  starts time not null,
  ends time not null,
  created_by uuid default private.current_user_id(),
  version bigint not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (org_id, id),
  foreign key (org_id, resource_id) references public.bookable_resources (org_id, id) on delete cascade,
  foreign key (org_id, created_by) references public.organization_members (org_id, user_id)
    on delete set null (created_by),
  constraint resource_availability_weekday_check check (weekday between 1 and 7),
  -- A night shift is two rows: until 24:00 and from 00:00 of the next day.
  constraint resource_availability_ends_check check (ends > starts),
  constraint resource_availability_starts_check check (
    extract(second from starts) = 0 and extract(second from ends) = 0
  ),
  constraint resource_availability_starts_key exclude using gist (
    org_id with =, resource_id with =, weekday with =,
    int4range((extract(epoch from starts) / 60)::integer, (extract(epoch from ends) / 60)::integer) with &&
  )
);
comment on table public.resource_availability is 'Weekly hours of a resource; none at all: the business hours.';
comment on column public.resource_availability.weekday is '1 is Monday, 7 is Sunday.';

create index resource_availability_resource_idx
  on public.resource_availability (org_id, resource_id, weekday, starts);
create index resource_availability_created_by_idx on public.resource_availability (org_id, created_by)
  where created_by is not null;

alter table public.resource_availability enable row level security;

-- Written by update_availability, which replaces a week as a whole.
grant select on public.resource_availability to authenticated;

create policy resource_availability_select_reader on public.resource_availability for select to authenticated
  using (
    org_id = (select private.current_org_id())
    and (
      (select private.permission_scope('read', 'availability')) = 'all'
      or (
        (select private.permission_scope('read', 'availability')) = 'own'
        and resource_id in (select private.own_resource_ids())
      )
    )
  );

create trigger forbid_change before update of org_id, id, resource_id, created_by, created_at
  on public.resource_availability
  for each row execute function private.forbid_change('org_id', 'id', 'resource_id', 'created_by', 'created_at');
create trigger touch_row before update on public.resource_availability
  for each row execute function private.touch_row();
create trigger record_insert after insert on public.resource_availability
  referencing new table as new_rows
  for each statement execute function private.record_changes('availability', '{}', 'resource_id');
create trigger record_update after update on public.resource_availability
  referencing old table as old_rows new table as new_rows
  for each statement execute function private.record_changes('availability', '{}', 'resource_id');
create trigger record_delete after delete on public.resource_availability
  referencing old table as old_rows
  for each statement execute function private.record_changes('availability', '{}', 'resource_id');

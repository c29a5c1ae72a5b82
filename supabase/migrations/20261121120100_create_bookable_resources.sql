-- Who and what can be planned: technicians, vehicles, tools. A technician may be a member of the organization or not:
-- a subcontractor is planned as well and never signs in.
create table public.bookable_resources (
  org_id uuid not null references public.organizations (id) on delete cascade,
  id uuid not null default private.uuid_v7(),
  kind text not null,
  name text not null,
  sort_name text collate "C" not null generated always as (private.search_key(name)) stored,
  user_id uuid,
  email text,
  phone text,
  home_address text,
  home_lat double precision,
  home_lng double precision,
  time_zone text not null,
  color integer not null default 0,
  is_active boolean not null default true,
  position integer not null default 0,
  notes text,
  created_by uuid default private.current_user_id(),
  version bigint not null default 1,
  edit_count integer not null default 0,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  deleted_by uuid,
  primary key (org_id, id),
  foreign key (org_id, user_id) references public.organization_members (org_id, user_id)
    on delete set null (user_id),
  foreign key (org_id, created_by) references public.organization_members (org_id, user_id)
    on delete set null (created_by),
  foreign key (org_id, deleted_by) references public.organization_members (org_id, user_id)
    on delete set null (deleted_by),
  constraint bookable_resources_kind_check check (kind in ('technician', 'vehicle', 'tool')),
  constraint bookable_resources_name_check check (
    name ~ '\S' and name !~ '[[:cntrl:]]' and length(name) <= 200
  ),
  -- A van has no account: only who can sign in sees a day of his own.
  constraint bookable_resources_user_id_check check (user_id is null or kind = 'technician'),
  constraint bookable_resources_email_check check (
    email = lower(email) and email ~ '^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>"]+$' and length(email) <= 254
  ),
  constraint bookable_resources_phone_check check (phone ~ '^\+[1-9][0-9]{6,14}$'),
  constraint bookable_resources_home_address_check check (
    home_address ~ '\S' and home_address !~ '[[:cntrl:]]' and length(home_address) <= 500
  ),
  constraint bookable_resources_home_lat_check check (home_lat between -90 and 90),
  constraint bookable_resources_home_lng_check check (home_lng between -180 and 180),
  constraint bookable_resources_home_complete check ((home_lat is null) = (home_lng is null)),
  constraint bookable_resources_time_zone_check check (private.is_time_zone(time_zone)),
  constraint bookable_resources_color_check check (color between 0 and 11),
  constraint bookable_resources_position_check check (position between 0 and 100000),
  constraint bookable_resources_notes_check check (notes ~ '\S' and length(notes) <= 10000),
  constraint bookable_resources_deleted_check check (deleted_by is null or deleted_at is not null)
);
comment on table public.bookable_resources is 'Technicians, vehicles and tools that visits are planned with.';
comment on column public.bookable_resources.user_id is 'The member who is this technician; null for one without account.';
comment on column public.bookable_resources.home_lat is 'Where the day starts and ends: what travel is reckoned from.';
comment on column public.bookable_resources.time_zone is 'The zone its weekly hours are meant in.';
comment on column public.bookable_resources.color is 'Which of the twelve colours tells it from its neighbours.';
comment on column public.bookable_resources.is_active is 'Inactive ones keep their past and are offered nowhere.';

create index bookable_resources_list_idx on public.bookable_resources (org_id, sort_name, id);
create index bookable_resources_updated_at_idx on public.bookable_resources (org_id, updated_at, id);
-- One person is planned once, else two rows would each think the person free.
create unique index bookable_resources_user_id_key on public.bookable_resources (org_id, user_id)
  where user_id is not null and deleted_at is null;
create index bookable_resources_user_id_idx on public.bookable_resources (org_id, user_id) where user_id is not null;
create index bookable_resources_created_by_idx on public.bookable_resources (org_id, created_by)
  where created_by is not null;
create index bookable_resources_deleted_by_idx on public.bookable_resources (org_id, deleted_by)
  where deleted_by is not null;

alter table public.bookable_resources enable row level security;

-- Written by functions only, because what belongs to a resource (skills, zones, limit) is replaced together with it.
-- Where people live is not for everybody who may see their names: these columns come from list_resources and
-- get_resource, which ask further.
grant select (
  org_id, id, kind, name, sort_name, user_id, email, phone, time_zone, color, is_active, position, notes, created_by,
  version, edit_count, created_at, updated_at, deleted_at, deleted_by
) on public.bookable_resources to authenticated;

create function private.own_resource_ids() returns setof uuid
language plpgsql stable security definer set search_path = ''
as $$
declare
  me record := private.live_membership();
begin
  return query
    select r.id
    from public.bookable_resources as r
    where r.org_id = me.org_id and r.user_id = me.user_id and r.deleted_at is null;
end;
$$;
comment on function private.own_resource_ids() is
  'The resource that is the caller himself. Definer: it reads the table whose policy it serves.';
revoke execute on function private.own_resource_ids() from public;
grant execute on function private.own_resource_ids() to authenticated;

create policy bookable_resources_select_reader on public.bookable_resources for select to authenticated
  using (
    org_id = (select private.current_org_id())
    and (
      (select private.permission_scope('read', 'resources')) = 'all'
      or (
        (select private.permission_scope('read', 'resources')) = 'own'
        and id in (select private.own_resource_ids())
      )
    )
    and (deleted_at is null or (select private.has_permission('delete', 'resources')))
  );

create trigger forbid_change before update of org_id, id, kind, created_by, created_at on public.bookable_resources
  for each row execute function private.forbid_change('org_id', 'id', 'kind', 'created_by', 'created_at');
create trigger touch_row before update on public.bookable_resources
  for each row execute function private.touch_row();
create trigger record_insert after insert on public.bookable_resources
  referencing new table as new_rows
  for each statement execute function private.record_changes('resource', '{home_address,home_lat,home_lng}');
create trigger record_update after update on public.bookable_resources
  referencing old table as old_rows new table as new_rows
  for each statement execute function private.record_changes('resource', '{home_address,home_lat,home_lng}');
create trigger record_delete after delete on public.bookable_resources
  referencing old table as old_rows
  for each statement execute function private.record_changes('resource', '{home_address,home_lat,home_lng}');

-- Pictures of a visit: before, after, what was found. The bytes are a file's, which may still be on the phone; the sum of
-- the bytes it will send stands here from the beginning, because a signature binds to it.
create table public.field_photos (
  org_id uuid not null references public.organizations (id) on delete cascade,
  id uuid not null default private.uuid_v7(),
  booking_id uuid not null,
  file_id uuid not null,
  category text not null,
  caption text,
  taken_at timestamptz not null,
  lat double precision,
  lng double precision,
  sha256 text not null,
  checklist_id uuid,
  item_key text,
  created_by uuid default private.current_user_id(),
  version bigint not null default 1,
  edit_count integer not null default 0,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  deleted_by uuid,
  primary key (org_id, id),
  foreign key (org_id, booking_id) references public.bookings (org_id, id) on delete cascade,
  foreign key (org_id, file_id) references public.file_storage (org_id, id),
  foreign key (org_id, checklist_id) references public.job_checklists (org_id, id) on delete set null (checklist_id),
  foreign key (org_id, created_by) references public.organization_members (org_id, user_id)
    on delete set null (created_by),
  foreign key (org_id, deleted_by) references public.organization_members (org_id, user_id)
    on delete set null (deleted_by),
  constraint field_photos_category_check check (
    category in ('before', 'after', 'problem', 'equipment', 'document', 'other')
  ),
  constraint field_photos_caption_check check (caption ~ '\S' and length(caption) <= 500),
  constraint field_photos_lat_check check (lat between -90 and 90),
  constraint field_photos_lng_check check (lng between -180 and 180),
  constraint field_photos_position_complete check ((lat is null) = (lng is null)),
  constraint field_photos_sha256_check check (sha256 ~ '^[0-9a-f]{64}$'),
  constraint field_photos_item_key_check check (item_key ~ '^[a-z][a-z0-9_]{0,59}$'),
  constraint field_photos_deleted_check check (deleted_by is null or deleted_at is not null)
);
comment on table public.field_photos is 'Pictures of visits; the bytes are in file_storage.';
comment on column public.field_photos.sha256 is 'Of the bytes the phone sends, said by it before it sends them.';
comment on column public.field_photos.item_key is 'The question of checklist_id that it answers.';

create index field_photos_booking_idx on public.field_photos (org_id, booking_id, id);
create index field_photos_file_idx on public.field_photos (org_id, file_id);
create index field_photos_checklist_idx on public.field_photos (org_id, checklist_id) where checklist_id is not null;
create index field_photos_created_by_idx on public.field_photos (org_id, created_by) where created_by is not null;
create index field_photos_deleted_by_idx on public.field_photos (org_id, deleted_by) where deleted_by is not null;

alter table public.field_photos enable row level security;

-- Written by functions only: picture and file are made together, and a visit has a limit.
grant select on public.field_photos to authenticated;

create policy field_photos_select_reader on public.field_photos for select to authenticated
  using (
    org_id = (select private.current_org_id())
    and (
      (select private.permission_scope('read', 'photos')) = 'all'
      or (
        (select private.permission_scope('read', 'photos')) = 'own'
        and booking_id in (select private.own_booking_ids())
      )
    )
    and (deleted_at is null or (select private.permission_scope('delete', 'photos')) = 'all')
  );

create trigger forbid_change before update of org_id, id, booking_id, file_id, sha256, taken_at, created_by, created_at
  on public.field_photos
  for each row execute function private.forbid_change(
    'org_id', 'id', 'booking_id', 'file_id', 'sha256', 'taken_at', 'created_by', 'created_at'
  );
create trigger touch_row before update on public.field_photos
  for each row execute function private.touch_row();
create trigger record_insert after insert on public.field_photos
  referencing new table as new_rows
  for each statement execute function private.record_changes('photo');
create trigger record_update after update on public.field_photos
  referencing old table as old_rows new table as new_rows
  for each statement execute function private.record_changes('photo');
create trigger record_delete after delete on public.field_photos
  referencing old table as old_rows
  for each statement execute function private.record_changes('photo');

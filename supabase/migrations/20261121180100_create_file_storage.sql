-- What is known of a file: declared before its bytes come, believed only after the worker has looked at them. A file has
-- no place of its own among the records; tables that have files name it, and by them it is decided who may see it.
create table public.file_storage (
  org_id uuid not null references public.organizations (id) on delete cascade,
  id uuid not null default private.uuid_v7(),
  name text not null,
  kind text not null,
  state text not null default 'pending',
  state_reason text,
  mime text not null,
  size_bytes bigint not null,
  declared_sha256 text,
  sha256 text,
  bucket text not null default 'uploads',
  path text not null,
  width integer,
  height integer,
  variants jsonb not null default '{}',
  stored_bytes bigint not null default 0,
  expires_at timestamptz,
  scanned_at timestamptz,
  created_by uuid default private.current_user_id(),
  version bigint not null default 1,
  edit_count integer not null default 0,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (org_id, id),
  foreign key (org_id, created_by) references public.organization_members (org_id, user_id)
    on delete set null (created_by),
  constraint file_storage_name_check check (name ~ '\S' and name !~ '[[:cntrl:]]' and length(name) <= 200),
  constraint file_storage_kind_check check (kind in ('image', 'document')),
  constraint file_storage_state_check check (state in ('pending', 'uploaded', 'ready', 'rejected')),
  constraint file_storage_state_reason_check check (
    state_reason in (
      'wrong_type', 'wrong_size', 'wrong_sum', 'unreadable', 'too_many_pixels', 'hidden_content', 'quota', 'missing',
      'expired'
    )
  ),
  constraint file_storage_mime_check check (
    mime in ('image/jpeg', 'image/png', 'image/webp', 'application/pdf', 'text/csv', 'text/plain')
  ),
  constraint file_storage_size_bytes_check check (size_bytes between 1 and 26214400),
  constraint file_storage_declared_sha256_check check (declared_sha256 ~ '^[0-9a-f]{64}$'),
  constraint file_storage_sha256_check check (sha256 ~ '^[0-9a-f]{64}$'),
  constraint file_storage_bucket_check check (bucket in ('uploads', 'files')),
  constraint file_storage_path_check check (path ~ '^[0-9a-f-]{36}/[0-9a-z./-]{1,200}$'),
  constraint file_storage_width_check check (width between 1 and 100000),
  constraint file_storage_height_check check (height between 1 and 100000),
  constraint file_storage_variants_check check (
    jsonb_typeof(variants) = 'object' and length(variants::text) <= 4000
  ),
  constraint file_storage_stored_bytes_check check (stored_bytes >= 0),
  constraint file_storage_size_complete check ((width is null) = (height is null)),
  -- A state says what must be known: of a ready file everything, of a refused one why.
  constraint file_storage_state_complete check (
    case state
      when 'pending' then state_reason is null and expires_at is not null and bucket = 'uploads'
      when 'uploaded' then state_reason is null and bucket = 'uploads'
      when 'ready' then
        state_reason is null and sha256 is not null and scanned_at is not null and bucket = 'files'
        and stored_bytes > 0 and variants ? 'original'
      else state_reason is not null
    end
  )
);
comment on table public.file_storage is 'Files: photos, documents, signatures. Their bytes lie in Storage.';
comment on column public.file_storage.declared_sha256 is 'What the sender says the sum of the bytes is.';
comment on column public.file_storage.sha256 is 'Sum of the bytes that came, before anything was made of them.';
comment on column public.file_storage.variants is
  '{original, medium, small}: {path, width, height, size_bytes, mime} in bucket files; a size that is missing is original.';
comment on column public.file_storage.stored_bytes is 'Bytes of all its sizes; the same bytes sent twice are stored once.';
comment on column public.file_storage.expires_at is 'Until when the bytes of a pending file must have come.';

-- The same bytes once: asked at each check, and what the quota is counted over, by the index alone.
create index file_storage_sha256_idx on public.file_storage (org_id, sha256) include (stored_bytes)
  where state = 'ready';
create index file_storage_open_idx on public.file_storage (org_id, state) include (size_bytes)
  where state in ('pending', 'uploaded');
create index file_storage_expires_at_idx on public.file_storage (expires_at) where state = 'pending';
create index file_storage_created_at_idx on public.file_storage (created_at);
create index file_storage_created_by_idx on public.file_storage (org_id, created_by) where created_by is not null;

alter table public.file_storage enable row level security;

-- Nobody is granted it. What a file is, its bytes decide; who may see it, the records it belongs to: a policy would ask
-- that once for every row, get_file asks it once.

create trigger forbid_change before update of org_id, id, created_by, created_at on public.file_storage
  for each row execute function private.forbid_change('org_id', 'id', 'created_by', 'created_at');
create trigger touch_row before update on public.file_storage
  for each row execute function private.touch_row();
create trigger record_insert after insert on public.file_storage
  referencing new table as new_rows
  for each statement execute function private.record_changes('file');
create trigger record_update after update on public.file_storage
  referencing old table as old_rows new table as new_rows
  for each statement execute function private.record_changes('file');
create trigger record_delete after delete on public.file_storage
  referencing old table as old_rows
  for each statement execute function private.record_changes('file');

-- Receivers wait for "ready" and "rejected", not for one more "updated".
create or replace function private.event_words(entity text, operation text, before jsonb, after jsonb) returns text[]
language plpgsql immutable set search_path = ''
as $$
begin
  return case
    when entity = 'booking' and operation in ('created', 'updated') then
      private.booking_events(operation, before, after)
    when entity = 'job' and operation = 'updated' and after ? 'status' then array[after ->> 'status']
    when entity = 'file' and operation = 'updated' and after ? 'state' then array[after ->> 'state']
    else array[operation]
  end;
end;
$$;

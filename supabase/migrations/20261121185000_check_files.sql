-- What the worker does with files: it looks at the bytes that were sent, says what they are, and removes what belongs to
-- nothing. The functions answer where bytes lie; the bytes themselves go through the Storage API, never through SQL.

create function ops.file_to_check(org uuid, file uuid) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
begin
  return (
    select jsonb_build_object(
      'bucket', f.bucket, 'path', f.path, 'mime', f.mime, 'size_bytes', f.size_bytes,
      'declared_sha256', f.declared_sha256
    )
    from public.file_storage as f
    where f.org_id = org and f.id = file and f.state = 'uploaded'
  );
end;
$$;
comment on function ops.file_to_check(uuid, uuid) is
  'Where the bytes of an uploaded file lie and what was said of them; null when there is nothing to check. '
  'Definer: the worker has no right on any table.';
revoke execute on function ops.file_to_check(uuid, uuid) from public;
grant execute on function ops.file_to_check(uuid, uuid) to callout_worker;

create function ops.known_file(org uuid, sum text) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
begin
  return (
    select jsonb_build_object(
      'mime', f.mime, 'path', f.path, 'width', f.width, 'height', f.height, 'variants', f.variants,
      'stored_bytes', f.stored_bytes
    )
    from public.file_storage as f
    where f.org_id = org and f.sha256 = sum and f.state = 'ready'
    limit 1
  );
end;
$$;
comment on function ops.known_file(uuid, text) is
  'What is stored already of these bytes in this organization. Definer: the worker has no right on any table.';
revoke execute on function ops.known_file(uuid, text) from public;
grant execute on function ops.known_file(uuid, text) to callout_worker;

create function ops.reject_file(org uuid, file uuid, reason text) returns boolean
language plpgsql volatile security definer set search_path = ''
as $$
begin
  update public.file_storage as f
  set state = 'rejected', state_reason = reason, scanned_at = now()
  where f.org_id = org and f.id = file and f.state = 'uploaded';
  return found;
end;
$$;
comment on function ops.reject_file(uuid, uuid, text) is
  'The bytes are not what they should be. Definer: the worker has no right on any table.';
revoke execute on function ops.reject_file(uuid, uuid, text) from public;
grant execute on function ops.reject_file(uuid, uuid, text) to callout_worker;

-- The quota is asked here again, one file after the other: two declarations at one moment may both have fitted.
create function ops.accept_file(org uuid, file uuid, facts jsonb) returns text
language plpgsql volatile security definer set search_path = ''
as $$
declare
  quota bigint;
  is_known boolean;
  held public.file_storage;
begin
  perform pg_advisory_xact_lock(hashtextextended('files ' || org, 0));
  select * into held from public.file_storage as f where f.org_id = org and f.id = file for update;
  if not found or held.state <> 'uploaded' then
    return held.state;
  end if;
  is_known := ops.known_file(org, facts ->> 'sha256') is not null;
  select o.quota_storage_bytes into quota from public.organizations as o where o.id = org;
  if not is_known
    and private.stored_bytes(org) - held.size_bytes + (facts ->> 'stored_bytes')::bigint > quota then
    perform ops.reject_file(org, file, 'quota');
    return 'rejected';
  end if;
  update public.file_storage as f
  set
    state = 'ready', bucket = 'files', path = facts ->> 'path', sha256 = facts ->> 'sha256', mime = facts ->> 'mime',
    size_bytes = (facts ->> 'size_bytes')::bigint, width = (facts ->> 'width')::integer,
    height = (facts ->> 'height')::integer, variants = facts -> 'variants',
    stored_bytes = (facts ->> 'stored_bytes')::bigint, scanned_at = now()
  where f.org_id = org and f.id = file;
  return 'ready';
end;
$$;
comment on function ops.accept_file(uuid, uuid, jsonb) is
  '{sha256, size_bytes, mime, path, width, height, variants, stored_bytes}: the file is ready, or rejected for want of '
  'room; answers its state, null when it is gone. Definer: the worker has no right on any table.';
revoke execute on function ops.accept_file(uuid, uuid, jsonb) from public;
grant execute on function ops.accept_file(uuid, uuid, jsonb) to callout_worker;

-- A row that something still names stays, as "expired": its bytes may come later, from a phone that had no signal.
create function private.forget_file(org uuid, file uuid) returns boolean
language plpgsql volatile security definer set search_path = ''
as $$
begin
  delete from public.file_storage as f where f.org_id = org and f.id = file;
  return found;
exception
  when foreign_key_violation then
    update public.file_storage as f
    set state = 'rejected', state_reason = 'expired'
    where f.org_id = org and f.id = file and f.state = 'pending';
    return false;
end;
$$;
comment on function private.forget_file(uuid, uuid) is
  'Removes a file that nothing names; one that is named stays, without waiting for its bytes. '
  'Definer: files are written by functions only.';
revoke execute on function private.forget_file(uuid, uuid) from public;

-- Rows: what never came, what belongs to nothing for two days, what lost its bytes. Objects, answered: what no row names.
create function ops.sweep_files(min_age_s integer, max_objects integer) returns table (bucket text, path text)
language plpgsql volatile security definer set search_path = ''
as $$
declare
  young constant timestamptz := now() - make_interval(secs => min_age_s);
  candidate record;
begin
  for candidate in
    select f.org_id, f.id
    from public.file_storage as f
    where (f.state = 'pending' and f.expires_at < now())
      or (
        f.state <> 'pending'
        and f.updated_at < now() - interval '48 hours'
        and not exists (select from private.file_targets(f.org_id, f.id))
      )
  loop
    perform private.forget_file(candidate.org_id, candidate.id);
  end loop;

  update public.file_storage as f
  set state = 'rejected', state_reason = 'missing'
  where f.state in ('uploaded', 'ready')
    and f.updated_at < young
    and not exists (select from storage.objects as o where o.bucket_id = f.bucket and o.name = f.path);

  -- A job that was given up, or never written, does not leave a file unseen for ever.
  insert into private.background_jobs (org_id, kind, payload)
  select f.org_id, 'file_check', jsonb_build_object('file_id', f.id)
  from public.file_storage as f
  where f.state = 'uploaded'
    and f.updated_at < young
    and not exists (
      select
      from private.background_jobs as j
      where j.org_id = f.org_id
        and j.kind = 'file_check'
        and j.payload ->> 'file_id' = f.id::text
        and j.finished_at is null
        and j.failed_at is null
    );

  return query
    select o.bucket_id, o.name
    from storage.objects as o
    where o.created_at < young
      and (
        (
          o.bucket_id = 'uploads'
          and not exists (
            select
            from public.file_storage as f
            where f.org_id = private.to_uuid(split_part(o.name, '/', 1))
              and f.id = private.to_uuid(split_part(o.name, '/', 2))
              and f.state in ('pending', 'uploaded')
          )
        )
        or (
          o.bucket_id = 'files'
          and not exists (
            select
            from public.file_storage as f
            where f.org_id = private.to_uuid(split_part(o.name, '/', 1))
              and f.sha256 = split_part(o.name, '/', 2)
              and f.state = 'ready'
          )
        )
      )
    limit max_objects;
end;
$$;
comment on function ops.sweep_files(integer, integer) is
  'Settles files that never came or belong to nothing, and answers objects older than min_age_s that no file names: '
  'the worker removes them. Definer: the worker has no right on any table.';
revoke execute on function ops.sweep_files(integer, integer) from public;
grant execute on function ops.sweep_files(integer, integer) to callout_worker;

insert into ops.schedules (name, every_s) values ('sweep_files', 3600);

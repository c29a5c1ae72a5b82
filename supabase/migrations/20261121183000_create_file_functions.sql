-- The way of a file: declared (quota), sent, completed (a job looks at the bytes). A client names the file's id itself,
-- so that a declaration whose answer was lost is made again as the same file.

create function private.stored_bytes(org uuid) returns bigint
language plpgsql stable security definer set search_path = '' set plan_cache_mode = auto
as $$
begin
  return (
    select coalesce(sum(o.stored_bytes), 0)
    from (
      select distinct on (f.sha256) f.stored_bytes
      from public.file_storage as f
      where f.org_id = org and f.state = 'ready'
      order by f.sha256
    ) as o
  ) + (
    select coalesce(sum(f.size_bytes), 0)
    from public.file_storage as f
    where f.org_id = org and f.state in ('pending', 'uploaded')
  );
end;
$$;
comment on function private.stored_bytes(uuid) is
  'What counts against an organization''s quota: each ready object once, and what was declared. '
  'Definer: the files of an organization are nobody''s to list.';
revoke execute on function private.stored_bytes(uuid) from public;

create function private.is_sent(file public.file_storage) returns boolean
language plpgsql stable security definer set search_path = ''
as $$
begin
  return exists (select from storage.objects as o where o.bucket_id = 'uploads' and o.name = file.path);
end;
$$;
comment on function private.is_sent(public.file_storage) is
  'Whether the bytes of an open file lie in Storage. Definer: nobody reads what is unchecked.';
revoke execute on function private.is_sent(public.file_storage) from public;

create function private.file_answer(file public.file_storage) returns jsonb
language sql stable set search_path = ''
as $$
  select jsonb_build_object(
    'id', file.id, 'name', file.name, 'kind', file.kind, 'state', file.state, 'state_reason', file.state_reason,
    'mime', file.mime, 'size_bytes', file.size_bytes, 'sha256', file.sha256, 'width', file.width,
    'height', file.height, 'expires_at', file.expires_at, 'created_at', file.created_at, 'version', file.version
  )
$$;
comment on function private.file_answer(public.file_storage) is 'A file as the API shows it.';
revoke execute on function private.file_answer(public.file_storage) from public;

create function public.get_file(file uuid) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  held public.file_storage;
begin
  perform private.require_permission('read', 'files');
  select * into held from public.file_storage as f where f.org_id = org and f.id = file;
  if not found or not private.can_read_file(org, file) then
    raise exception 'not_found: There is no such file.' using errcode = 'CO404', hint = 'id';
  end if;
  return private.file_answer(held) || case
    when held.state = 'ready' then jsonb_build_object('bucket', held.bucket, 'variants', held.variants)
    else '{}'
  end;
end;
$$;
comment on function public.get_file(uuid) is
  'A file the caller may see, with where its sizes lie once it is ready. '
  'Definer: who may see a file is decided by the records it belongs to.';
revoke execute on function public.get_file(uuid) from public, anon;
grant execute on function public.get_file(uuid) to authenticated;

-- For every function that brings a file with it. Whoever calls it asks for the right.
create function private.create_pending_file(org uuid, file jsonb) returns uuid
language plpgsql volatile security definer set search_path = ''
as $$
declare
  wanted constant uuid := coalesce((file ->> 'id')::uuid, private.uuid_v7());
  size constant bigint := (file ->> 'size_bytes')::bigint;
  quota bigint;
  known public.file_storage;
begin
  select * into known from public.file_storage as f where f.org_id = org and f.id = wanted;
  if found then
    -- Declared again by who declared it: the same file. Anything else under this id is somebody's already.
    if known.created_by is distinct from private.current_user_id()
      or (known.state = 'pending' and (known.size_bytes, known.mime) is distinct from (size, file ->> 'mime')) then
      raise exception 'duplicate: There is a file of this id.' using errcode = 'CO409', hint = 'id';
    end if;
    return known.id;
  end if;
  select o.quota_storage_bytes into quota from public.organizations as o where o.id = org;
  if private.stored_bytes(org) + size > quota then
    raise exception 'storage_quota: The storage of your company is full.' using errcode = 'CO409', hint = 'size_bytes';
  end if;
  insert into public.file_storage (org_id, id, name, kind, mime, size_bytes, declared_sha256, path, expires_at)
  values (
    org, wanted, file ->> 'name', case when file ->> 'mime' like 'image/%' then 'image' else 'document' end,
    file ->> 'mime', size, file ->> 'sha256', org || '/' || wanted, now() + interval '48 hours'
  );
  return wanted;
end;
$$;
comment on function private.create_pending_file(uuid, jsonb) is
  '{id?, name, size_bytes, mime, sha256?}: declares a file; CO409 storage_quota, CO409 duplicate. '
  'Definer: the quota is counted over files the caller cannot see.';
revoke execute on function private.create_pending_file(uuid, jsonb) from public;

create function private.own_file(org uuid, file uuid) returns public.file_storage
language plpgsql volatile security definer set search_path = ''
as $$
declare
  found_file public.file_storage;
begin
  select * into found_file
  from public.file_storage as f
  where f.org_id = org and f.id = own_file.file and f.created_by = private.current_user_id()
  for update;
  if not found then
    raise exception 'not_found: There is no such file.' using errcode = 'CO404', hint = 'id';
  end if;
  return found_file;
end;
$$;
comment on function private.own_file(uuid, uuid) is
  'The caller''s own file, locked; CO404 for any other. Definer: files are written by functions only.';
revoke execute on function private.own_file(uuid, uuid) from public;

create function public.create_file(payload jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  answer jsonb;
  made uuid;
  file public.file_storage;
begin
  perform private.require_permission('create', 'files');
  answer := private.claim_idempotency('create_file', payload, org);
  if answer is not null then
    return answer;
  end if;
  made := private.create_pending_file(org, payload);
  select * into file from public.file_storage as f where f.org_id = org and f.id = made;
  return private.remember_answer(org, 201, private.file_answer(file));
end;
$$;
comment on function public.create_file(jsonb) is
  '{id?, name, size_bytes, mime, sha256?}: a file whose bytes are to come. '
  'Definer: files are written by functions only.';
revoke execute on function public.create_file(jsonb) from public, anon;
grant execute on function public.create_file(jsonb) to authenticated;

-- What is answered twice may be what is asked twice: whether bytes are missing is never remembered.
create function public.renew_upload(payload jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  file public.file_storage;
begin
  perform private.require_permission('read', 'files');
  file := private.own_file(org, (payload ->> 'id')::uuid);
  -- The time is renewed when half of it is gone, so that asking again and again writes no history.
  if (file.state = 'pending' and file.expires_at < now() + interval '24 hours')
    or (file.state = 'rejected' and file.state_reason in ('expired', 'missing')) then
    update public.file_storage as f
    set state = 'pending', state_reason = null, sha256 = null, bucket = 'uploads', path = org || '/' || f.id,
      variants = '{}', stored_bytes = 0, expires_at = now() + interval '48 hours'
    where f.org_id = org and f.id = file.id
    returning * into file;
  end if;
  return jsonb_build_object(
    'status', 200, 'replayed', false,
    'data', private.file_answer(file) || jsonb_build_object(
      'path', file.path, 'is_wanted', file.state = 'pending' and not private.is_sent(file)
    )
  );
end;
$$;
comment on function public.renew_upload(jsonb) is
  '{id}: more time for the caller''s own file whose bytes have not come; answers whether they are still wanted. '
  'Definer: files are written by functions only.';
revoke execute on function public.renew_upload(jsonb) from public, anon;
grant execute on function public.renew_upload(jsonb) to authenticated;

create function public.complete_file(payload jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  file public.file_storage;
begin
  perform private.require_permission('read', 'files');
  file := private.own_file(org, (payload ->> 'id')::uuid);
  if file.state = 'pending' then
    if not private.is_sent(file) then
      raise exception 'not_uploaded: The bytes of this file have not come.' using errcode = 'CO409', hint = 'id';
    end if;
    update public.file_storage as f
    set state = 'uploaded', expires_at = null
    where f.org_id = org and f.id = file.id
    returning * into file;
    perform private.enqueue_job(org, 'file_check', jsonb_build_object('file_id', file.id));
  end if;
  return jsonb_build_object('status', 200, 'replayed', false, 'data', private.file_answer(file));
end;
$$;
comment on function public.complete_file(jsonb) is
  '{id}: the bytes of the caller''s own file are there and shall be looked at; again: as it is now. '
  'Definer: files are written by functions only.';
revoke execute on function public.complete_file(jsonb) from public, anon;
grant execute on function public.complete_file(jsonb) to authenticated;

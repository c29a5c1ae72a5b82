-- How a visitor's picture comes: declared within his limits, its bytes put in place under his own claims, then looked at by
-- the worker as every file is. The limits are those of an abused page: three pictures for one booking, twelve at once and
-- twenty an hour from one address, sixty a day in one organization that became nothing, 4 MB each, and its storage quota.

create function private.take_book_photo(org uuid) returns void
language plpgsql volatile set search_path = ''
as $$
declare
  oldest timestamptz;
  amount integer;
begin
  select count(*) into amount
  from private.online_booking_photos as p
  join public.file_storage as f on f.org_id = org and f.id = p.file_id
  where p.org_id = org and p.visitor = private.book_visitor() and p.used_at is null and f.state <> 'rejected';
  if amount >= 3 then
    raise exception 'too_many_photos: Three pictures at most.' using errcode = 'CO409', hint = 'photo';
  end if;
  perform private.take_book_rate('book_photo', 20, 3600, 12);
  perform pg_advisory_xact_lock(hashtextextended('book_photos:' || org, 0));
  select count(*), min(p.created_at) into amount, oldest
  from private.online_booking_photos as p
  where p.org_id = org and p.used_at is null and p.created_at > now() - interval '1 day';
  if amount >= 60 then
    perform private.refuse_too_many(
      'Too many pictures came today.', extract(epoch from oldest + interval '1 day' - now())
    );
  end if;
end;
$$;
comment on function private.take_book_photo(uuid) is
  'Counts a picture of the caller; raises CO409 too_many_photos, CO429.';
revoke execute on function private.take_book_photo(uuid) from public;

-- Only what is this visitor's, so that nobody learns which ids there are.
create function private.visitor_file(org uuid, op_id uuid) returns public.file_storage
language plpgsql volatile set search_path = ''
as $$
declare
  found_file public.file_storage;
begin
  select f.* into found_file
  from private.online_booking_photos as p
  join public.file_storage as f on f.org_id = org and f.id = p.file_id
  where p.org_id = org and p.visitor = private.book_visitor() and p.op_id = visitor_file.op_id and p.used_at is null
  for update of f;
  return found_file;
end;
$$;
comment on function private.visitor_file(uuid, uuid) is 'The file of a picture of the caller, locked; empty without one.';
revoke execute on function private.visitor_file(uuid, uuid) from public;

create function private.visitor_photo_answer(op_id uuid, file public.file_storage) returns jsonb
language plpgsql stable set search_path = ''
as $$
begin
  return jsonb_build_object('id', op_id, 'name', file.name, 'size_bytes', file.size_bytes, 'state', file.state);
end;
$$;
comment on function private.visitor_photo_answer(uuid, public.file_storage) is 'A picture as the booking page shows it.';
revoke execute on function private.visitor_photo_answer(uuid, public.file_storage) from public;

create function public.book_photo(payload jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.book_org();
  wanted constant uuid := (payload ->> 'op_id')::uuid;
  size constant bigint := (payload ->> 'size_bytes')::bigint;
  held public.file_storage;
  made uuid;
begin
  if wanted is null then
    perform private.invalid('invalid', 'Each picture has an id of its own.', 'op_id');
  elsif coalesce(payload ->> 'mime', '') not in ('image/jpeg', 'image/png', 'image/webp') then
    perform private.invalid('unsupported_media_type', 'Send a picture: JPEG, PNG or WebP.', 'photo');
  elsif size is null or size < 1 then
    perform private.invalid('invalid', 'This is empty.', 'photo');
  elsif size > 4194304 then
    perform private.invalid('too_large', 'A picture may have 4 MB at most.', 'photo');
  end if;
  perform private.lock_visitor(org);
  held := private.visitor_file(org, wanted);
  if held.id is null then
    perform private.take_book_photo(org);
    made := private.create_pending_file(org, jsonb_build_object(
      'name', coalesce(nullif(btrim(payload ->> 'name'), ''), 'photo'), 'size_bytes', size, 'mime', payload -> 'mime',
      'sha256', payload -> 'sha256'
    ));
    begin
      insert into private.online_booking_photos (org_id, visitor, ip_hash, op_id, file_id)
      values (org, private.book_visitor(), private.book_address(), wanted, made);
    exception
      when unique_violation then
        -- Sent again after it became a part of a visit.
        perform private.invalid('idempotency_mismatch', 'This id was used for something else.', 'op_id');
    end;
    select f.* into held from public.file_storage as f where f.org_id = org and f.id = made;
  elsif (held.size_bytes, held.declared_sha256) is distinct from (size, payload ->> 'sha256')
    and held.state in ('pending', 'uploaded') then
    perform private.invalid('idempotency_mismatch', 'This id was used for something else.', 'op_id');
  end if;
  return private.visitor_photo_answer(wanted, held) || jsonb_build_object(
    'bucket', held.bucket, 'path', held.path,
    'is_wanted', held.state = 'pending' and not private.is_sent(held)
  );
end;
$$;
comment on function public.book_photo(jsonb) is
  '{op_id, name, size_bytes, mime, sha256}: a picture of the caller whose bytes are to come; answers where to. '
  'Definer: visitors write no table.';
revoke execute on function public.book_photo(jsonb) from public, authenticated;
grant execute on function public.book_photo(jsonb) to anon;

create function public.book_photo_sent(payload jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.book_org();
  held public.file_storage;
begin
  perform private.lock_visitor(org);
  held := private.visitor_file(org, (payload ->> 'op_id')::uuid);
  if held.id is null then
    raise exception 'not_found: There is no such picture.' using errcode = 'CO404', hint = 'op_id';
  elsif held.state = 'pending' then
    if not private.is_sent(held) then
      raise exception 'not_uploaded: The bytes of this picture have not come.' using errcode = 'CO409', hint = 'op_id';
    end if;
    update public.file_storage as f
    set state = 'uploaded', expires_at = null
    where f.org_id = org and f.id = held.id
    returning * into held;
    perform private.enqueue_job(org, 'file_check', jsonb_build_object('file_id', held.id));
  end if;
  return private.visitor_photo_answer((payload ->> 'op_id')::uuid, held);
end;
$$;
comment on function public.book_photo_sent(jsonb) is
  '{op_id}: the bytes of the caller''s own picture are there and shall be looked at; again: as it is now. '
  'Definer: visitors write no table.';
revoke execute on function public.book_photo_sent(jsonb) from public, authenticated;
grant execute on function public.book_photo_sent(jsonb) to anon;

create function public.book_photo_remove(payload jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.book_org();
  held public.file_storage;
begin
  perform private.lock_visitor(org);
  held := private.visitor_file(org, (payload ->> 'op_id')::uuid);
  -- What is gone already is gone; what is part of a visit is the company's now.
  if held.id is not null then
    perform private.forget_file(org, held.id);
  end if;
  return jsonb_build_object('removed', held.id is not null);
end;
$$;
comment on function public.book_photo_remove(jsonb) is
  '{op_id}: takes back a picture that became nothing yet. Definer: visitors write no table.';
revoke execute on function public.book_photo_remove(jsonb) from public, authenticated;
grant execute on function public.book_photo_remove(jsonb) to anon;

-- For the policy: who visits no page sends nothing, and no error says why.
create function private.visitor_sends_object(name text) returns boolean
language plpgsql stable security definer set search_path = ''
as $$
declare
  org uuid;
begin
  if private.claims() ->> 'principal' is distinct from 'book:' || (private.claims() ->> 'org_id') then
    return false;
  end if;
  org := private.book_org();
  return exists (
    select
    from private.online_booking_photos as p
    join public.file_storage as f on f.org_id = org and f.id = p.file_id
    where p.org_id = org
      and p.visitor = private.book_visitor()
      and p.used_at is null
      and f.path = visitor_sends_object.name
      and f.state = 'pending'
      and f.expires_at > now()
  );
exception
  when insufficient_privilege or sqlstate 'CO404' then
    return false;
end;
$$;
comment on function private.visitor_sends_object(text) is
  'Whether the visitor of a booking page declared the picture whose bytes go to this name, and they have not come yet. '
  'Definer: it decides what a visitor writes, so it cannot depend on that.';
revoke execute on function private.visitor_sends_object(text) from public;
grant execute on function private.visitor_sends_object(text) to anon;

create policy uploads_insert_visitor on storage.objects for insert to anon
  with check (bucket_id = 'uploads' and private.visitor_sends_object(name));

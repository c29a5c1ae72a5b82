-- Files behind a link: the company's logo, who comes, and of a visit that is done its photos and the latest paper. The
-- server asks where the bytes lie and fetches them under the link's own token, so that Storage asks the same question
-- once more; before the code is given, and after the link has ended, there is nothing.
create function public.portal_file(payload jsonb) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  me record := private.portal_link();
  wanted constant uuid := private.to_uuid(payload ->> 'file_id');
  size constant text := coalesce(payload ->> 'size', 'original');
  booking public.bookings;
  file public.file_storage;
  variant jsonb;
begin
  select b.* into booking from public.bookings as b where b.org_id = me.org_id and b.id = me.booking_id;
  select f.* into file
  from private.portal_files(me.org_id, booking, me.scopes) as p
  join public.file_storage as f on f.org_id = me.org_id and f.id = p.file_id and f.state = 'ready'
  -- The page knows no id of the logo.
  where p.file_id = wanted or wanted is null and payload ->> 'file_id' = 'logo' and p.kind = 'logo'
  limit 1;
  if not found then
    raise exception 'not_found: There is no such file.' using errcode = 'CO404', hint = 'file_id';
  end if;
  variant := coalesce(file.variants -> size, file.variants -> 'original');
  return jsonb_build_object(
    'bucket', file.bucket, 'path', variant -> 'path', 'mime', variant -> 'mime', 'name', file.name,
    'size', variant -> 'size_bytes'
  );
end;
$$;
comment on function public.portal_file(jsonb) is
  '{file_id | "logo", size?: original|medium|small}: {bucket, path, mime, name, size} of a file the link opens; CO404. '
  'Definer: a link reads no table; its claims are checked.';
revoke execute on function public.portal_file(jsonb) from public, authenticated;
grant execute on function public.portal_file(jsonb) to anon;

-- For the policy: no link is no access, and no error that would say why.
create function private.portal_reads_object(name text) returns boolean
language plpgsql stable security definer set search_path = ''
as $$
declare
  me record;
  booking public.bookings;
begin
  if private.link_principal() is null then
    return false;
  end if;
  me := private.portal_link();
  if me.org_id is distinct from private.to_uuid(split_part(portal_reads_object.name, '/', 1)) then
    return false;
  end if;
  select b.* into booking from public.bookings as b where b.org_id = me.org_id and b.id = me.booking_id;
  return exists (
    select
    from private.portal_files(me.org_id, booking, me.scopes) as p
    join public.file_storage as f on f.org_id = me.org_id and f.id = p.file_id
    where f.state = 'ready' and f.sha256 = split_part(portal_reads_object.name, '/', 2)
  );
exception
  when insufficient_privilege or sqlstate 'CO410' then
    return false;
end;
$$;
comment on function private.portal_reads_object(text) is
  'Whether the bytes are of a file that the link of the request opens. '
  'Definer: it decides what a link reads, so it cannot depend on that.';
revoke execute on function private.portal_reads_object(text) from public;
grant execute on function private.portal_reads_object(text) to anon;

-- A policy names what it asks, so strangers need the schema; no table and no other function in it is theirs.
grant usage on schema private to anon;

create policy files_select_link on storage.objects for select to anon
  using (bucket_id = 'files' and private.portal_reads_object(name));

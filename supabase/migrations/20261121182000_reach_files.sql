-- Who may see a file: whoever may read a record it belongs to; until it belongs to one, who sent it. Which records
-- those are is said in one place, so that a new table with files adds a line there and nowhere else.
create function private.file_targets(org uuid, file uuid)
returns table (customer_id uuid, property_id uuid, job_id uuid, booking_id uuid, is_shared boolean)
language plpgsql stable security definer set search_path = '' set plan_cache_mode = auto
as $$
begin
  return query
    select a.customer_id, a.property_id, a.job_id, a.booking_id, false
    from public.attachments as a
    where a.org_id = org and a.file_id = file;
end;
$$;
comment on function private.file_targets(uuid, uuid) is
  'Records a file belongs to; is_shared: every member may see it. '
  'Definer: it decides what the caller may read, so it cannot depend on that.';
revoke execute on function private.file_targets(uuid, uuid) from public;

create function private.can_read_file(org uuid, file uuid) returns boolean
language plpgsql stable security definer set search_path = '' set plan_cache_mode = auto
as $$
declare
  target record;
  is_used boolean := false;
  scope text;
begin
  if org is distinct from private.current_org_id() then
    return false;
  end if;
  for target in select * from private.file_targets(org, file) loop
    is_used := true;
    if target.is_shared then
      return true;
    elsif target.booking_id is not null then
      scope := private.permission_scope('read', 'bookings');
      if scope = 'all' or scope = 'own' and target.booking_id in (select private.own_booking_ids()) then
        return true;
      end if;
    elsif target.job_id is not null then
      scope := private.permission_scope('read', 'jobs');
      if scope = 'all' or scope = 'own' and target.job_id in (select private.own_job_ids()) then
        return true;
      end if;
    elsif target.property_id is not null then
      scope := private.permission_scope('read', 'properties');
      if scope = 'all' or scope = 'own' and target.property_id in (select private.own_property_ids()) then
        return true;
      end if;
    elsif target.customer_id is not null then
      scope := private.permission_scope('read', 'customers');
      if scope = 'all' or scope = 'own' and target.customer_id in (select private.own_customer_ids()) then
        return true;
      end if;
    end if;
  end loop;
  return not is_used and exists (
    select
    from public.file_storage as f
    where f.org_id = org and f.id = file and f.created_by = private.current_user_id()
  );
end;
$$;
comment on function private.can_read_file(uuid, uuid) is
  'Whether the caller may see a file of his organization. '
  'Definer: it decides what the caller may read, so it cannot depend on that.';
revoke execute on function private.can_read_file(uuid, uuid) from public;

-- A name as text: what is no id is no organization and no file of anybody.
create function private.to_uuid(value text) returns uuid
language plpgsql immutable strict set search_path = ''
as $$
begin
  return value::uuid;
exception
  when invalid_text_representation then
    return null;
end;
$$;
comment on function private.to_uuid(text) is 'Text as an id, null where it is none.';
revoke execute on function private.to_uuid(text) from public;

create function private.may_upload(name text) returns boolean
language plpgsql stable security definer set search_path = ''
as $$
begin
  return exists (
    select
    from public.file_storage as f
    where f.org_id = private.current_org_id()
      and f.path = may_upload.name
      and f.id = private.to_uuid(split_part(may_upload.name, '/', 2))
      and f.created_by = private.current_user_id()
      and f.state = 'pending'
      and f.expires_at > now()
  );
end;
$$;
comment on function private.may_upload(text) is
  'Whether the caller declared the file whose bytes go to this name, and they have not come yet. '
  'Definer: it serves a policy, as can_read_file.';
revoke execute on function private.may_upload(text) from public;
grant execute on function private.may_upload(text) to authenticated;

create function private.can_read_object(name text) returns boolean
language plpgsql stable security definer set search_path = ''
as $$
begin
  return exists (
    select
    from public.file_storage as f
    where f.org_id = private.current_org_id()
      and f.org_id = private.to_uuid(split_part(can_read_object.name, '/', 1))
      and f.sha256 = split_part(can_read_object.name, '/', 2)
      and f.state = 'ready'
      and private.can_read_file(f.org_id, f.id)
  );
end;
$$;
comment on function private.can_read_object(text) is
  'Whether one of the files with these bytes is one the caller may see. '
  'Definer: it serves a policy, as can_read_file.';
revoke execute on function private.can_read_object(text) from public;
grant execute on function private.can_read_object(text) to authenticated;

-- One's own declared file is put in place once; nobody overwrites, moves or removes, and nobody reads what is unchecked.
create policy uploads_insert_sender on storage.objects for insert to authenticated
  with check (bucket_id = 'uploads' and private.may_upload(name));
create policy files_select_reader on storage.objects for select to authenticated
  using (bucket_id = 'files' and private.can_read_object(name));

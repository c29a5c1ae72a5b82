-- Undoes "create proof rules".
drop function private.do_time(uuid, public.offline_sync_queue, boolean);
drop function private.do_signature(uuid, public.offline_sync_queue, boolean);
drop function private.do_photo_change(uuid, public.offline_sync_queue, boolean);
drop function private.do_photo_add(uuid, public.offline_sync_queue, boolean);
drop function private.expect_file(uuid, uuid, jsonb);
create or replace function private.file_targets(org uuid, file uuid)
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

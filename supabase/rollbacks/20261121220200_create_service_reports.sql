-- Undoes "create service reports", with all rows.
create or replace function private.file_targets(org uuid, file uuid)
returns table (customer_id uuid, property_id uuid, job_id uuid, booking_id uuid, is_shared boolean)
language plpgsql stable security definer set search_path = '' set plan_cache_mode = auto
as $$
begin
  return query
    select a.customer_id, a.property_id, a.job_id, a.booking_id, false
    from public.attachments as a
    where a.org_id = org and a.file_id = file
    union all
    select null::uuid, null::uuid, null::uuid, p.booking_id, false
    from public.field_photos as p
    where p.org_id = org and p.file_id = file and p.deleted_at is null
    union all
    select null::uuid, null::uuid, null::uuid, g.booking_id, false
    from public.digital_signatures as g
    where g.org_id = org and g.file_id = file;
end;
$$;

drop table public.service_reports;

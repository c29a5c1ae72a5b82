-- The operations that bring proof: photos, signatures, hours. They only add; each has the id the phone gave it, so that
-- sent twice under two operations it is still one.

-- Whoever may see the visit sees what it is proved by.
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

-- The file of a picture or signature: known now, its bytes come later. A signature binds to the sum of the bytes, so one
-- without is none.
create function private.expect_file(org uuid, person uuid, file jsonb) returns void
language plpgsql volatile set search_path = ''
as $$
begin
  if file ->> 'sha256' is null or file ->> 'sha256' !~ '^[0-9a-f]{64}$' or file ->> 'id' is null then
    perform private.invalid('invalid', 'A file has an id and the sum of its bytes.', 'file');
  end if;
  -- The author's already, and the office lets it in: nothing is left to declare.
  perform
  from public.file_storage as f
  where f.org_id = org and f.id = (file ->> 'id')::uuid and f.created_by = person
    and f.declared_sha256 = file ->> 'sha256';
  if found then
    return;
  end if;
  perform private.create_pending_file(org, file);
  perform
  from public.file_storage as f
  where f.org_id = org and f.id = (file ->> 'id')::uuid and f.declared_sha256 = file ->> 'sha256';
  if not found then
    perform private.invalid('invalid', 'This file has other bytes.', 'file');
  end if;
end;
$$;
comment on function private.expect_file(uuid, uuid, jsonb) is
  'Makes {id, name, size_bytes, mime, sha256} known as a file whose bytes are still on the phone.';
revoke execute on function private.expect_file(uuid, uuid, jsonb) from public;

create function private.do_photo_add(org uuid, op public.offline_sync_queue, is_office boolean) returns jsonb
language plpgsql volatile set search_path = ''
as $$
declare
  shown constant public.bookings := private.operation_booking(org, op, is_office, op.booking_id);
  answered constant uuid := (op.payload ->> 'checklist_id')::uuid;
begin
  perform private.require_permission('create', 'photos');
  perform from public.field_photos as p where p.org_id = org and p.id = op.entity_id;
  if found then
    return '{"result": "applied"}';
  end if;
  if (
    select count(*) from public.field_photos as p where p.org_id = org and p.booking_id = shown.id and p.deleted_at is null
  ) >= private.photos_per_visit() then
    perform private.invalid('photo_limit', 'This visit has as many photos as a visit may have.', 'booking_id');
  end if;
  perform
  from public.job_checklists as k
  where k.org_id = org and k.id = answered and k.job_id = shown.job_id
    and k.items @> jsonb_build_array(jsonb_build_object('key', op.payload ->> 'item_key'));
  if answered is not null and not found then
    perform private.invalid('unknown_question', 'This checklist has no such question.', 'item_key');
  end if;
  perform private.expect_file(org, op.user_id, op.payload -> 'file');
  insert into public.field_photos (
    org_id, id, booking_id, file_id, category, caption, taken_at, lat, lng, sha256, checklist_id, item_key, created_by
  )
  values (
    org, op.entity_id, shown.id, (op.payload -> 'file' ->> 'id')::uuid, op.payload ->> 'category',
    private.trimmed(op.payload ->> 'caption'), (op.payload ->> 'taken_at')::timestamptz,
    (op.payload ->> 'lat')::double precision, (op.payload ->> 'lng')::double precision,
    op.payload -> 'file' ->> 'sha256', answered, case when answered is not null then op.payload ->> 'item_key' end,
    op.user_id
  );
  return '{"result": "applied"}';
end;
$$;
comment on function private.do_photo_add(uuid, public.offline_sync_queue, boolean) is 'photo.add.';
revoke execute on function private.do_photo_add(uuid, public.offline_sync_queue, boolean) from public;

-- What is said about a photo that was taken away meanwhile is kept with it.
create function private.do_photo_change(org uuid, op public.offline_sync_queue, is_office boolean) returns jsonb
language plpgsql volatile set search_path = ''
as $$
begin
  perform private.operation_booking(org, op, is_office, op.booking_id);
  if op.kind = 'photo.remove' then
    perform private.require_permission('delete', 'photos');
    update public.field_photos as p
    set deleted_at = now(), deleted_by = op.user_id
    where p.org_id = org and p.id = op.entity_id and p.deleted_at is null;
  else
    perform private.require_permission('update', 'photos');
    update public.field_photos as p
    set category = coalesce(op.payload ->> 'category', p.category),
      caption = case when op.payload ? 'caption' then private.trimmed(op.payload ->> 'caption') else p.caption end
    where p.org_id = org and p.id = op.entity_id;
  end if;
  return '{"result": "applied"}';
end;
$$;
comment on function private.do_photo_change(uuid, public.offline_sync_queue, boolean) is 'photo.update, photo.remove.';
revoke execute on function private.do_photo_change(uuid, public.offline_sync_queue, boolean) from public;

-- The report that was shown must be the report the office has: else the customer signed something else, and a person
-- looks at both. The office may then take the signature under the report as it was shown.
create function private.do_signature(org uuid, op public.offline_sync_queue, is_office boolean) returns jsonb
language plpgsql volatile set search_path = ''
as $$
declare
  signed constant public.bookings := private.operation_booking(org, op, is_office, op.booking_id);
  report constant jsonb := private.visit_report(org, signed.id);
  context constant jsonb := case when is_office then '{}' else private.request_context() end;
begin
  perform private.require_permission(
    (case when is_office then 'update' else 'create' end)::public.permission_type, 'signatures'
  );
  perform from public.digital_signatures as g where g.org_id = org and g.id = op.entity_id;
  if found then
    return '{"result": "applied"}';
  end if;
  if jsonb_typeof(op.payload -> 'report') is distinct from 'object'
    or private.report_sha256(op.payload -> 'report') is distinct from op.payload ->> 'report_sha256' then
    perform private.invalid('invalid', 'The sum is not that of the report.', 'report_sha256');
  end if;
  -- Before the comparison, so that the bytes are welcome also where a person decides about the rest.
  if op.payload ->> 'kind' = 'customer' then
    perform private.expect_file(org, op.user_id, op.payload -> 'file');
  end if;
  if not is_office and private.canonical_json(report) <> private.canonical_json(op.payload -> 'report') then
    return jsonb_build_object(
      'result', 'conflict', 'code', 'report_changed', 'office', jsonb_build_object('report', report),
      'detail', jsonb_build_object('message', 'The report has changed since it was shown.')
    );
  end if;
  insert into public.digital_signatures (
    org_id, id, booking_id, kind, signer_name, file_id, absent_reason, report, report_sha256, signed_at, ip, user_agent,
    device_id, created_by
  )
  values (
    org, op.entity_id, signed.id, op.payload ->> 'kind', private.trimmed(op.payload ->> 'signer_name'),
    case when op.payload ->> 'kind' = 'customer' then (op.payload -> 'file' ->> 'id')::uuid end,
    private.trimmed(op.payload ->> 'absent_reason'), op.payload -> 'report', op.payload ->> 'report_sha256',
    (op.payload ->> 'signed_at')::timestamptz, private.to_inet(context ->> 'ip'), left(context ->> 'user_agent', 500),
    op.device_id, op.user_id
  );
  return '{"result": "applied"}';
end;
$$;
comment on function private.do_signature(uuid, public.offline_sync_queue, boolean) is 'signature.add.';
revoke execute on function private.do_signature(uuid, public.offline_sync_queue, boolean) from public;

create function private.do_time(org uuid, op public.offline_sync_queue, is_office boolean) returns jsonb
language plpgsql volatile set search_path = ''
as $$
declare
  mine constant uuid := (
    select r.id
    from public.bookable_resources as r
    where r.org_id = org and r.user_id = op.user_id and r.deleted_at is null
    order by r.is_active desc, r.id
    limit 1
  );
  entry public.time_entries;
begin
  if not is_office then
    perform private.require_permission('create', 'time_entries');
  end if;
  if mine is null then
    raise exception 'not_found: You are no resource here.' using errcode = 'CO404', hint = 'id';
  end if;
  if op.booking_id is not null or op.payload ->> 'booking_id' is not null then
    perform private.operation_booking(org, op, is_office, op.booking_id);
  end if;
  perform pg_advisory_xact_lock(hashtextextended('hours:' || org || mine, 0));
  select e.* into entry from public.time_entries as e where e.org_id = org and e.id = op.entity_id for no key update;
  if op.kind = 'time.add' then
    if entry.id is null then
      insert into public.time_entries (org_id, id, booking_id, resource_id, kind, starts_at, ends_at, note, created_by)
      values (
        org, op.entity_id, op.booking_id, mine, op.payload ->> 'kind', (op.payload ->> 'starts_at')::timestamptz,
        (op.payload ->> 'ends_at')::timestamptz, private.trimmed(op.payload ->> 'note'), op.user_id
      );
    elsif entry.resource_id <> mine then
      raise exception 'not_found: There is no such entry.' using errcode = 'CO404', hint = 'id';
    end if;
    return '{"result": "applied"}';
  end if;
  if entry.id is null or entry.resource_id <> mine or entry.deleted_at is not null then
    raise exception 'not_found: There is no such entry.' using errcode = 'CO404', hint = 'id';
  end if;
  if entry.ends_at is null then
    update public.time_entries as e
    set ends_at = (op.payload ->> 'ends_at')::timestamptz
    where e.org_id = org and e.id = entry.id;
  elsif entry.ends_at <> (op.payload ->> 'ends_at')::timestamptz then
    return jsonb_build_object(
      'result', 'conflict', 'code', 'already_ended', 'office', jsonb_build_object('ends_at', entry.ends_at)
    );
  end if;
  return '{"result": "applied"}';
end;
$$;
comment on function private.do_time(uuid, public.offline_sync_queue, boolean) is 'time.add, time.end.';
revoke execute on function private.do_time(uuid, public.offline_sync_queue, boolean) from public;

-- What belongs to a record is added by who may read the record and may add files at all; the file must be his own or
-- one he can see. It is taken away by who added it, or by who may take away all.
create function private.attachment_answer(attachment public.attachments) returns jsonb
language plpgsql stable security definer set search_path = '' set plan_cache_mode = auto
as $$
begin
  return (
    select to_jsonb(attachment) - 'org_id' - 'file_id' - 'created_by' - 'edit_count' || jsonb_build_object(
      'file', private.file_answer(f),
      'author', case when p.id is not null then jsonb_build_object('id', p.id, 'name', coalesce(p.name, p.email)) end
    )
    from public.file_storage as f
    left join public.profiles as p on p.id = attachment.created_by
    where f.org_id = attachment.org_id and f.id = attachment.file_id
  );
end;
$$;
comment on function private.attachment_answer(public.attachments) is
  'An attachment with its file and author. Definer: the author''s name would cost a second policy per row.';
revoke execute on function private.attachment_answer(public.attachments) from public;

create function public.create_attachment(payload jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  wanted constant uuid := (payload ->> 'file_id')::uuid;
  answer jsonb;
  made public.attachments;
begin
  perform private.require_permission('create', 'attachments');
  perform private.require_activity_target(org, payload);
  answer := private.claim_idempotency('create_attachment', payload, org);
  if answer is not null then
    return answer;
  end if;
  perform from public.file_storage as f where f.org_id = org and f.id = wanted for share;
  if not found or not private.can_read_file(org, wanted) then
    raise exception 'file_not_found: There is no such file.' using errcode = 'CO422', hint = 'file_id';
  end if;
  insert into public.attachments
    (org_id, file_id, customer_id, property_id, job_id, booking_id, category, caption)
  values (
    org, wanted, (payload ->> 'customer_id')::uuid, (payload ->> 'property_id')::uuid, (payload ->> 'job_id')::uuid,
    (payload ->> 'booking_id')::uuid, coalesce(payload ->> 'category', 'document'), payload ->> 'caption'
  )
  returning * into made;
  return private.remember_answer(org, 201, private.attachment_answer(made));
end;
$$;
comment on function public.create_attachment(jsonb) is
  '{file_id, customer_id|property_id|job_id|booking_id, category?, caption?}: adds a file to a record. '
  'Definer: attachments are written by functions only.';
revoke execute on function public.create_attachment(jsonb) from public, anon;
grant execute on function public.create_attachment(jsonb) to authenticated;

create function private.changeable_attachment(
  permission public.permission_type, attachment uuid, expected bigint
) returns public.attachments
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  scope constant text := private.require_permission(permission, 'attachments');
  held public.attachments;
begin
  select * into held
  from public.attachments as a
  where a.org_id = org and a.id = attachment
  for update;
  if found then
    perform private.require_activity_target(org, to_jsonb(held));
  else
    raise exception 'not_found: There is no such record.' using errcode = 'CO404', hint = 'id';
  end if;
  if scope <> 'all' and held.created_by is distinct from private.current_user_id() then
    raise exception 'forbidden: This was added by somebody else.'
      using errcode = '42501', hint = 'attachments:' || permission;
  end if;
  perform private.require_version(held.version, expected);
  return held;
end;
$$;
comment on function private.changeable_attachment(public.permission_type, uuid, bigint) is
  'The attachment, locked, where the caller may change it in the version he saw. '
  'Definer: attachments are written by functions only.';
revoke execute on function private.changeable_attachment(public.permission_type, uuid, bigint) from public;

create function public.update_attachment(attachment uuid, expected_version bigint, changes jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  held public.attachments := private.changeable_attachment('update', attachment, expected_version);
begin
  update public.attachments as a
  set
    category = case when changes ? 'category' then changes ->> 'category' else a.category end,
    caption = case when changes ? 'caption' then changes ->> 'caption' else a.caption end
  where a.org_id = held.org_id and a.id = held.id
  returning * into held;
  return jsonb_build_object('status', 200, 'data', private.attachment_answer(held));
end;
$$;
comment on function public.update_attachment(uuid, bigint, jsonb) is
  '{category?, caption?}; expected_version null: any. Definer: attachments are written by functions only.';
revoke execute on function public.update_attachment(uuid, bigint, jsonb) from public, anon;
grant execute on function public.update_attachment(uuid, bigint, jsonb) to authenticated;

create function public.delete_attachment(attachment uuid, expected_version bigint) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  held constant public.attachments := private.changeable_attachment('delete', attachment, expected_version);
  answer constant jsonb := private.attachment_answer(held);
begin
  delete from public.attachments as a where a.org_id = held.org_id and a.id = held.id;
  return jsonb_build_object('status', 200, 'data', answer);
end;
$$;
comment on function public.delete_attachment(uuid, bigint) is
  'Takes a file away from its record; expected_version null: any. A file that belongs to nothing is swept away. '
  'Definer: attachments are written by functions only.';
revoke execute on function public.delete_attachment(uuid, bigint) from public, anon;
grant execute on function public.delete_attachment(uuid, bigint) to authenticated;

create function public.list_attachments(target jsonb, before jsonb default null, page_limit integer default 50)
returns setof jsonb
language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_custom_plan
as $$
declare
  org constant uuid := private.require_org();
  before_at constant timestamptz := coalesce((before ->> 'at')::timestamptz, 'infinity');
  before_id constant uuid := coalesce((before ->> 'id')::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff');
  wanted_customer constant uuid := (target ->> 'customer_id')::uuid;
  wanted_property constant uuid := (target ->> 'property_id')::uuid;
  wanted_job constant uuid := (target ->> 'job_id')::uuid;
  wanted_booking constant uuid := (target ->> 'booking_id')::uuid;
begin
  perform private.require_activity_target(org, target);
  return query
    select private.attachment_answer(a)
    from public.attachments as a
    where a.org_id = org
      and (wanted_customer is null or a.customer_id = wanted_customer)
      and (wanted_property is null or a.property_id = wanted_property)
      and (wanted_job is null or a.job_id = wanted_job)
      and (wanted_booking is null or a.booking_id = wanted_booking)
      and (a.created_at, a.id) < (before_at, before_id)
    order by a.created_at desc, a.id desc
    limit private.page_size(page_limit);
end;
$$;
comment on function public.list_attachments(jsonb, jsonb, integer) is
  'Files of one record, newest first; before: {at, id}. '
  'Definer: the authors'' names would cost a second policy per row.';
revoke execute on function public.list_attachments(jsonb, jsonb, integer) from public, anon;
grant execute on function public.list_attachments(jsonb, jsonb, integer) to authenticated;

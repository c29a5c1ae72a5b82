-- Undoes "attach files to requests".
create or replace function private.files_of_scope(s private.person_scope) returns uuid[]
language plpgsql stable set search_path = '' set plan_cache_mode = force_custom_plan
as $$
declare
  found_files uuid[];
begin
  select coalesce(array_agg(distinct n.file_id), '{}') into found_files
  from (
    select a.file_id from public.attachments as a
    where a.org_id = s.org_id and (
      a.customer_id = any (s.customers) or a.property_id = any (s.properties) or a.job_id = any (s.jobs)
      or a.booking_id = any (s.bookings)
    )
    union all
    select p.file_id from public.field_photos as p where p.org_id = s.org_id and p.booking_id = any (s.bookings)
    union all
    select g.file_id from public.digital_signatures as g
    where g.org_id = s.org_id and g.booking_id = any (s.bookings) and g.booking_id <> all (s.kept)
    union all
    select r.file_id from public.service_reports as r
    where r.org_id = s.org_id and r.booking_id = any (s.bookings) and r.booking_id <> all (s.kept)
    union all
    -- A list that brought the person: its lines stand in the file, too.
    select i.file_id
    from private.import_rows as l
    join public.imports as i on i.org_id = l.org_id and i.id = l.import_id
    where l.org_id = s.org_id and l.customer_id = any (s.customers)
    union all
    select b.photo_file_id from public.bookable_resources as b where b.org_id = s.org_id and b.id = any (s.resources)
  ) as n
  where n.file_id is not null;
  return array(
    select f from unnest(found_files) as f
    where not exists (
      select
      from private.file_targets(s.org_id, f) as t
      where not (
        coalesce(t.customer_id = any (s.customers), false) or coalesce(t.property_id = any (s.properties), false)
        or coalesce(t.job_id = any (s.jobs), false)
        or coalesce(t.booking_id = any (s.bookings) and t.booking_id <> all (s.kept), false)
        or (t.is_shared and cardinality(s.resources) > 0)
      )
    )
  );
end;
$$;

update private.personal_data_rows as r
set predicate = 't.customer_id = any (($1).customers) or t.property_id = any (($1).properties) or t.job_id = any (($1).jobs) '
  'or t.booking_id = any (($1).bookings)'
where r.relation = 'public.attachments' and r.person = 'customer';

create or replace function public.list_attachments(target jsonb, before jsonb default null, page_limit integer default 50)
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

create or replace function private.changeable_attachment(
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

create or replace function public.create_attachment(payload jsonb) returns jsonb
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

drop function private.require_attachment_target(uuid, jsonb);

create or replace function private.can_read_file(org uuid, file uuid) returns boolean
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

drop function private.file_targets(uuid, uuid);
create function private.file_targets(org uuid, file uuid)
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
    where g.org_id = org and g.file_id = file
    union all
    select null::uuid, null::uuid, null::uuid, r.booking_id, false
    from public.service_reports as r
    where r.org_id = org and r.file_id = file
    union all
    select null::uuid, null::uuid, null::uuid, null::uuid, true
    from public.organizations as o
    where o.id = org and o.logo_file_id = file
    union all
    select null::uuid, null::uuid, null::uuid, null::uuid, true
    from public.bookable_resources as b
    where b.org_id = org and b.photo_file_id = file and b.deleted_at is null;
end;
$$;
comment on function private.file_targets(uuid, uuid) is
  'Records a file belongs to; is_shared: every member may see it. '
  'Definer: it decides what the caller may read, so it cannot depend on that.';
revoke execute on function private.file_targets(uuid, uuid) from public;

drop trigger forbid_change on public.attachments;
create trigger forbid_change
  before update of org_id, id, file_id, customer_id, property_id, job_id, booking_id, created_by, created_at
  on public.attachments
  for each row execute function private.forbid_change(
    'org_id', 'id', 'file_id', 'customer_id', 'property_id', 'job_id', 'booking_id', 'created_by', 'created_at'
  );

drop policy attachments_select_reader on public.attachments;
delete from public.attachments as a where a.booking_request_id is not null;
alter table public.attachments
  drop constraint attachments_target_check,
  drop column booking_request_id,
  add constraint attachments_target_check check (num_nonnulls(customer_id, property_id, job_id, booking_id) = 1);
comment on table public.attachments is 'Files of one customer, property, job or visit.';
create policy attachments_select_reader on public.attachments for select to authenticated
  using (
    org_id = (select private.current_org_id())
    and (
      (
        customer_id is not null
        and (
          (select private.permission_scope('read', 'customers')) = 'all'
          or (
            (select private.permission_scope('read', 'customers')) = 'own'
            and customer_id in (select private.own_customer_ids())
          )
        )
      )
      or (
        property_id is not null
        and (
          (select private.permission_scope('read', 'properties')) = 'all'
          or (
            (select private.permission_scope('read', 'properties')) = 'own'
            and property_id in (select private.own_property_ids())
          )
        )
      )
      or (
        job_id is not null
        and (
          (select private.permission_scope('read', 'jobs')) = 'all'
          or (
            (select private.permission_scope('read', 'jobs')) = 'own'
            and job_id in (select private.own_job_ids())
          )
        )
      )
      or (
        booking_id is not null
        and (
          (select private.permission_scope('read', 'bookings')) = 'all'
          or (
            (select private.permission_scope('read', 'bookings')) = 'own'
            and booking_id in (select private.own_booking_ids())
          )
        )
      )
    )
  );

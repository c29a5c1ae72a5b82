-- The face a customer will meet at the door. Colleagues see it too: it is shown wherever the person stands.
alter table public.bookable_resources
  add column photo_file_id uuid,
  add constraint bookable_resources_photo_file_id_fkey foreign key (org_id, photo_file_id)
    references public.file_storage (org_id, id);
comment on column public.bookable_resources.photo_file_id is 'A ready image; customers see it on the page of their visit.';

create index bookable_resources_photo_file_idx on public.bookable_resources (org_id, photo_file_id)
  where photo_file_id is not null;

grant select (photo_file_id) on public.bookable_resources to authenticated;

-- Shown to strangers, so it is one that was looked at, and one that whoever names it may see himself.
create function private.check_resource_photo() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  perform
  from public.file_storage as f
  where f.org_id = new.org_id
    and f.id = new.photo_file_id
    and not (
      f.state = 'ready'
      and f.kind = 'image'
      and (private.current_org_id() is null or private.can_read_file(new.org_id, f.id))
    );
  if found then
    raise exception 'invalid_photo: A photo is a picture that was uploaded and checked.'
      using errcode = 'CO422', hint = 'photo_file_id';
  end if;
  return new;
end;
$$;
comment on function private.check_resource_photo() is
  'Refuses a photo that is no checked image. Definer: files are behind a policy of their own.';
revoke execute on function private.check_resource_photo() from public;

create trigger check_photo before update of photo_file_id on public.bookable_resources
  for each row when (new.photo_file_id is not null and new.photo_file_id is distinct from old.photo_file_id)
  execute function private.check_resource_photo();

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

create or replace function public.update_resource(id uuid, expected_version bigint, changes jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  resource public.bookable_resources;
  given public.bookable_resources;
  after bigint;
  parts_changed boolean;
begin
  perform private.require_permission('update', 'resources', 'all');
  resource := private.lock_resource(org, update_resource.id);
  if resource.deleted_at is not null then
    raise exception 'deleted: This was deleted. Restore it to change it.' using errcode = 'CO409';
  end if;
  perform private.require_version(resource.version, expected_version);
  given := jsonb_populate_record(resource, private.flat_home(changes));
  if given.user_id is distinct from resource.user_id then
    perform private.require_planned_member(org, given.user_id);
  end if;
  update public.bookable_resources as r
  set name = given.name,
    user_id = given.user_id,
    email = given.email,
    phone = given.phone,
    home_address = given.home_address,
    home_lat = given.home_lat,
    home_lng = given.home_lng,
    time_zone = given.time_zone,
    color = given.color,
    is_active = given.is_active,
    position = given.position,
    notes = given.notes,
    photo_file_id = given.photo_file_id
  where r.org_id = org and r.id = resource.id
  returning version into after;
  parts_changed := private.set_resource_parts(org, resource.id, changes);
  if parts_changed and after = resource.version then
    update public.bookable_resources as r
    set version = r.version + 1, updated_at = now()
    where r.org_id = org and r.id = resource.id;
  end if;
  return jsonb_build_object('status', 200, 'data', private.resource_row(org, resource.id));
end;
$$;

-- How a company shows itself where its customers look: on reports now, later in mails and behind links. Colour and
-- sender's name were there; its logo and how to reach it were not.
alter table public.organizations
  add column phone text,
  add column email text,
  add column address text,
  add column logo_file_id uuid,
  -- Columns of the key name themselves: the organization is the tenant.
  add constraint organizations_logo_file_id_fkey foreign key (id, logo_file_id)
    references public.file_storage (org_id, id),
  add constraint organizations_phone_check check (phone ~ '^\+[1-9][0-9]{6,14}$'),
  add constraint organizations_email_check check (
    email = lower(email) and length(email) <= 254 and email ~ '^[^@[:space:]]+@[^@[:space:]]+$'
  ),
  add constraint organizations_address_check check (address ~ '\S' and length(address) <= 500);
comment on column public.organizations.phone is 'Where customers reach the company, E.164.';
comment on column public.organizations.email is 'Where customers write to.';
comment on column public.organizations.address is 'As it stands on papers, in lines.';
comment on column public.organizations.logo_file_id is 'A ready image.';

create index organizations_logo_file_idx on public.organizations (id, logo_file_id) where logo_file_id is not null;

grant update (phone, email, address, logo_file_id) on public.organizations to authenticated;

-- A logo is shown to strangers, so it is one that was looked at, and one that whoever names it may see himself.
create function private.check_logo() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  -- A file that is not there at all, or another organization's, is refused by the reference.
  perform
  from public.file_storage as f
  where f.org_id = new.id
    and f.id = new.logo_file_id
    and not (
      f.state = 'ready'
      and f.kind = 'image'
      and (private.current_org_id() is null or private.can_read_file(new.id, f.id))
    );
  if found then
    raise exception 'invalid_logo: A logo is a picture that was uploaded and checked.'
      using errcode = 'CO422', hint = 'logo_file_id';
  end if;
  return new;
end;
$$;
comment on function private.check_logo() is
  'Refuses a logo that is no checked image. Definer: files are behind a policy of their own.';
revoke execute on function private.check_logo() from public;

create trigger check_logo before update of logo_file_id on public.organizations
  for each row when (new.logo_file_id is not null and new.logo_file_id is distinct from old.logo_file_id)
  execute function private.check_logo();

create or replace function private.field_settings(org uuid, person uuid) returns jsonb
language plpgsql stable set search_path = ''
as $$
begin
  return (
    select jsonb_build_object(
      'organization', jsonb_build_object(
        'id', o.id, 'slug', o.slug, 'name', o.name, 'time_zone', o.time_zone, 'locale', o.locale,
        'currency', o.currency, 'phone', o.phone, 'brand_color', o.brand_color, 'logo_file_id', o.logo_file_id
      ),
      'me', jsonb_build_object(
        'user_id', a.id, 'name', coalesce(a.name, a.email), 'role', m.role, 'locale', a.locale,
        'resource', (
          select jsonb_build_object('id', r.id, 'name', r.name, 'time_zone', r.time_zone)
          from public.bookable_resources as r
          where r.org_id = org and r.user_id = person and r.deleted_at is null
          order by r.is_active desc, r.id
          limit 1
        )
      ),
      'limits', jsonb_build_object('photos_per_visit', private.photos_per_visit(), 'photo_max_px', 1600),
      'features', jsonb_build_object('signature_required', private.setting(org, 'field', 'signature_required')),
      'travel', jsonb_build_object(
        'speed_kmh', private.setting(org, 'scheduling', 'travel_speed_kmh'),
        'circuity', private.setting(org, 'scheduling', 'travel_circuity')
      )
    )
    from public.organizations as o
    join public.organization_members as m on m.org_id = org and m.user_id = person
    join public.profiles as a on a.id = person
    where o.id = org
  );
end;
$$;

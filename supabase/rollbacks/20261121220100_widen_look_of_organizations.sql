-- Undoes "widen look of organizations".
create or replace function private.field_settings(org uuid, person uuid) returns jsonb
language plpgsql stable set search_path = ''
as $$
begin
  return (
    select jsonb_build_object(
      'organization', jsonb_build_object(
        'id', o.id, 'slug', o.slug, 'name', o.name, 'time_zone', o.time_zone, 'locale', o.locale,
        'currency', o.currency, 'phone', null, 'brand_color', o.brand_color, 'logo_file_id', null
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

drop trigger check_logo on public.organizations;
drop function private.check_logo();
alter table public.organizations
  drop column phone,
  drop column email,
  drop column address,
  drop column logo_file_id;

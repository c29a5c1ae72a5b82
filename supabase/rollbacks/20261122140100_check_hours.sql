-- Undoes "check hours".
drop function public.check_hours(jsonb);
drop function private.try_hours(jsonb);
drop function private.visits_on_days(uuid, date, date);

create or replace function private.visits_off_business_hours(org uuid) returns setof uuid
language sql stable set search_path = ''
as $$
  select distinct v.id
  from public.bookable_resources as r
  cross join lateral private.visits_off_hours(org, r.id) as v (id)
  where r.org_id = org
    and r.deleted_at is null
    and not exists (select from public.resource_availability as a where a.org_id = org and a.resource_id = r.id)
$$;

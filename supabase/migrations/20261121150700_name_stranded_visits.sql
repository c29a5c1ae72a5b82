-- Another week leaves visits outside of it. Nothing is moved; who changes the hours is told which visits to look at.

-- Of the resources that follow the company's hours; who has a week of his own is not concerned.
create function private.visits_off_business_hours(org uuid) returns setof uuid
language sql stable set search_path = ''
as $$
  select distinct v.id
  from public.bookable_resources as r
  cross join lateral private.visits_off_hours(org, r.id) as v (id)
  where r.org_id = org
    and r.deleted_at is null
    and not exists (select from public.resource_availability as a where a.org_id = org and a.resource_id = r.id)
$$;
comment on function private.visits_off_business_hours(uuid) is
  'Visits ahead that lie outside of the hours of somebody who follows those of the company.';
revoke execute on function private.visits_off_business_hours(uuid) from public;

create or replace function public.replace_business_hours(expected_version bigint, hours jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  before jsonb;
  after jsonb;
  off_before uuid[];
  stranded jsonb;
begin
  perform private.require_permission('update', 'hours', 'all');
  -- Two who save at once: the second waits here and then finds another version.
  perform from public.organizations as o where o.id = org for no key update;
  before := private.business_hours_data(org);
  perform private.require_version((before ->> 'version')::bigint, expected_version);
  off_before := array(select private.visits_off_business_hours(org));
  delete from public.business_hours as h where h.org_id = org;
  insert into public.business_hours (org_id, weekday, opens, closes)
  select org, h.weekday, h.opens, h.closes
  from jsonb_to_recordset(replace_business_hours.hours) as h (weekday integer, opens time, closes time);
  after := private.business_hours_data(org);
  perform private.record_link_change(org, 'hours', org, null, 'hours', before -> 'hours', after -> 'hours');

  select coalesce(
    jsonb_agg(
      jsonb_build_object('id', b.id, 'number', b.number, 'starts_at', b.starts_at) order by b.starts_at, b.id
    ),
    '[]'
  )
  into stranded
  from public.bookings as b
  where b.org_id = org
    and b.id in (select private.visits_off_business_hours(org))
    and b.id <> all (off_before);
  return jsonb_build_object('status', 200, 'data', after || jsonb_build_object('stranded', stranded));
end;
$$;

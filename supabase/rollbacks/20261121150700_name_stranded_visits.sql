-- Undoes "name stranded visits": hours are replaced without a word about visits again.
create or replace function public.replace_business_hours(expected_version bigint, hours jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  before jsonb;
  after jsonb;
begin
  perform private.require_permission('update', 'hours', 'all');
  -- Two who save at once: the second waits here and then finds another version.
  perform from public.organizations as o where o.id = org for no key update;
  before := private.business_hours_data(org);
  perform private.require_version((before ->> 'version')::bigint, expected_version);
  delete from public.business_hours as h where h.org_id = org;
  insert into public.business_hours (org_id, weekday, opens, closes)
  select org, h.weekday, h.opens, h.closes
  from jsonb_to_recordset(replace_business_hours.hours) as h (weekday integer, opens time, closes time);
  after := private.business_hours_data(org);
  perform private.record_link_change(org, 'hours', org, null, 'hours', before -> 'hours', after -> 'hours');
  return jsonb_build_object('status', 200, 'data', after);
end;
$$;
drop function private.visits_off_business_hours(uuid);

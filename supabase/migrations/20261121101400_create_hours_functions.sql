-- Reading and replacing the opening hours. A week has no row of its own to carry a version; its version is a digest of
-- its spans, so two people who open the same week and both save it still find each other.

create function private.digest_version(value text) returns bigint
language sql immutable strict set search_path = ''
as $$
  -- 48 bits: exact as a number in JavaScript. One more, because a version is positive.
  select ('x' || left(encode(sha256(convert_to(value, 'UTF8')), 'hex'), 12))::bit(48)::bigint + 1
$$;
comment on function private.digest_version(text) is
  'A version for a set of rows: a positive number of up to 15 digits.';
revoke execute on function private.digest_version(text) from public;

create function private.business_hours_data(org uuid) returns jsonb
language sql stable set search_path = ''
as $$
  with week as (
    select coalesce(
      jsonb_agg(
        jsonb_build_object('weekday', h.weekday, 'opens', left(h.opens::text, 5), 'closes', left(h.closes::text, 5))
        order by h.weekday, h.opens
      ),
      '[]'
    ) as hours
    from public.business_hours as h
    where h.org_id = org
  )
  select jsonb_build_object('version', private.digest_version(week.hours::text), 'hours', week.hours)
  from week
$$;
comment on function private.business_hours_data(uuid) is 'The week: {version, hours: [{weekday, opens, closes}]}.';
revoke execute on function private.business_hours_data(uuid) from public;

create function public.get_business_hours() returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
begin
  perform private.require_permission('read', 'hours', 'all');
  return private.business_hours_data(org);
end;
$$;
comment on function public.get_business_hours() is
  'The opening hours with their version. Definer: the digest is made by the same function for reading and writing.';
revoke execute on function public.get_business_hours() from public, anon;
grant execute on function public.get_business_hours() to authenticated;

create function public.replace_business_hours(expected_version bigint, hours jsonb) returns jsonb
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
comment on function public.replace_business_hours(bigint, jsonb) is
  'Makes [{weekday, opens, closes}] the week; answers it. Definer: the week is written as a whole or not at all.';
revoke execute on function public.replace_business_hours(bigint, jsonb) from public, anon;
grant execute on function public.replace_business_hours(bigint, jsonb) to authenticated;

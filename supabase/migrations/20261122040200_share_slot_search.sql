-- Members and visitors of the booking page look for free times by the same lines, and their requests are written by the
-- same lines; each asks his own question about rights first.
create function private.search_slots(org uuid, wish jsonb, wanted uuid, asker uuid, most integer) returns jsonb
language plpgsql stable set search_path = ''
as $$
declare
  people jsonb;
  limits jsonb;
  slots jsonb;
  idle uuid[];
begin
  select
    coalesce(jsonb_agg(to_jsonb(r)) filter (where r.refusal is null), '[]'),
    coalesce(jsonb_agg(jsonb_build_object(
      'resource_id', r.resource_id, 'code', r.refusal
    )) filter (where r.refusal is not null), '[]')
  into people, limits
  from private.slot_resources(
    org, wanted, array(select value::uuid from jsonb_array_elements_text(wish -> 'skill_ids')),
    (wish ->> 'zone_id')::uuid, (wish ->> 'is_placed')::boolean, (wish ->> 'from_at')::timestamptz
  ) as r;
  if wanted is not null and people || limits = '[]' then
    perform private.require_known(null, 'resource_id');
  end if;
  if (wish ->> 'from_at')::timestamptz >= (wish ->> 'to_at')::timestamptz then
    return jsonb_build_object('data', '[]'::jsonb, 'limits', limits);
  end if;

  select coalesce(jsonb_agg(c.slot order by c.place), '[]') into slots
  from private.slot_candidates(org, people, wish, asker, most) with ordinality as c (resource_id, slot, place);
  -- With the answer full, who is not in it may be free all the same.
  if jsonb_array_length(slots) < most then
    idle := array(
      select (value ->> 'resource_id')::uuid from jsonb_array_elements(people)
      except
      select (value #>> '{resource_ids,0}')::uuid from jsonb_array_elements(slots)
    );
    if cardinality(idle) > 0 then
      select limits || coalesce(jsonb_agg(jsonb_strip_nulls(to_jsonb(l))), '[]') into limits
      from private.slot_limits(org, idle, people, wish) as l;
    end if;
  end if;
  return jsonb_build_object('data', slots, 'limits', limits);
end;
$$;
comment on function private.search_slots(uuid, jsonb, uuid, uuid, integer) is
  'Free times for a wish of slot_wish and scheduling_settings: {data: [slot], limits: [{resource_id, code, until?}]}. '
  'The caller has been asked for his right.';
revoke execute on function private.search_slots(uuid, jsonb, uuid, uuid, integer) from public;

create or replace function public.find_available_slots(payload jsonb) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
begin
  perform private.require_permission('read', 'slots', 'all');
  return private.search_slots(
    org, to_jsonb(private.slot_wish(org, payload)) || to_jsonb(private.scheduling_settings(org)),
    (payload ->> 'resource_id')::uuid, private.current_user_id(),
    greatest(1, least(coalesce((payload ->> 'limit')::integer, 50), 200))
  );
end;
$$;

create function private.insert_booking_request(org uuid, payload jsonb) returns public.booking_requests
language plpgsql volatile set search_path = ''
as $$
declare
  given constant public.booking_requests := jsonb_populate_record(
    null::public.booking_requests,
    '{"preferred": [], "priority": "normal", "source": "phone"}'
      || jsonb_strip_nulls((payload - 'address') || coalesce(payload -> 'address', '{}'))
  );
  made public.booking_requests;
begin
  insert into public.booking_requests (
    org_id, number, customer_id, property_id, name, phone, email, line1, line2, city, region, postcode, country, lat,
    lng, service_type_id, description, wishes, preferred, priority, source
  )
  values (
    org, private.take_number(org, 'request'), given.customer_id, given.property_id, given.name, given.phone,
    given.email, given.line1, given.line2, given.city, given.region, given.postcode, given.country, given.lat,
    given.lng, given.service_type_id, given.description, given.wishes, given.preferred, given.priority, given.source
  )
  returning * into made;
  return made;
end;
$$;
comment on function private.insert_booking_request(uuid, jsonb) is
  'A new request from its fields, the address nested or flat. The caller has been asked for his right.';
revoke execute on function private.insert_booking_request(uuid, jsonb) from public;

create or replace function public.create_booking_request(payload jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  answer jsonb;
  made public.booking_requests;
begin
  perform private.require_permission('create', 'booking_requests', 'all');
  answer := private.claim_idempotency('create_booking_request', payload, org);
  if answer is not null then
    return answer;
  end if;
  made := private.insert_booking_request(org, payload);
  return private.remember_answer(
    org, 201, (select d.data from private.booking_request_json(org, array[made.id]) as d)
  );
end;
$$;

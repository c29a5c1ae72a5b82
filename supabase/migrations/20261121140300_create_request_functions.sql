-- Taking down, deciding and listing requests. Taking down and deciding are definer functions, because numbers and
-- states are nobody's columns; each starts with its own question whether the caller may.

-- A request with the few words of other records that its line shows.
create function private.booking_request_json(org uuid, ids uuid[]) returns table (id uuid, data jsonb)
language plpgsql stable set search_path = ''
as $$
declare
  sees_customers constant boolean := private.sees_part('all', 'customers');
  sees_places constant boolean := private.sees_part('all', 'properties');
begin
  return query
    select
      r.id,
      to_jsonb(r) || jsonb_build_object(
        'customer', case when c.id is not null and sees_customers then
          jsonb_build_object('id', c.id, 'display_name', c.display_name, 'phone', c.phone) end,
        'property', case when p.id is not null and sees_places then
          jsonb_build_object('id', p.id, 'line1', p.line1, 'city', p.city) end,
        'service_type', case when t.id is not null then
          jsonb_build_object('id', t.id, 'name', t.name, 'color', t.color) end,
        'job', case when j.id is not null then jsonb_build_object('id', j.id, 'number', j.number) end,
        'decided_by', case when a.id is not null then
          jsonb_build_object('id', a.id, 'name', coalesce(a.name, a.email)) end
      )
    from public.booking_requests as r
    left join public.customers as c on c.org_id = org and c.id = r.customer_id
    left join public.properties as p on p.org_id = org and p.id = r.property_id
    left join public.service_types as t on t.org_id = org and t.id = r.service_type_id
    left join public.jobs as j on j.org_id = org and j.id = r.job_id
    left join public.profiles as a on a.id = r.decided_by
    where r.org_id = org and r.id = any (ids);
end;
$$;
comment on function private.booking_request_json(uuid, uuid[]) is 'Requests as lists and pages show them.';
revoke execute on function private.booking_request_json(uuid, uuid[]) from public;

create function public.create_booking_request(payload jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  answer jsonb;
  given public.booking_requests;
  made public.booking_requests;
begin
  perform private.require_permission('create', 'booking_requests', 'all');
  answer := private.claim_idempotency('create_booking_request', payload, org);
  if answer is not null then
    return answer;
  end if;
  given := jsonb_populate_record(
    null::public.booking_requests,
    '{"preferred": [], "priority": "normal", "source": "phone"}'
      || jsonb_strip_nulls((payload - 'address') || coalesce(payload -> 'address', '{}'))
  );
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
  return private.remember_answer(
    org, 201, (select d.data from private.booking_request_json(org, array[made.id]) as d)
  );
end;
$$;
comment on function public.create_booking_request(jsonb) is
  'A new request from its fields, the address nested or flat; answers the row. '
  'Definer: numbers are taken by functions only.';
revoke execute on function public.create_booking_request(jsonb) from public, anon;
grant execute on function public.create_booking_request(jsonb) to authenticated;

-- Whom the job is for: the customer named now, else the one the request names, else a new one made from what is
-- given now over what the request says.
create function private.request_customer(org uuid, request public.booking_requests, payload jsonb) returns uuid
language plpgsql volatile set search_path = ''
as $$
declare
  named constant uuid := coalesce((payload ->> 'customer_id')::uuid, request.customer_id);
  given public.customers;
  made uuid;
begin
  if named is not null then
    perform private.require_customer(org, named);
    return named;
  end if;
  perform private.require_permission('create', 'customers', 'all');
  given := jsonb_populate_record(
    null::public.customers,
    jsonb_build_object(
      'kind', 'person',
      -- The last word of a name is the family's; who knows better says so in `customer`.
      'first_name', nullif(regexp_replace(request.name, '\s*\S+\s*$', ''), ''),
      'last_name', substring(request.name from '(\S+)\s*$'),
      'phone', request.phone,
      'email', request.email
    ) || jsonb_strip_nulls(coalesce(payload -> 'customer', '{}'))
  );
  insert into public.customers (
    org_id, kind, first_name, last_name, company_name, email, phone, locale, source, notes
  )
  values (
    org, given.kind, given.first_name, given.last_name, given.company_name, given.email, given.phone, given.locale,
    coalesce(given.source, request.source), given.notes
  )
  returning id into made;
  return made;
end;
$$;
comment on function private.request_customer(uuid, public.booking_requests, jsonb) is
  'The customer a request becomes work for, made where there is none.';
revoke execute on function private.request_customer(uuid, public.booking_requests, jsonb) from public;

create function private.request_property(
  org uuid, request public.booking_requests, customer uuid, payload jsonb
) returns uuid
language plpgsql volatile set search_path = ''
as $$
declare
  named constant uuid := coalesce((payload ->> 'property_id')::uuid, request.property_id);
  wish constant jsonb := coalesce(payload -> 'property', '{}');
  given public.properties;
  made uuid;
begin
  if named is not null then
    perform from public.properties as p
    where p.org_id = org and p.id = named and p.customer_id = customer and p.deleted_at is null;
    if not found then
      raise exception 'property_not_found: This customer has no such property.'
        using errcode = 'CO422', hint = 'property_id';
    end if;
    return named;
  end if;
  perform private.require_permission('create', 'properties', 'all');
  given := jsonb_populate_record(
    null::public.properties,
    jsonb_build_object(
      'line1', request.line1, 'line2', request.line2, 'city', request.city, 'region', request.region,
      'postcode', request.postcode, 'lat', request.lat, 'lng', request.lng, 'country', coalesce(
        request.country, (select o.country from public.organizations as o where o.id = org)
      )
    ) || jsonb_strip_nulls((wish - 'address') || coalesce(wish -> 'address', '{}'))
  );
  insert into public.properties (
    org_id, customer_id, name, line1, line2, city, region, postcode, country, lat, lng, time_zone, access_notes,
    is_primary
  )
  values (
    org, customer, given.name, given.line1, given.line2, given.city, given.region, given.postcode, given.country,
    given.lat, given.lng, given.time_zone, given.access_notes,
    not exists (
      select from public.properties as p where p.org_id = org and p.customer_id = customer and p.deleted_at is null
    )
  )
  returning id into made;
  return made;
end;
$$;
comment on function private.request_property(uuid, public.booking_requests, uuid, jsonb) is
  'The place a request becomes work at, made where there is none.';
revoke execute on function private.request_property(uuid, public.booking_requests, uuid, jsonb) from public;

create function private.request_job(
  org uuid, request public.booking_requests, customer uuid, property uuid, wish jsonb
) returns uuid
language plpgsql volatile set search_path = ''
as $$
declare
  service constant uuid := coalesce((wish ->> 'service_type_id')::uuid, request.service_type_id);
  job public.jobs := private.insert_job(org, jsonb_strip_nulls(
    jsonb_build_object(
      'title', coalesce(
        (select t.name from public.service_types as t where t.org_id = org and t.id = service),
        left(split_part(request.description, E'\n', 1), 200), request.number
      ),
      'description', request.description, 'wishes', request.wishes, 'priority', request.priority,
      'source', request.source
    ) || jsonb_strip_nulls(wish)
      || jsonb_build_object('customer_id', customer, 'property_id', property, 'service_type_id', service)
  ));
begin
  return job.id;
end;
$$;
comment on function private.request_job(uuid, public.booking_requests, uuid, uuid, jsonb) is
  'The job a request becomes: what is given now over what was asked for.';
revoke execute on function private.request_job(uuid, public.booking_requests, uuid, uuid, jsonb) from public;

create function public.decide_booking_request(payload jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  decision constant text := payload ->> 'decision';
  answer jsonb;
  request public.booking_requests;
  customer uuid;
  property uuid;
  job uuid;
begin
  perform private.require_permission('update', 'booking_requests', 'all');
  if decision = 'plan' then
    perform private.require_permission('create', 'jobs', 'all');
  end if;
  answer := private.claim_idempotency('decide_booking_request', payload, org);
  if answer is not null then
    return answer;
  end if;
  select r.* into request
  from public.booking_requests as r
  where r.org_id = org and r.id = (payload ->> 'id')::uuid
  for no key update;
  if not found then
    raise exception 'not_found: There is no such request.' using errcode = 'CO404', hint = 'id';
  end if;
  perform private.require_version(request.version, (payload ->> 'expected_version')::bigint);
  if request.status <> 'new' then
    raise exception 'already_decided: This request is already %.', request.status using errcode = 'CO409';
  end if;

  if decision = 'plan' then
    customer := private.request_customer(org, request, payload);
    property := private.request_property(org, request, customer, payload);
    job := private.request_job(org, request, customer, property, coalesce(payload -> 'job', '{}'));
  elsif decision is distinct from 'decline' then
    raise exception 'invalid: A request is planned or declined.' using errcode = 'CO422', hint = 'decision';
  elsif coalesce(payload ->> 'reason', '') !~ '\S' then
    raise exception 'reason_required: Say why the request is declined.' using errcode = 'CO422', hint = 'reason';
  end if;
  update public.booking_requests as r
  set status = case decision when 'plan' then 'planned' else 'declined' end,
      declined_reason = case decision when 'decline' then payload ->> 'reason' end,
      customer_id = coalesce(customer, r.customer_id),
      property_id = coalesce(property, r.property_id),
      job_id = job,
      decided_by = private.current_user_id(),
      decided_at = now()
  where r.org_id = org and r.id = request.id
  returning * into request;
  return private.remember_answer(org, 200, jsonb_build_object(
    'request', (select d.data from private.booking_request_json(org, array[request.id]) as d),
    'job_id', job, 'customer_id', customer, 'property_id', property
  ));
end;
$$;
comment on function public.decide_booking_request(jsonb) is
  'Plans or declines {id, expected_version, decision, reason?, customer?, property?, job?}: planning makes the '
  'customer, property and job that are missing; answers {request, job_id, customer_id, property_id}. '
  'Definer: states are changed by functions only.';
revoke execute on function public.decide_booking_request(jsonb) from public, anon;
grant execute on function public.decide_booking_request(jsonb) to authenticated;

-- What is new is triaged from the oldest on; what was decided is looked up from the newest back. Texts are matched in
-- the rows themselves: the new ones are few, and of the decided ones only the latest thousand are looked through.
create function public.list_booking_requests(
  filters jsonb default '{}', page_limit integer default 50, after_key jsonb default null
) returns setof jsonb
language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_custom_plan
as $$
declare
  org constant uuid := private.require_org();
  wanted_status constant text := filters ->> 'status';
  is_triage constant boolean := coalesce(wanted_status = 'new', false);
  wanted_source constant text := filters ->> 'source';
  wanted_priority constant text := filters ->> 'priority';
  wanted_customer constant uuid := (filters ->> 'customer_id')::uuid;
  wanted_job constant uuid := (filters ->> 'job_id')::uuid;
  updated_after constant timestamptz := (filters ->> 'updated_after')::timestamptz;
  words constant text[] := private.search_patterns(coalesce(filters ->> 'q', ''));
  after_at constant timestamptz := (after_key ->> 'created_at')::timestamptz;
  after_id constant uuid := (after_key ->> 'id')::uuid;
  ids uuid[];
begin
  perform private.require_permission('read', 'booking_requests', 'all');
  with found as (
    select r.*
    from public.booking_requests as r
    where r.org_id = org
      and (wanted_status is null or r.status = wanted_status)
      and (wanted_source is null or r.source = wanted_source)
      and (wanted_priority is null or r.priority = wanted_priority)
      and (wanted_customer is null or r.customer_id = wanted_customer)
      and (wanted_job is null or r.job_id = wanted_job)
      and (updated_after is null or r.updated_at > updated_after)
      and (
        after_id is null
        or (is_triage and (r.created_at, r.id) > (after_at, after_id))
        or (not is_triage and (r.created_at, r.id) < (after_at, after_id))
      )
    order by
      case when is_triage then r.created_at end, case when is_triage then r.id end, r.created_at desc, r.id desc
    limit case when cardinality(words) = 0 then private.page_size(page_limit) else 1000 end
  )
  select array_agg(f.id order by f.position) into ids
  from (
    select f.id, row_number() over () as position
    from found as f
    where cardinality(words) = 0
      or ' ' || private.search_key(concat_ws(
        ' ', f.number, f.name, f.email, substr(f.phone, 2), f.line1, f.postcode, f.city, f.description
      )) like all (words)
    limit private.page_size(page_limit)
  ) as f;
  return query
    select d.data
    from unnest(ids) with ordinality as k (id, position)
    join private.booking_request_json(org, ids) as d on d.id = k.id
    order by k.position;
end;
$$;
comment on function public.list_booking_requests(jsonb, integer, jsonb) is
  'Requests: new ones oldest first, others newest first. filters: status, source, priority, customer_id, job_id, q, '
  'updated_after; after_key: {created_at, id}. Definer: names of other records would cost a policy each per row.';
revoke execute on function public.list_booking_requests(jsonb, integer, jsonb) from public, anon;
grant execute on function public.list_booking_requests(jsonb, integer, jsonb) to authenticated;

create function public.get_booking_request(id uuid) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  found_data jsonb;
begin
  perform private.require_permission('read', 'booking_requests', 'all');
  select d.data into found_data from private.booking_request_json(org, array[get_booking_request.id]) as d;
  if found_data is null then
    raise exception 'not_found: There is no such request.' using errcode = 'CO404', hint = 'id';
  end if;
  return found_data;
end;
$$;
comment on function public.get_booking_request(uuid) is
  'One request as its page shows it; CO404. Definer: as list_booking_requests.';
revoke execute on function public.get_booking_request(uuid) from public, anon;
grant execute on function public.get_booking_request(uuid) to authenticated;

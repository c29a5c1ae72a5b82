-- Making and removing sample data.

create function private.create_sample_people(place public.organizations) returns uuid[]
language plpgsql volatile set search_path = ''
as $$
declare
  made uuid[];
begin
  with people as (
    insert into public.bookable_resources (org_id, kind, name, time_zone, color, position)
    select
      place.id, 'technician',
      w.name || case when left(place.locale, 2) = 'de' then ' (Beispiel)' else ' (sample)' end,
      place.time_zone, w.color, 900 + w.color
    from (values ('Robin', 2), ('Kim', 8)) as w (name, color)
    returning id
  ),
  -- They have the skills of the trade, or none of the visits could be theirs.
  skilled as (
    insert into public.resource_skills (org_id, resource_id, skill_id, certificate_number, expires_on)
    select place.id, p.id, s.id, case when s.requires_certificate then 'SAMPLE' end,
      case when s.requires_certificate then current_date + 365 end
    from people as p
    cross join public.skills as s
    where s.org_id = place.id and s.deleted_at is null
  ),
  listed as (
    insert into public.sample_records (org_id, resource_id) select place.id, p.id from people as p
  )
  select array_agg(p.id) into made from people as p;
  return made;
end;
$$;
comment on function private.create_sample_people(public.organizations) is 'Two technicians; answers their ids.';
revoke execute on function private.create_sample_people(public.organizations) from public;

create function private.create_sample_tag(place public.organizations) returns uuid
language plpgsql volatile set search_path = ''
as $$
declare
  word constant text := case when left(place.locale, 2) = 'de' then 'Beispiel' else 'Sample' end;
  tag uuid;
begin
  select t.id into tag
  from public.tags as t
  where t.org_id = place.id and t.deleted_at is null and private.search_key(t.name) = private.search_key(word);
  if tag is null then
    insert into public.tags (org_id, name, color) values (place.id, word, 6) returning id into tag;
    insert into public.sample_records (org_id, tag_id) values (place.id, tag);
  end if;
  return tag;
end;
$$;
comment on function private.create_sample_tag(public.organizations) is
  'The tag all samples carry; one''s own stays one''s own.';
revoke execute on function private.create_sample_tag(public.organizations) from public;

-- One customer with place and job; and, where the sample says when, the visit.
create function private.create_sample(
  place public.organizations, sample private.default_samples, tag uuid, people uuid[], service public.service_types
) returns void
language plpgsql volatile set search_path = ''
as $$
declare
  customer uuid;
  property uuid;
  job public.jobs;
  starts timestamptz;
begin
  insert into public.customers (org_id, kind, first_name, last_name, company_name, email, source)
  values (
    place.id, sample.kind, sample.first_name, sample.last_name, sample.company_name,
    'sample' || sample.position || '@example.com', 'sample'
  )
  returning id into customer;
  insert into public.sample_records (org_id, customer_id) values (place.id, customer);
  insert into public.customer_tags (org_id, customer_id, tag_id) values (place.id, customer, tag);
  insert into public.properties (org_id, customer_id, line1, city, country, time_zone, is_primary)
  values (
    place.id, customer, private.in_language(sample.line1, place.locale),
    case when left(place.locale, 2) = 'de' then 'Musterstadt' else 'Sampletown' end, place.country,
    place.time_zone, true
  )
  returning id into property;
  job := private.insert_job(place.id, jsonb_build_object(
    'customer_id', customer, 'property_id', property, 'service_type_id', service.id,
    'title', coalesce(
      service.name, private.in_language('{"en": "Sample visit", "de": "Beispieltermin"}', place.locale)
    ),
    'wishes', private.in_language(sample.wishes, place.locale), 'source', 'other', 'tag_ids', jsonb_build_array(tag)
  ));
  select d.opens_at + make_interval(mins => sample.after_min)
  into starts
  from private.next_open_days(place.id, place.time_zone, 2) as d
  where d.number = sample.open_day;
  if starts is not null then
    perform private.insert_booking(place.id, jsonb_build_object(
      'job_id', job.id, 'starts_at', starts,
      'arrival_window', jsonb_build_object('starts_at', starts, 'ends_at', starts + interval '1 hour'),
      'assignments', jsonb_build_array(
        jsonb_build_object('resource_id', people[sample.position % 2 + 1], 'role', 'lead')
      )
    ));
  end if;
end;
$$;
comment on function private.create_sample(
  public.organizations, private.default_samples, uuid, uuid[], public.service_types
) is 'A sample customer with place, job and visit.';
revoke execute on function private.create_sample(
  public.organizations, private.default_samples, uuid, uuid[], public.service_types
) from public;

create function public.create_sample_data(payload jsonb default '{}') returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  answer jsonb;
  place public.organizations;
  people uuid[];
  tag uuid;
  sample private.default_samples;
  service public.service_types;
begin
  perform private.require_permission('update', 'settings', 'all');
  answer := private.claim_idempotency('create_sample_data', payload, org);
  if answer is not null then
    return answer;
  end if;
  -- Two clicks at once make one set.
  select o.* into place from public.organizations as o where o.id = org for no key update;
  if exists (select from public.sample_records as s where s.org_id = org) then
    raise exception 'duplicate: The sample data is there already.' using errcode = 'CO409';
  end if;
  people := private.create_sample_people(place);
  tag := private.create_sample_tag(place);
  for sample in select d.* from private.default_samples as d order by d.position loop
    -- The services in turn, short ones first: a sample visit is over before the next begins.
    select t.* into service
    from public.service_types as t
    where t.org_id = org and t.deleted_at is null and t.is_active and t.duration_min <= 120
    order by t.position, t.id
    offset (sample.position - 1) % greatest(1, (
      select count(*)
      from public.service_types as t
      where t.org_id = org and t.deleted_at is null and t.is_active and t.duration_min <= 120
    ))
    limit 1;
    perform private.create_sample(place, sample, tag, people, service);
  end loop;
  return private.remember_answer(org, 201, private.sample_count(org));
end;
$$;
comment on function public.create_sample_data(jsonb) is
  'Sample technicians, customers, jobs and visits; answers how many. Definer: visits and samples are nobody''s tables.';
revoke execute on function public.create_sample_data(jsonb) from public, anon;
grant execute on function public.create_sample_data(jsonb) to authenticated;

-- With the customers go their places, jobs and visits, also what somebody added to them. A sample technician who was
-- sent to a real customer meanwhile stays: his visits are real.
create function public.remove_sample_data(payload jsonb default '{}') returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  answer jsonb;
  had jsonb;
  customers uuid[];
begin
  perform private.require_permission('update', 'settings', 'all');
  answer := private.claim_idempotency('remove_sample_data', payload, org);
  if answer is not null then
    return answer;
  end if;
  perform from public.organizations as o where o.id = org for no key update;
  had := private.sample_count(org);
  customers := array(
    select s.customer_id from public.sample_records as s where s.org_id = org and s.customer_id is not null
  );
  delete from public.bookings as b
  using public.jobs as j
  where b.org_id = org and j.org_id = org and j.id = b.job_id and j.customer_id = any (customers);
  delete from public.jobs as j where j.org_id = org and j.customer_id = any (customers);
  delete from public.customers as c where c.org_id = org and c.id = any (customers);
  delete from public.bookable_resources as r
  using public.sample_records as s
  where s.org_id = org
    and r.org_id = org
    and r.id = s.resource_id
    and not exists (select from public.booking_assignments as a where a.org_id = org and a.resource_id = r.id);
  delete from public.tags as t using public.sample_records as s
  where s.org_id = org and t.org_id = org and t.id = s.tag_id;
  delete from public.sample_records as s where s.org_id = org;
  return private.remember_answer(org, 200, had);
end;
$$;
comment on function public.remove_sample_data(jsonb) is
  'Removes all sample data for good; answers how much it was. Definer: nobody deletes rows by hand.';
revoke execute on function public.remove_sample_data(jsonb) from public, anon;
grant execute on function public.remove_sample_data(jsonb) to authenticated;

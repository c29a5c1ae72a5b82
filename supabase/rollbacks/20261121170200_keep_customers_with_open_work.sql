-- Undoes "keep customers with open work".
create or replace function public.delete_customer(id uuid, expected_version bigint) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  customer public.customers := private.lock_customer(org, delete_customer.id, 'delete', 'customers');
begin
  perform private.require_version(customer.version, expected_version);
  if customer.deleted_at is null then
    update public.customer_contacts as p
    set deleted_at = now(), deleted_by = private.current_user_id()
    where p.org_id = org and p.customer_id = customer.id and p.deleted_at is null;
    update public.properties as p
    set deleted_at = now(), deleted_by = private.current_user_id()
    where p.org_id = org and p.customer_id = customer.id and p.deleted_at is null;
    update public.customers as c
    set deleted_at = now(), deleted_by = private.current_user_id()
    where c.org_id = org and c.id = customer.id
    returning * into customer;
  end if;
  return jsonb_build_object('status', 200, 'data', to_jsonb(customer));
end;
$$;

create or replace function private.insert_job(org uuid, payload jsonb) returns public.jobs
language plpgsql volatile set search_path = ''
as $$
declare
  given constant public.jobs := jsonb_populate_record(null::public.jobs, payload);
  made public.jobs;
begin
  perform from public.customers as c where c.org_id = org and c.id = given.customer_id and c.deleted_at is null;
  if not found then
    perform private.invalid('customer_not_found', 'There is no such customer.', 'customer_id');
  end if;
  perform from public.properties as p where p.org_id = org and p.id = given.property_id and p.deleted_at is null;
  if not found then
    perform private.invalid('property_not_found', 'There is no such property.', 'property_id');
  end if;
  perform private.check_service_type(org, given.service_type_id);
  perform from public.jobs as j where j.org_id = org and j.id = given.follow_up_of and j.deleted_at is null;
  if given.follow_up_of is not null and not found then
    perform private.invalid('job_not_found', 'There is no such job.', 'follow_up_of');
  end if;
  insert into public.jobs (
    org_id, number, customer_id, property_id, service_type_id, title, description, priority, due_on, duration_min,
    source, wishes, follow_up_of
  )
  values (
    org, private.take_number(org, 'job'), given.customer_id, given.property_id, given.service_type_id,
    given.title, given.description,
    coalesce(
      given.priority,
      (select s.priority from public.service_types as s where s.org_id = org and s.id = given.service_type_id),
      'normal'
    ),
    given.due_on, given.duration_min,
    coalesce(given.source, case when given.follow_up_of is not null then 'follow_up' else 'phone' end), given.wishes,
    given.follow_up_of
  )
  returning * into made;
  if payload ? 'tag_ids' then
    perform private.set_job_tags(org, made.id, array(
      select t::uuid from jsonb_array_elements_text(payload -> 'tag_ids') as t
    ));
  end if;
  return made;
end;
$$;
drop function private.refuse_open_work(uuid, uuid);
drop function private.open_work(uuid, uuid);

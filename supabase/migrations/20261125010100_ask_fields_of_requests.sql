-- A request that is planned makes a customer and a job: what is said of their custom fields while it is planned is asked
-- for and kept, as wherever else they are made. Planned without a word of them, nobody is held up.

create or replace function private.request_customer(org uuid, request public.booking_requests, payload jsonb) returns uuid
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
  if payload -> 'customer' ? 'custom_fields' then
    perform private.require_fields(org, 'customer', payload -> 'customer' -> 'custom_fields', true);
  end if;
  given := jsonb_populate_record(
    null::public.customers,
    jsonb_build_object(
      'kind', 'person',
      -- The last word of a name is the family's; who knows better says so in `customer`.
      'first_name', nullif(regexp_replace(request.name, '\s*\S+\s*$', ''), ''),
      'last_name', substring(request.name from '(\S+)\s*$'),
      'phone', request.phone,
      'email', request.email,
      'locale', request.locale
    ) || jsonb_strip_nulls(coalesce(payload -> 'customer', '{}'))
  );
  insert into public.customers (
    org_id, kind, first_name, last_name, company_name, email, phone, locale, source, notes, custom_fields
  )
  values (
    org, given.kind, given.first_name, given.last_name, given.company_name, given.email, given.phone, given.locale,
    coalesce(given.source, request.source), given.notes, coalesce(given.custom_fields, '{}')
  )
  returning id into made;
  return made;
end;
$$;

create or replace function private.request_job(
  org uuid, request public.booking_requests, customer uuid, property uuid, wish jsonb
) returns uuid
language plpgsql volatile set search_path = ''
as $$
declare
  service constant uuid := coalesce((wish ->> 'service_type_id')::uuid, request.service_type_id);
  job public.jobs;
begin
  if wish ? 'custom_fields' then
    perform private.require_fields(org, 'job', wish -> 'custom_fields', true);
  end if;
  job := private.insert_job(org, jsonb_strip_nulls(
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
  return job.id;
end;
$$;

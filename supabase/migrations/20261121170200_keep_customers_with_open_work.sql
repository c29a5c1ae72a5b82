-- A customer could be deleted while people were still on their way to him: his visits stayed on the board with a name
-- that no list and no search found any more. Open work is finished or called off first.

-- Visits that are not over, and jobs that wait for one. A job is named by its visit where it has an open one.
create function private.open_work(org uuid, customer uuid) returns table (kind text, id uuid, number text)
language plpgsql stable rows 10 set search_path = ''
as $$
begin
  return query
    select w.kind, w.id, w.number
    from public.jobs as j
    cross join lateral (
      select 'visit' as kind, b.id, b.number, b.starts_at
      from public.bookings as b
      where b.org_id = org and b.job_id = j.id and b.status not in ('completed', 'closed', 'cancelled', 'no_show')
      union all
      select 'job', j.id, j.number, null
      where j.status in ('new', 'scheduled', 'in_progress', 'on_hold')
        and not exists (
          select from public.bookings as b
          where b.org_id = org and b.job_id = j.id and b.status not in ('completed', 'closed', 'cancelled', 'no_show')
        )
    ) as w
    where j.org_id = org and j.customer_id = customer and j.deleted_at is null
    order by w.starts_at, w.id;
end;
$$;
comment on function private.open_work(uuid, uuid) is
  'What is still to be done for a customer: open visits by time, then jobs without one.';
revoke execute on function private.open_work(uuid, uuid) from public;

-- Who may not read jobs and visits learns how many there are.
create function private.refuse_open_work(org uuid, customer uuid) returns void
language plpgsql stable set search_path = ''
as $$
declare
  found_work constant jsonb := (
    select coalesce(jsonb_agg(to_jsonb(w) order by w.place), '[]')
    from private.open_work(org, customer) with ordinality as w (kind, id, number, place)
  );
  is_named constant boolean := private.sees_part('all', 'jobs') and private.sees_part('all', 'bookings');
begin
  if found_work = '[]' then
    return;
  end if;
  raise exception 'customer_has_visits: There is still work to do for this customer. Finish it or call it off first.'
    using errcode = 'CO409', detail = jsonb_build_object(
      'open_count', jsonb_array_length(found_work),
      'open', case when is_named then (
        select jsonb_agg(e.work - 'place' order by e.place)
        from jsonb_array_elements(found_work) with ordinality as e (work, place)
        where e.place <= 5
      ) else '[]' end
    )::text;
end;
$$;
comment on function private.refuse_open_work(uuid, uuid) is
  'Raises CO409 customer_has_visits with {open_count, open: [{kind, id, number}], at most five}.';
revoke execute on function private.refuse_open_work(uuid, uuid) from public;

create or replace function public.delete_customer(id uuid, expected_version bigint) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  customer public.customers := private.lock_customer(org, delete_customer.id, 'delete', 'customers');
begin
  perform private.require_version(customer.version, expected_version);
  if customer.deleted_at is null then
    perform private.refuse_open_work(org, customer.id);
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
  -- Shared, so that nobody deletes the customer before the job is there to be seen.
  perform from public.customers as c
  where c.org_id = org and c.id = given.customer_id and c.deleted_at is null
  for share;
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

-- Undoes "tell field work".
drop trigger tell_notes on public.activities;
drop function private.tell_notes();

create or replace function private.resources_of_record(org uuid, entity text, record_id uuid, is_taken boolean) returns setof uuid
language plpgsql stable security definer set search_path = ''
as $$
begin
  if entity = 'booking' then
    return query
      select private.assigned_resources(b.assigned) from public.bookings as b where b.org_id = org and b.id = record_id;
    if is_taken then
      return query
        select private.assigned_resources(c.old -> 'assigned')
        from private.change_log as c
        where c.org_id = org and c.entity = 'booking' and c.entity_id = record_id and c.old ? 'assigned'
          -- Of this transaction: of all months one is looked at.
          and c.created_at = now();
    end if;
  elsif entity = 'job' then
    return query
      select private.assigned_resources(b.assigned)
      from public.bookings as b
      where b.org_id = org and b.job_id = record_id
        and b.status not in ('completed', 'closed', 'cancelled', 'no_show');
  end if;
end;
$$;

create or replace function private.tell_people(org uuid, items jsonb) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  about record;
  person uuid;
begin
  for about in
    select e.value ->> 'entity' as entity, (e.value ->> 'id')::uuid as id, jsonb_agg(e.value) as events,
      bool_or(e.value ->> 'type' = 'booking.unassigned') as is_taken
    from jsonb_array_elements(items) as e
    where e.value ->> 'entity' in ('booking', 'job', 'member')
    group by 1, 2
  loop
    for person in
      select about.id where about.entity = 'member'
      union
      select r.user_id
      from private.resources_of_record(org, about.entity, about.id, about.is_taken) as resource_id
      join public.bookable_resources as r on r.org_id = org and r.id = resource_id
      where r.user_id is not null and r.deleted_at is null
    loop
      perform realtime.send(
        jsonb_build_object('org_id', org, 'items', about.events), 'changed', 'user:' || person, true
      );
    end loop;
  end loop;
end;
$$;

create or replace function private.tell_changes() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  most constant integer := 100;
  batch record;
  items jsonb;
begin
  for batch in select r.org_id, count(*) as events from new_rows as r group by r.org_id loop
    if batch.events > most then
      perform realtime.send(
        jsonb_build_object('org_id', batch.org_id, 'many', true), 'changed', 'org:' || batch.org_id || ':office', true
      );
    else
      select jsonb_agg(jsonb_build_object('type', r.type, 'entity', r.entity, 'id', r.entity_id) order by r.id) into items
      from new_rows as r where r.org_id = batch.org_id;
      perform realtime.send(
        jsonb_build_object('org_id', batch.org_id, 'items', items), 'changed', 'org:' || batch.org_id || ':office', true
      );
      perform private.tell_people(batch.org_id, items);
    end if;
  end loop;
  return null;
exception
  -- Pages ask again by themselves after a while; the change they would have been told of must not fail for that.
  when others then
    raise warning 'Open pages were not told of a change: %', sqlerrm;
    return null;
end;
$$;

-- People are looked for as before, for each record by itself.
create or replace function private.tell_people(org uuid, items jsonb) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  about record;
  person uuid;
  done text;
begin
  for about in
    select
      case when e.value ? 'booking_id' then 'booking' else e.value ->> 'entity' end as entity,
      coalesce(e.value ->> 'booking_id', e.value ->> 'id')::uuid as id,
      jsonb_agg(e.value) as events,
      coalesce(bool_or(e.value ->> 'type' = 'booking.unassigned'), false) as is_taken,
      -- Whose phone waits for the decision, also when he does not go there any more.
      min(case when e.value ->> 'entity' = 'operation' then e.value ->> 'id' end)::uuid as operation
    from jsonb_array_elements(items) as e
    where e.value ? 'booking_id'
      or e.value ->> 'entity' in (
        'booking', 'job', 'job_checklist', 'photo', 'signature', 'time_entry', 'operation', 'member'
      )
    group by 1, 2
  loop
    for person in
      select p from private.people_told(org, about.entity, about.id, about.is_taken, about.operation) as p
    loop
      done := realtime.send(
        jsonb_build_object('org_id', org, 'items', about.events), 'changed', 'user:' || person, true
      )::text;
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
  done text;
begin
  for batch in select r.org_id, count(*) as events from new_rows as r group by r.org_id loop
    if batch.events > most then
      done := realtime.send(
        jsonb_build_object('org_id', batch.org_id, 'many', true), 'changed', 'org:' || batch.org_id || ':office', true
      )::text;
    else
      select jsonb_agg(
        jsonb_strip_nulls(jsonb_build_object(
          'type', r.type, 'entity', r.entity, 'id', r.entity_id, 'booking_id', r.data ->> 'booking_id'
        )) order by r.id
      ) into items
      from new_rows as r where r.org_id = batch.org_id;
      done := realtime.send(
        jsonb_build_object('org_id', batch.org_id, 'items', items), 'changed', 'org:' || batch.org_id || ':office', true
      )::text;
      done := private.tell_people(batch.org_id, items)::text;
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

drop function private.tell_visitors(uuid, jsonb);

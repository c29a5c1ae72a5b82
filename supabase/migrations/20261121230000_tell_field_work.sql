-- What a technician does between the steps is told as well: answers, photos, hours, signatures, what his phone could not
-- settle and how that was decided. Events about a visit carry its id, so its people are known without a further look.
-- Notes write no event of their own when the office makes them, so they tell by themselves.

create or replace function private.resources_of_record(org uuid, entity text, record_id uuid, is_taken boolean)
returns setof uuid
language plpgsql stable security definer set search_path = ''
as $$
declare
  job uuid := case when entity = 'job' then record_id end;
  booking uuid := case when entity = 'booking' then record_id end;
begin
  if entity = 'job_checklist' then
    select c.job_id into job from public.job_checklists as c where c.org_id = org and c.id = record_id;
  elsif entity = 'photo' then
    select p.booking_id into booking from public.field_photos as p where p.org_id = org and p.id = record_id;
  elsif entity = 'signature' then
    select d.booking_id into booking from public.digital_signatures as d where d.org_id = org and d.id = record_id;
  elsif entity = 'time_entry' then
    return query select t.resource_id from public.time_entries as t where t.org_id = org and t.id = record_id;
  end if;
  if booking is not null then
    return query
      select private.assigned_resources(b.assigned) from public.bookings as b where b.org_id = org and b.id = booking;
    if is_taken then
      return query
        select private.assigned_resources(c.old -> 'assigned')
        from private.change_log as c
        where c.org_id = org and c.entity = 'booking' and c.entity_id = booking and c.old ? 'assigned'
          -- Of this transaction: of all months one is looked at.
          and c.created_at = now();
    end if;
  end if;
  if job is not null then
    return query
      select private.assigned_resources(b.assigned)
      from public.bookings as b
      where b.org_id = org and b.job_id = job
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
    select
      case when e.value ? 'booking_id' then 'booking' else e.value ->> 'entity' end as entity,
      coalesce(e.value ->> 'booking_id', e.value ->> 'id')::uuid as id,
      jsonb_agg(e.value) as events,
      bool_or(e.value ->> 'type' = 'booking.unassigned') as is_taken,
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
      select about.id where about.entity = 'member'
      union
      select q.user_id from public.offline_sync_queue as q where q.org_id = org and q.op_id = about.operation
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
      select jsonb_agg(
        jsonb_strip_nulls(jsonb_build_object(
          'type', r.type, 'entity', r.entity, 'id', r.entity_id, 'booking_id', r.data ->> 'booking_id'
        )) order by r.id
      ) into items
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

create function private.tell_notes() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  note record;
begin
  for note in select n.org_id, n.id, n.booking_id from new_rows as n limit 100 loop
    perform realtime.send(
      jsonb_build_object('org_id', note.org_id, 'items', jsonb_build_array(
        jsonb_build_object('type', 'activity.created', 'entity', 'activity', 'id', note.id)
      )),
      'changed', 'org:' || note.org_id || ':office', true
    );
    if note.booking_id is not null then
      perform private.tell_people(note.org_id, jsonb_build_array(jsonb_build_object(
        'type', 'activity.created', 'entity', 'activity', 'id', note.id, 'booking_id', note.booking_id
      )));
    end if;
  end loop;
  return null;
exception
  when others then
    raise warning 'Open pages were not told of a note: %', sqlerrm;
    return null;
end;
$$;
comment on function private.tell_notes() is
  'After notes were written: tells the office, and who goes to the visit. Never fails. '
  'Definer: nobody may write messages by hand.';
revoke execute on function private.tell_notes() from public;

create trigger tell_notes after insert on public.activities
  referencing new table as new_rows
  for each statement execute function private.tell_notes();

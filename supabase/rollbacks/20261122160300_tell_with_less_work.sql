-- What happens is spread and told as before: the same steps, as queries.
create or replace function private.spread_changes() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  -- Many visits in one statement are not worth a list: they are spread at once.
  most constant integer := 100;
  withheld constant uuid[] := nullif(current_setting('callout.withheld', true), '');
  made constant uuid[] := (
    select array_agg(array[n.org_id, n.id] order by n.id)
    from (
      select r.org_id, r.id from new_rows as r where r.entity = 'booking' and r.operation = 'created' limit most + 1
    ) as n
  );
  context jsonb;
  ip inet;
  session uuid;
begin
  if array_length(made, 1) <= most then
    perform set_config('callout.withheld', (withheld || made)::text, true);
    return null;
  end if;
  if withheld is not null then
    perform set_config('callout.withheld', '', true);
    perform private.spread_withheld(
      withheld || (select array_agg(array[n.org_id, n.id] order by n.id) from new_rows as n)
    );
    return null;
  end if;
  context := private.request_context();
  ip := private.to_inet(context ->> 'ip');
  session := private.uuid_claim('session_id');
  with audited as (
    insert into public.audit_logs
      (org_id, actor_kind, actor_id, action, entity, entity_id, changed, change_id, ip, user_agent, method, path,
       session_id, correlation_id, gdpr_relevant)
    select
      c.org_id, c.actor_kind, c.actor_id,
      case c.operation when 'created' then 'create' when 'updated' then 'update' when 'deleted' then 'delete'
        else 'restore' end,
      c.entity, c.entity_id, c.changed, c.id, ip, left(context ->> 'user_agent', 500), left(context ->> 'method', 10),
      left(context ->> 'path', 500), session, c.correlation_id,
      c.entity in ('customer', 'contact', 'property', 'member', 'invitation', 'booking_request', 'resource', 'time_off')
    from new_rows as c
  )
  insert into private.outbox (org_id, type, entity, entity_id, sequence, data)
  select
    c.org_id, c.entity || '.' || event.word, c.entity, c.entity_id, c.version,
    jsonb_build_object('id', c.entity_id, 'changed', to_jsonb(c.changed))
  from new_rows as c
  cross join lateral unnest(private.event_words(c.entity, c.operation, c.old, c.new))
    with ordinality as event (word, position)
  order by c.id, event.position;
  return null;
end;
$$;

create or replace function private.follow_new_bookings() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  actor record := private.current_actor();
  org uuid;
  ids uuid[];
  jobs uuid[];
  have_parents boolean;
  withheld uuid[];
begin
  for org, ids, jobs, have_parents in
    select n.org_id, array_agg(n.id), array_agg(distinct n.job_id), bool_or(n.parent_booking_id is not null)
    from new_rows as n
    group by n.org_id
  loop
    perform private.place_new_bookings(org, ids, actor.kind, actor.id);
    if have_parents then
      perform private.check_parents(org, ids);
    end if;
    perform private.settle_jobs(org, jobs);
  end loop;
  withheld := nullif(current_setting('callout.withheld', true), '');
  if withheld is not null then
    perform set_config('callout.withheld', '', true);
    perform private.spread_withheld(withheld);
  end if;
  return null;
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
      perform realtime.send(
        jsonb_build_object('org_id', org, 'items', about.events), 'changed', 'user:' || person, true
      );
    end loop;
  end loop;
end;
$$;

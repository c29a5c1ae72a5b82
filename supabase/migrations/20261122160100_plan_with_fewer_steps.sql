-- Planning a visit with fewer steps. What a new visit and its job change is written to the audit log and told once, and
-- no longer once for either; and what is asked twice, or as a query where an expression does, is asked once.

-- Who acts was read from the token up to four times for each change.
create or replace function private.current_actor(out kind text, out id uuid)
language plpgsql stable set search_path = ''
as $$
declare
  claims constant jsonb := nullif(current_setting('request.jwt.claims', true), '')::jsonb;
  principal constant text := claims ->> 'principal';
begin
  if principal is not null then
    kind := case split_part(principal, ':', 1)
      when 'key' then 'api_key'
      when 'device' then 'device'
      else 'portal'
    end;
    id := case when split_part(principal, ':', 2) ~ '^[0-9a-f-]{36}$' then split_part(principal, ':', 2)::uuid end;
    return;
  end if;
  id := private.uuid_claim('sub');
  if id is not null then
    kind := 'user';
  elsif exists (
    select
    from pg_catalog.pg_auth_members as g
    join pg_catalog.pg_roles as member on member.oid = g.member
    join pg_catalog.pg_roles as worker on worker.oid = g.roleid
    where member.rolname = session_user and worker.rolname = 'callout_worker'
  ) then
    kind := 'worker';
  else
    kind := 'operator';
  end if;
end;
$$;

-- The row is turned into names and values once; a field is only named where the table has it.
create or replace function private.touch_row() returns trigger
language plpgsql set search_path = ''
as $$
declare
  silent constant text[] := private.bookkeeping_columns();
  is_now constant jsonb := to_jsonb(new);
begin
  if is_now - silent is distinct from to_jsonb(old) - silent then
    new.version := old.version + 1;
    new.updated_at := now();
    if is_now ? 'edit_count' and private.uuid_claim('sub') is not null then
      new.edit_count := old.edit_count + 1;
    end if;
  end if;
  return new;
end;
$$;

-- As before, with sixty-four keys of days per person and not sixteen: of sixteen writers one in eleven waited for
-- somebody whose day, two weeks away, had the same key. A function whose result is assigned is an expression; performed
-- it would be a query with all that takes, and here are up to eight of them.
create or replace function private.lock_times(org uuid, resources uuid[], spans tstzrange[]) returns void
language plpgsql volatile set search_path = ''
as $$
declare
  span tstzrange;
  first_day bigint;
  last_day bigint;
  days bigint[] := '{}';
  resource uuid;
  person text;
  taken text;
begin
  foreach span in array spans loop
    continue when span is null;
    first_day := floor(extract(epoch from lower(span)) / 86400);
    last_day := floor(extract(epoch from upper(span)) / 86400);
    for day in first_day..least(last_day, first_day + 15) loop
      days := days || (day % 64 + 64) % 64;
    end loop;
  end loop;
  if cardinality(days) > 1 then
    days := array(select distinct d from unnest(days) as d order by d);
  end if;
  for resource in select distinct r from unnest(resources) as r where r is not null order by r loop
    person := 'resource:' || org || resource;
    if cardinality(days) >= 16 then
      taken := pg_advisory_xact_lock(hashtextextended(person, 0))::text;
    else
      taken := pg_advisory_xact_lock_shared(hashtextextended(person, 0))::text;
      for place in 1..cardinality(days) loop
        taken := pg_advisory_xact_lock(hashtextextended(person || days[place], 0))::text;
      end loop;
    end if;
  end loop;
end;
$$;

-- A new visit mostly changes its job too, in the same statement. Its own change waits for that one, so that there is
-- one message to the office and not two. follow_new_bookings, which runs behind record_changes whenever visits were
-- inserted, ends with spreading what waits; an error takes the list back with the rows it names. The list holds only
-- ids: whoever could write it could not have anything said that was not recorded in this transaction, and an id that
-- is not found is an error.
create function private.spread_withheld(withheld uuid[]) returns void
language plpgsql volatile set search_path = '' set plan_cache_mode = force_generic_plan
  set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off
as $$
declare
  context constant jsonb := private.request_context();
  ip constant inet := private.to_inet(context ->> 'ip');
  session constant uuid := private.uuid_claim('session_id');
  list constant text := withheld::text;
  audited bigint;
begin
  with
    changes as materialized (
      select c.*, strpos(list, c.id::text) as place
      from private.change_log as c
      where c.org_id = any (withheld) and c.id = any (withheld) and c.created_at = now()
    ),
    events as (
      insert into private.outbox (org_id, type, entity, entity_id, sequence, data)
      select
        c.org_id, c.entity || '.' || event.word, c.entity, c.entity_id, c.version,
        jsonb_build_object('id', c.entity_id, 'changed', to_jsonb(c.changed))
      from changes as c
      cross join lateral unnest(private.event_words(c.entity, c.operation, c.old, c.new))
        with ordinality as event (word, position)
      order by c.place, event.position
    )
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
  from changes as c;
  get diagnostics audited = row_count;
  if audited <> array_length(withheld, 1) then
    raise exception 'A change that waited to be spread was not found.' using errcode = 'XX000';
  end if;
end;
$$;
comment on function private.spread_withheld(uuid[]) is
  'Writes pairs of organization and change, recorded in this transaction, to the audit log and the outbox, in order.';
revoke execute on function private.spread_withheld(uuid[]) from public;

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

-- Those who go to the visits of a job are one look away as well.
create or replace function private.people_told(
  org uuid, entity text, record_id uuid, is_taken boolean, operation uuid
) returns setof uuid
language plpgsql stable security definer set search_path = ''
as $$
begin
  if entity = 'booking' and operation is null and not is_taken then
    return query
      select distinct r.user_id
      from public.bookings as b
      cross join lateral jsonb_array_elements(b.assigned) as person
      join public.bookable_resources as r on r.org_id = org and r.id = (person ->> 'resource_id')::uuid
      where b.org_id = org and b.id = record_id and r.user_id is not null and r.deleted_at is null;
    return;
  end if;
  if entity = 'job' and operation is null then
    return query
      select distinct r.user_id
      from public.bookings as b
      cross join lateral jsonb_array_elements(b.assigned) as person
      join public.bookable_resources as r on r.org_id = org and r.id = (person ->> 'resource_id')::uuid
      where b.org_id = org and b.job_id = record_id
        and b.status not in ('completed', 'closed', 'cancelled', 'no_show')
        and r.user_id is not null and r.deleted_at is null;
    return;
  end if;
  return query
    select record_id where entity = 'member'
    union
    select q.user_id from public.offline_sync_queue as q where q.org_id = org and q.op_id = operation
    union
    select r.user_id
    from private.resources_of_record(org, entity, record_id, is_taken) as resource_id
    join public.bookable_resources as r on r.org_id = org and r.id = resource_id
    where r.user_id is not null and r.deleted_at is null;
end;
$$;

-- Only what has a secret is read through for it.
create or replace function private.record_changes() returns trigger
language plpgsql security definer set search_path = ''
  set enable_nestloop = off
as $$
declare
  noun constant text := tg_argv[0];
  masked constant text[] := coalesce(tg_argv[1], '{}');
  key constant text := coalesce(tg_argv[2], 'id');
  silent constant text[] := private.bookkeeping_columns();
  actor record := private.current_actor();
  correlation constant text := private.request_context() ->> 'correlation_id';
begin
  if tg_op = 'INSERT' then
    insert into private.change_log
      (org_id, entity, entity_id, version, operation, new, actor_kind, actor_id, correlation_id)
    with after as materialized (select to_jsonb(r) as data from new_rows as r)
    select
      coalesce(a.data ->> 'org_id', a.data ->> 'id')::uuid, noun, (a.data ->> key)::uuid,
      (a.data ->> 'version')::bigint, 'created',
      case when masked = '{}' then jsonb_strip_nulls(a.data - silent)
        else private.masked(jsonb_strip_nulls(a.data - silent), masked) end, actor.kind, actor.id, correlation
    from after as a
    where (
      select true from public.organizations as o where o.id = coalesce(a.data ->> 'org_id', a.data ->> 'id')::uuid
    );

  elsif tg_op = 'UPDATE' then
    insert into private.change_log
      (org_id, entity, entity_id, version, operation, changed, old, new, actor_kind, actor_id, correlation_id)
    with
      before as materialized (select to_jsonb(r) as data from old_rows as r),
      after as materialized (select to_jsonb(r) as data from new_rows as r)
    select
      coalesce(a.data ->> 'org_id', a.data ->> 'id')::uuid, noun, (a.data ->> key)::uuid,
      (a.data ->> 'version')::bigint,
      case
        when b.data ->> 'deleted_at' is null and a.data ->> 'deleted_at' is not null then 'deleted'
        when b.data ->> 'deleted_at' is not null and a.data ->> 'deleted_at' is null then 'restored'
        else 'updated'
      end,
      diff.names, case when masked = '{}' then diff.old else private.masked(diff.old, masked) end,
      case when masked = '{}' then diff.new else private.masked(diff.new, masked) end,
      actor.kind, actor.id, correlation
    from after as a
    join before as b
      on b.data ->> key = a.data ->> key and b.data ->> 'org_id' is not distinct from a.data ->> 'org_id'
    cross join lateral (
      select
        array_agg(field.key order by field.key) as names,
        jsonb_object_agg(field.key, b.data -> field.key) as old,
        jsonb_object_agg(field.key, field.value) as new
      from jsonb_each(a.data - silent) as field
      where field.value <> b.data -> field.key
    ) as diff
    where diff.names is not null
      and (
        select true from public.organizations as o where o.id = coalesce(a.data ->> 'org_id', a.data ->> 'id')::uuid
      );

  else
    insert into private.change_log
      (org_id, entity, entity_id, version, operation, old, actor_kind, actor_id, correlation_id)
    with before as materialized (select to_jsonb(r) as data from old_rows as r)
    select
      coalesce(b.data ->> 'org_id', b.data ->> 'id')::uuid, noun, (b.data ->> key)::uuid,
      (b.data ->> 'version')::bigint, 'deleted',
      private.masked(jsonb_strip_nulls(b.data - silent), masked), actor.kind, actor.id, correlation
    from before as b
    where (
      select true from public.organizations as o where o.id = coalesce(b.data ->> 'org_id', b.data ->> 'id')::uuid
    );
  end if;
  return null;
end;
$$;

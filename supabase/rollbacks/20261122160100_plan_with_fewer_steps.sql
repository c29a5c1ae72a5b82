-- Planning as it was before: the same steps, with more work.
create or replace function private.current_actor(out kind text, out id uuid)
language plpgsql stable set search_path = ''
as $$
declare
  principal text := private.claims() ->> 'principal';
begin
  if principal is not null then
    kind := case split_part(principal, ':', 1)
      when 'key' then 'api_key'
      when 'device' then 'device'
      else 'portal'
    end;
    id := case when split_part(principal, ':', 2) ~ '^[0-9a-f-]{36}$' then split_part(principal, ':', 2)::uuid end;
  elsif private.uuid_claim('sub') is not null then
    kind := 'user';
    id := private.uuid_claim('sub');
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

create or replace function private.touch_row() returns trigger
language plpgsql set search_path = ''
as $$
begin
  if to_jsonb(new) - private.bookkeeping_columns() is distinct from to_jsonb(old) - private.bookkeeping_columns() then
    new.version := old.version + 1;
    new.updated_at := now();
    if to_jsonb(new) ? 'edit_count' and private.uuid_claim('sub') is not null then
      new := jsonb_populate_record(new, jsonb_build_object('edit_count', old.edit_count + 1));
    end if;
  end if;
  return new;
end;
$$;

create or replace function private.lock_times(org uuid, resources uuid[], spans tstzrange[]) returns void
language plpgsql volatile set search_path = ''
as $$
declare
  span tstzrange;
  first_day bigint;
  last_day bigint;
  days bigint[] := '{}';
  resource uuid;
begin
  foreach span in array spans loop
    continue when span is null;
    first_day := floor(extract(epoch from lower(span)) / 86400);
    last_day := floor(extract(epoch from upper(span)) / 86400);
    for day in first_day..least(last_day, first_day + 15) loop
      days := days || (day % 16 + 16) % 16;
    end loop;
  end loop;
  for resource in select distinct r from unnest(resources) as r where r is not null order by r loop
    if days @> '{0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15}' then
      perform pg_advisory_xact_lock(hashtextextended('resource:' || org || resource, 0));
    else
      perform pg_advisory_xact_lock_shared(hashtextextended('resource:' || org || resource, 0));
      for day in 0..15 loop
        if day = any (days) then
          perform pg_advisory_xact_lock(hashtextextended('resource:' || org || resource || day, 0));
        end if;
      end loop;
    end if;
  end loop;
end;
$$;

create or replace function private.spread_changes() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  context constant jsonb := private.request_context();
  ip constant inet := private.to_inet(context ->> 'ip');
  session constant uuid := private.uuid_claim('session_id');
begin
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
  from new_rows as c;

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
  return null;
end;
$$;

create or replace function private.people_told(org uuid, entity text, record_id uuid, is_taken boolean, operation uuid) returns setof uuid
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
      private.masked(jsonb_strip_nulls(a.data - silent), masked), actor.kind, actor.id, correlation
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
      diff.names, private.masked(diff.old, masked), private.masked(diff.new, masked),
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

drop function private.spread_withheld(uuid[]);

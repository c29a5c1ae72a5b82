-- Visits and jobs do not only change: they are scheduled, moved, given to somebody, reopened. Receivers subscribe to
-- these words, so the event carries them; a change that is none of them is "updated".

create function private.booking_events(operation text, before jsonb, after jsonb) returns text[]
language plpgsql immutable set search_path = ''
as $$
declare
  events text[] := '{}';
  was constant text := before ->> 'status';
  is_now constant text := after ->> 'status';
  people_before constant jsonb := coalesce(jsonb_path_query_array(before -> 'assigned', '$[*].resource_id'), '[]');
  people_after constant jsonb := coalesce(jsonb_path_query_array(after -> 'assigned', '$[*].resource_id'), '[]');
begin
  if operation <> 'updated' then
    events := array[operation];
  end if;
  if is_now is not null and is_now is distinct from was and not (operation = 'created' and is_now = 'unscheduled') then
    events := events || case when was = 'completed' and is_now = 'on_site' then 'reopened' else is_now end;
  end if;
  if before ->> 'starts_at' is not null and after ->> 'starts_at' is not null
    or before ->> 'ends_at' is not null and after ->> 'ends_at' is not null then
    events := events || 'rescheduled'::text;
  end if;
  if not people_before @> people_after then
    events := events || 'assigned'::text;
  end if;
  if after ? 'assigned' and not people_after @> people_before then
    events := events || 'unassigned'::text;
  end if;
  return case when events = '{}' then array['updated'] else events end;
end;
$$;
comment on function private.booking_events(text, jsonb, jsonb) is
  'The words for a change of a visit; before and after hold the changed columns, after all columns when it is new.';
revoke execute on function private.booking_events(text, jsonb, jsonb) from public;

create function private.event_words(entity text, operation text, before jsonb, after jsonb) returns text[]
language sql immutable set search_path = ''
as $$
  select case
    when entity = 'booking' and operation in ('created', 'updated') then
      private.booking_events(operation, before, after)
    when entity = 'job' and operation = 'updated' and after ? 'status' then array[after ->> 'status']
    else array[operation]
  end
$$;
comment on function private.event_words(text, text, jsonb, jsonb) is 'What a line of history is called as an event.';
revoke execute on function private.event_words(text, text, jsonb, jsonb) from public;

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
comment on function private.spread_changes() is
  'After history was written: the audit lines and events that belong to it. '
  'Definer: nobody may write into audit log or outbox by hand.';

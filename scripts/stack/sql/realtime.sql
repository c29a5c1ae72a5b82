-- Schema realtime in the shape of a hosted project's, as far as broadcast over private channels uses it: messages,
-- topic(), send(), broadcast_changes(). Whoever may see a row of `messages` under a topic may join that channel.
do $$
begin
  if not exists (select from pg_catalog.pg_roles where rolname = 'supabase_realtime_admin') then
    create role supabase_realtime_admin nologin noinherit;
  end if;
end $$;
-- Hosted lets `postgres` make policies on the table by an extension of its own; here membership in the owner does.
grant supabase_realtime_admin to postgres;

create schema if not exists realtime;
grant usage on schema realtime to postgres, anon, authenticated, service_role;
grant all on schema realtime to supabase_realtime_admin with grant option;

create table if not exists realtime.messages (
  topic text not null,
  extension text not null,
  payload jsonb,
  event text,
  private boolean default false,
  updated_at timestamp not null default now(),
  inserted_at timestamp not null default now(),
  id uuid not null default gen_random_uuid(),
  binary_payload bytea,
  primary key (id, inserted_at)
) partition by range (inserted_at);
-- Hosted makes a partition a day and drops those after three; what one machine sends fits into one, swept by the hour.
create table if not exists realtime.messages_default partition of realtime.messages default;
alter table realtime.messages owner to supabase_realtime_admin;
alter table realtime.messages_default owner to supabase_realtime_admin;
alter table realtime.messages enable row level security;
create index if not exists messages_inserted_at_topic_index on realtime.messages (inserted_at desc, topic)
  where extension = 'broadcast' and private is true;
grant select, insert, update on realtime.messages to anon, authenticated, service_role;
grant all on realtime.messages to postgres;

create or replace function realtime.topic() returns text language sql stable as $$
  select nullif(current_setting('realtime.topic', true), '')::text
$$;

-- As on hosted an error is a warning: a message that cannot be sent must not undo the business it tells of.
create or replace function realtime.send(payload jsonb, event text, topic text, private boolean default true)
returns void language plpgsql as $$
declare
  generated_id uuid;
  final_payload jsonb;
  told text;
begin
  begin
    generated_id := gen_random_uuid();
    if payload ? 'id' then
      final_payload := payload;
    else
      final_payload := jsonb_set(payload, '{id}', to_jsonb(generated_id));
    end if;
    -- Assigned it is an expression; performed it would be a query.
    told := set_config('realtime.topic', topic, true);
    insert into realtime.messages (id, payload, event, topic, private, extension)
    values (generated_id, final_payload, event, topic, private, 'broadcast');
  exception
    when others then
      raise warning 'WarnSendingBroadcastMessage: %', sqlerrm;
  end;
end;
$$;

create or replace function realtime.broadcast_changes(
  topic_name text, event_name text, operation text, table_name text, table_schema text, new record, old record,
  level text default 'ROW'
) returns void language plpgsql as $$
declare
  row_data jsonb := '{}';
begin
  if level = 'STATEMENT' then
    raise exception 'function can only be triggered for each row, not for each statement';
  end if;
  if operation not in ('INSERT', 'UPDATE', 'DELETE') then
    raise exception 'Unexpected operation type: %', operation;
  end if;
  row_data := jsonb_build_object(
    'old_record', old, 'record', new, 'operation', operation, 'table', table_name, 'schema', table_schema
  );
  perform realtime.send(row_data, event_name, topic_name);
exception
  when others then
    raise exception 'Failed to process the row: %', sqlerrm;
end;
$$;
alter function realtime.topic() owner to supabase_realtime_admin;
alter function realtime.send(jsonb, text, text, boolean) owner to supabase_realtime_admin;
alter function realtime.broadcast_changes(text, text, text, text, text, record, record, text)
  owner to supabase_realtime_admin;

-- The embedded service's own: what was committed and is not fanned out yet. Hosted follows the write-ahead log, which
-- needs settings of the whole server; NOTIFY would let only one transaction commit at a time. The service empties this
-- table many times a second, in the order of `position`; unlogged, because who is not there when it happens asks anew.
create unlogged table if not exists realtime.callout_queue (
  position bigint generated always as identity primary key,
  id uuid not null,
  topic text not null,
  event text not null,
  payload text,
  private boolean not null
);
alter table realtime.callout_queue owner to supabase_realtime_admin;
alter table realtime.callout_queue enable row level security;
alter table realtime.callout_queue set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);

create or replace function realtime.callout_enqueue() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  -- Rows without an event are the probes by which access is tried.
  if new.extension = 'broadcast' and new.event is not null then
    insert into realtime.callout_queue (id, topic, event, payload, private)
    values (new.id, new.topic, new.event, new.payload::text, coalesce(new.private, false));
  end if;
  return null;
end;
$$;
alter function realtime.callout_enqueue() owner to supabase_realtime_admin;
revoke execute on function realtime.callout_enqueue() from public;
create or replace trigger callout_enqueue after insert on realtime.messages
  for each row execute function realtime.callout_enqueue();

-- How long each kind of row is kept, as data: one registry that maintenance works off, so that a new table brings a
-- line and no new code. An organization may keep some kinds shorter or longer, within limits. And months that are
-- missing are made again, whatever happened to them.

create table private.retention_rules (
  name text not null primary key,
  relation text not null,
  time_column text not null,
  is_monthly boolean not null,
  keep interval not null,
  setting text,
  is_archived boolean not null default false,
  condition text,
  constraint retention_rules_relation_check check (relation ~ '^[a-z_]+\.[a-z_]+$'),
  constraint retention_rules_time_column_check check (time_column ~ '^[a-z_]+$'),
  constraint retention_rules_is_archived_check check (is_monthly or not is_archived),
  constraint retention_rules_condition_check check (not is_monthly or condition is null)
);
comment on table private.retention_rules is 'What maintenance removes when it is old; a row whose time is null stays.';
comment on column private.retention_rules.is_monthly is 'A table by month: whole months go at once.';
comment on column private.retention_rules.setting is
  'Name in the category retention where each organization has its own days; keep is then what is shipped.';
comment on column private.retention_rules.is_archived is
  'Each organization''s month goes to the bucket archive first; the table needs org_id, id and created_at.';
comment on column private.retention_rules.condition is 'Only these rows, an expression over the table''s columns.';
alter table private.retention_rules enable row level security;

insert into private.default_settings (category, name, value, least, most)
values
  ('retention', 'audit_log_days', '365', 90, 3650),
  ('retention', 'api_request_days', '90', 7, 400),
  ('retention', 'message_days', '30', 7, 400),
  ('retention', 'sync_journal_days', '30', 30, 400);

insert into private.retention_rules (name, relation, time_column, is_monthly, keep, setting, is_archived, condition)
values
  ('audit_logs', 'public.audit_logs', 'created_at', true, '365 days', 'audit_log_days', true, null),
  ('api_requests', 'private.api_requests', 'created_at', true, '90 days', 'api_request_days', false, null),
  ('notifications', 'public.notifications', 'created_at', true, '30 days', 'message_days', false, null),
  -- What waits for a person's decision waits as long as it takes.
  (
    'sync_journal', 'public.offline_sync_queue', 'synced_at', false, '30 days', 'sync_journal_days', false,
    'is_synced'
  ),
  ('idempotency', 'private.idempotency', 'created_at', false, '24 hours', null, false, null),
  ('outbox', 'private.outbox', 'relayed_at', false, '7 days', null, false, null),
  ('jobs', 'private.background_jobs', 'finished_at', false, '30 days', null, false, null),
  -- A full bucket is the same as none.
  ('rate_limits', 'private.api_rate_limits', 'arrives_at', false, '1 minute', null, false, null),
  ('sessions', 'private.session_organizations', 'updated_at', false, '400 days', null, false, null),
  ('workers', 'ops.workers', 'seen_at', false, '7 days', null, false, null);

create index offline_sync_queue_synced_at_idx on public.offline_sync_queue (org_id, synced_at) where is_synced;

create function private.keep_time(rule private.retention_rules, org uuid) returns interval
language plpgsql stable set search_path = ''
as $$
begin
  if rule.setting is null then
    return rule.keep;
  end if;
  return make_interval(days => (private.setting(org, 'retention', rule.setting) #>> '{}')::integer);
end;
$$;
comment on function private.keep_time(private.retention_rules, uuid) is 'How long an organization keeps rows of a rule.';
revoke execute on function private.keep_time(private.retention_rules, uuid) from public;

-- Nobody keeps shorter than this, so younger months need no look at any organization.
create function private.least_keep_time(rule private.retention_rules) returns interval
language plpgsql stable set search_path = ''
as $$
begin
  return least(rule.keep, (
    select make_interval(days => min((s.value #>> '{}')::integer))
    from public.system_settings as s
    where s.category = 'retention' and s.name = rule.setting
  ));
end;
$$;
comment on function private.least_keep_time(private.retention_rules) is 'The shortest time any organization keeps rows.';
revoke execute on function private.least_keep_time(private.retention_rules) from public;

create function private.months_of(relation text)
returns table (child regclass, month timestamptz, month_end timestamptz)
language plpgsql stable set search_path = ''
as $$
begin
  return query
    select c.oid::regclass, m.first_day at time zone 'UTC', (m.first_day + interval '1 month') at time zone 'UTC'
    from pg_catalog.pg_inherits as i
    join pg_catalog.pg_class as c on c.oid = i.inhrelid
    cross join lateral (select to_date(right(c.relname, 7), 'YYYY_MM')::timestamp as first_day) as m
    where i.inhparent = relation::regclass
    order by m.first_day;
end;
$$;
comment on function private.months_of(text) is 'The months a table has, each from its first moment to the next one''s.';
revoke execute on function private.months_of(text) from public;

-- A table that has the month's name but hangs on no parent (somebody detached it) is hung on again, with its rows.
create or replace function private.create_monthly_partition(parent regclass, month date) returns text
language plpgsql volatile set search_path = '' set lock_timeout = '5s'
as $$
declare
  first_day constant date := date_trunc('month', month);
  parent_name constant text := (select c.relname from pg_catalog.pg_class as c where c.oid = parent);
  child constant text := format('partitions.%I', parent_name || to_char(first_day, '_YYYY_MM'));
begin
  if exists (select from pg_catalog.pg_inherits as i where i.inhrelid = to_regclass(child)) then
    return null;
  end if;
  if to_regclass(child) is null then
    execute format('create table %s (like %s including all)', child, parent);
    execute format('alter table %s enable row level security', child);
    execute format('revoke all on table %s from public, anon, authenticated, service_role', child);
  end if;
  execute format(
    'alter table %s attach partition %s for values from (%L) to (%L)',
    parent, child,
    to_char(first_day, 'YYYY-MM-DD') || ' 00:00:00+00',
    to_char(first_day + interval '1 month', 'YYYY-MM-DD') || ' 00:00:00+00'
  );
  return child;
end;
$$;

-- Months in a row: of a gap only what is before it counts. Without this month nothing can be written today.
create or replace function private.partitions_ahead() returns integer
language sql stable set search_path = ''
as $$
  select coalesce(min(ahead), 0)::integer
  from (
    select (
      select coalesce(min(wanted.n), 25) - 1
      from generate_series(0, 24) as wanted (n)
      where not exists (
        select
        from pg_catalog.pg_inherits as i
        join pg_catalog.pg_class as child on child.oid = i.inhrelid
        where i.inhparent = p.partrelid
          and right(child.relname, 7)
            = to_char((now() at time zone 'UTC') + make_interval(months => wanted.n), 'YYYY_MM')
      )
    ) as ahead
    from pg_catalog.pg_partitioned_table as p
    join pg_catalog.pg_class as parent on parent.oid = p.partrelid
    where parent.relnamespace in ('public'::regnamespace, 'private'::regnamespace)
  ) as tables
$$;
comment on function private.partitions_ahead() is
  'Months made ahead without a gap, of the table that has fewest; -1 where this month itself is missing.';

-- Months of messages go by the rule above, as long as each organization wants them; here nothing is dropped any more.
create or replace function ops.sweep_messages() returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  given_up integer;
begin
  update public.notifications as n
  set status = 'failed', error = coalesce(n.error, 'The worker ended before the mail left.'), updated_at = now()
  where n.status in ('waiting', 'sending') and n.updated_at < now() - interval '1 day'
    and n.not_before < now() - interval '1 day'
    and not exists (
      select
      from private.background_jobs as j
      where j.org_id = n.org_id and j.kind = 'notification_mail' and j.finished_at is null and j.failed_at is null
        and j.payload ->> 'notification_id' = n.id::text
    );
  get diagnostics given_up = row_count;
  return jsonb_build_object('given_up', given_up);
end;
$$;
comment on function ops.sweep_messages() is
  'Messages that nobody will send any more are failed. Definer: the worker has no right on any table.';

-- Undoes "keep months".
create or replace function ops.sweep_messages() returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  dropped integer;
  given_up integer;
begin
  dropped := private.drop_old_partitions('public.notifications', 30);
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
  return jsonb_build_object('partitions_dropped', dropped, 'given_up', given_up);
end;
$$;
comment on function ops.sweep_messages() is
  'Months of messages past their retention go, and those nobody will send any more are failed. '
  'Definer: the worker has no right on any table.';

create or replace function private.partitions_ahead() returns integer
language sql stable set search_path = ''
as $$
  select min(ahead)::integer
  from (
    select (
      select count(*)
      from pg_catalog.pg_inherits as i
      join pg_catalog.pg_class as child on child.oid = i.inhrelid
      where i.inhparent = p.partrelid
        and right(child.relname, 7) > to_char(now() at time zone 'UTC', 'YYYY_MM')
    ) as ahead
    from pg_catalog.pg_partitioned_table as p
    join pg_catalog.pg_class as parent on parent.oid = p.partrelid
    where parent.relnamespace in ('public'::regnamespace, 'private'::regnamespace)
  ) as tables
$$;

create or replace function private.create_monthly_partition(parent regclass, month date) returns text
language plpgsql volatile set search_path = '' set lock_timeout = '5s'
as $$
declare
  first_day constant date := date_trunc('month', month);
  parent_name constant text := (select c.relname from pg_catalog.pg_class as c where c.oid = parent);
  child constant text := format('partitions.%I', parent_name || to_char(first_day, '_YYYY_MM'));
begin
  if to_regclass(child) is not null then
    return null;
  end if;
  execute format('create table %s (like %s including all)', child, parent);
  execute format('alter table %s enable row level security', child);
  execute format('revoke all on table %s from public, anon, authenticated, service_role', child);
  execute format(
    'alter table %s attach partition %s for values from (%L) to (%L)',
    parent, child,
    to_char(first_day, 'YYYY-MM-DD') || ' 00:00:00+00',
    to_char(first_day + interval '1 month', 'YYYY-MM-DD') || ' 00:00:00+00'
  );
  return child;
end;
$$;
comment on function private.create_monthly_partition(regclass, date) is
  'Makes the month''s partition and answers its name, null when it is there already.';

drop function private.months_of(text);
drop function private.least_keep_time(private.retention_rules);
drop function private.keep_time(private.retention_rules, uuid);
drop index public.offline_sync_queue_synced_at_idx;
alter table public.system_settings disable trigger record_delete;
delete from public.system_settings where category = 'retention';
alter table public.system_settings enable trigger record_delete;
delete from private.default_settings where category = 'retention';
drop table private.retention_rules;

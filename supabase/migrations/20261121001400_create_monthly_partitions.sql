-- Tables that grow with time are cut into months, so that old ones can be archived and dropped instead of deleted row
-- by row. There is no default partition that would fill unseen: months are made ahead, and health turns red before
-- the last one begins.

-- The child is made beside its parent and attached, because "create table … partition of" would lock the parent
-- against readers. Row security is on and nothing is granted: who names a child directly gets nothing, while the
-- parent's policies go on deciding for who goes through the parent. Months are those of UTC.
create function private.create_monthly_partition(parent regclass, month date) returns text
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
revoke execute on function private.create_monthly_partition(regclass, date) from public;

-- Last month too: a clock that runs behind, or a record of yesterday on the first of a month, must find its place.
create function private.create_partitions_ahead(parent regclass, months integer default 3) returns integer
language sql volatile set search_path = ''
as $$
  select count(private.create_monthly_partition(parent, month::date))::integer
  from generate_series(
    date_trunc('month', now() at time zone 'UTC') - interval '1 month',
    date_trunc('month', now() at time zone 'UTC') + make_interval(months => months),
    interval '1 month'
  ) as month
$$;
comment on function private.create_partitions_ahead(regclass, integer) is
  'Partitions from last month to so many months ahead; answers how many were made.';
revoke execute on function private.create_partitions_ahead(regclass, integer) from public;

-- Maintenance works the registry off. One run at a time: a second caller is told so and changes nothing. Each step is
-- on its own, under a short wait for locks: what fails is said and tried again in an hour, the rest is done. Months
-- are dropped last, because that lock holds up readers until the run has ended.

create table private.maintenance_steps (
  name text not null primary key,
  statement text not null,
  constraint maintenance_steps_statement_check check (statement ~ '^[a-z_]+\.[a-z_]+\(\)$')
);
comment on table private.maintenance_steps is 'What maintenance does beside removing old rows: calls that answer a count.';
alter table private.maintenance_steps enable row level security;

create table ops.maintenance_runs (
  id uuid not null default private.uuid_v7() primary key,
  started_at timestamptz not null default now(),
  ended_at timestamptz not null default clock_timestamp(),
  done jsonb not null,
  failed jsonb not null
);
comment on table ops.maintenance_runs is 'What each run of maintenance did, and what it could not.';
create index maintenance_runs_started_at_idx on ops.maintenance_runs (started_at);
alter table ops.maintenance_runs enable row level security;

insert into private.retention_rules (name, relation, time_column, is_monthly, keep)
values ('runs', 'ops.maintenance_runs', 'started_at', false, '30 days');

-- A job whose last worker died with it: nobody will report its end.
create function private.give_up_jobs() returns integer
language plpgsql volatile set search_path = ''
as $$
declare
  given_up integer;
begin
  update private.background_jobs as j
  set failed_at = now(), leased_until = null, leased_by = null, last_error = coalesce(j.last_error, 'lease expired')
  where j.finished_at is null and j.failed_at is null and j.attempts >= j.max_attempts and j.leased_until < now();
  get diagnostics given_up = row_count;
  return given_up;
end;
$$;
comment on function private.give_up_jobs() is 'Fails jobs whose tries are used up and whose lease ran out.';
revoke execute on function private.give_up_jobs() from public;
insert into private.maintenance_steps (name, statement) values ('jobs_given_up', 'private.give_up_jobs()');

-- From the month before `at` to so many after it, for every table by month.
create function private.make_months(at timestamptz) returns integer
language plpgsql volatile set search_path = ''
as $$
declare
  made integer := 0;
  part record;
begin
  for part in
    select p.partrelid::regclass as parent, month::date as month
    from pg_catalog.pg_partitioned_table as p
    join pg_catalog.pg_class as c on c.oid = p.partrelid
    cross join generate_series(
      date_trunc('month', at at time zone 'UTC') - interval '1 month',
      date_trunc('month', at at time zone 'UTC') + interval '3 months',
      interval '1 month'
    ) as month
    where c.relnamespace in ('public'::regnamespace, 'private'::regnamespace)
    order by month
  loop
    if private.create_monthly_partition(part.parent, part.month) is not null then
      made := made + 1;
    end if;
  end loop;
  return made;
end;
$$;
comment on function private.make_months(timestamptz) is 'Makes the months that are missing; answers how many.';
revoke execute on function private.make_months(timestamptz) from public;

-- So many rows in one run, so that a first run after months of standstill stays a short transaction.
create function private.remove_old_rows(rule private.retention_rules, at timestamptz, most integer) returns integer
language plpgsql volatile set search_path = ''
as $$
declare
  removed integer;
begin
  execute format(
    'delete from %1$s as t where t.ctid = any (array(
       select r.ctid from %1$s as r %2$s where r.%3$I < %4$s and (%5$s) limit %6$s
     ))',
    rule.relation,
    case when rule.setting is null then ''
      else 'join (select o.id, private.keep_time($2, o.id) as keep from public.organizations as o offset 0) as k
              on k.id = r.org_id' end,
    rule.time_column,
    case when rule.setting is null then '$1 - ($2).keep' else '$1 - k.keep' end,
    coalesce('r.' || rule.condition, 'true'),
    most
  ) using at, rule;
  get diagnostics removed = row_count;
  return removed;
end;
$$;
comment on function private.remove_old_rows(private.retention_rules, timestamptz, integer) is
  'Removes rows past their time; answers how many.';
revoke execute on function private.remove_old_rows(private.retention_rules, timestamptz, integer) from public;

-- Where some organizations keep a month longer than others, the others' rows are deleted out of it.
create function private.thin_month(
  rule private.retention_rules, child regclass, month_end timestamptz, at timestamptz, most integer
) returns table (removed integer, is_empty boolean)
language plpgsql volatile set search_path = ''
as $$
declare
  going uuid[];
  staying integer;
begin
  select coalesce(array_agg(o.org_id) filter (where o.may_go), '{}'), count(*) filter (where not o.may_go)
  into going, staying
  from private.month_owners(rule, child, month_end, at) as o;
  removed := 0;
  -- Last month is always there, as it is made anew if it is not: of it only the rows go.
  is_empty := staying = 0
    and month_end <= (date_trunc('month', at at time zone 'UTC') - interval '1 month') at time zone 'UTC';
  if not is_empty and going <> '{}' then
    execute format(
      'delete from %1$s as t where t.ctid = any (array(
         select r.ctid from %1$s as r where r.org_id = any ($1) limit $2
       ))', child
    ) using going, most;
    get diagnostics removed = row_count;
  end if;
  return next;
end;
$$;
comment on function private.thin_month(private.retention_rules, regclass, timestamptz, timestamptz, integer) is
  'Removes from a month what may go while other rows stay; is_empty when the whole month may go.';
revoke execute on function private.thin_month(private.retention_rules, regclass, timestamptz, timestamptz, integer)
  from public;

-- Who reads the table waits for the lock and for us: so we ask for it shortly, and again in an hour.
create function private.drop_month(child regclass) returns void
language plpgsql volatile set search_path = '' set lock_timeout = '200ms'
as $$
begin
  execute format('drop table %s', child);
end;
$$;
comment on function private.drop_month(regclass) is 'Drops a month, or raises 55P03 where readers are in the way.';
revoke execute on function private.drop_month(regclass) from public;

-- One part of a run. The sentence of an error, not its values: it is kept.
create function private.maintain_part(part text, rule private.retention_rules, at timestamptz)
returns table (done integer, months regclass[], failed text)
language plpgsql volatile set search_path = '' set lock_timeout = '2s'
as $$
declare
  most constant integer := 200000;
  old record;
  thinned record;
begin
  done := 0;
  months := '{}';
  if part = 'months' then
    done := private.make_months(at);
  elsif part = 'rows' then
    done := private.remove_old_rows(rule, at, most);
  elsif part = 'thin' then
    for old in
      select m.child, m.month_end
      from private.months_of(rule.relation) as m
      where m.month_end <= at - private.least_keep_time(rule)
    loop
      select t.* into thinned from private.thin_month(rule, old.child, old.month_end, at, most) as t;
      done := done + thinned.removed;
      months := months || case when thinned.is_empty then array[old.child] else '{}' end;
    end loop;
  else
    execute format('select %s', part) into done;
  end if;
  return next;
exception when others then
  done := 0;
  months := '{}';
  failed := sqlstate || ' ' || left(sqlerrm, 200);
  return next;
end;
$$;
comment on function private.maintain_part(text, private.retention_rules, timestamptz) is
  'One part of a run: what it did, months that may be dropped, or why it could not.';
revoke execute on function private.maintain_part(text, private.retention_rules, timestamptz) from public;

create function private.drop_months(children regclass[]) returns table (dropped integer, failed text)
language plpgsql volatile set search_path = ''
as $$
declare
  child regclass;
begin
  dropped := 0;
  foreach child in array children loop
    begin
      perform private.drop_month(child);
      dropped := dropped + 1;
    exception when others then
      failed := sqlstate || ' ' || left(sqlerrm, 200);
    end;
  end loop;
  return next;
end;
$$;
comment on function private.drop_months(regclass[]) is 'Drops what can be dropped at once; the rest stays for next time.';
revoke execute on function private.drop_months(regclass[]) from public;

create function private.run_maintenance(at timestamptz) returns jsonb
language plpgsql volatile set search_path = ''
as $$
declare
  done jsonb := '{}';
  failed jsonb := '{}';
  months regclass[] := '{}';
  part record;
  result record;
begin
  if not pg_try_advisory_xact_lock(hashtextextended('callout maintenance', 0)) then
    return jsonb_build_object('is_running', true);
  end if;
  for part in
    select 0 as place, 'partitions_made' as name, 'months' as what, null::private.retention_rules as rule
    union all
    select 1, s.name, s.statement, null from private.maintenance_steps as s
    union all
    select 2, r.name, case when r.is_monthly then 'thin' else 'rows' end, r from private.retention_rules as r
    order by 1, 2
  loop
    select r.* into result from private.maintain_part(part.what, part.rule, at) as r;
    done := done || jsonb_build_object(part.name, result.done);
    months := months || result.months;
    if result.failed is not null then
      failed := failed || jsonb_build_object(part.name, result.failed);
    end if;
  end loop;
  select d.* into result from private.drop_months(months) as d;
  done := done || jsonb_build_object('partitions_dropped', result.dropped);
  if result.failed is not null then
    failed := failed || jsonb_build_object('partitions_dropped', result.failed);
  end if;
  insert into ops.maintenance_runs (done, failed) values (done, failed);
  return done || case when failed = '{}' then '{}' else jsonb_build_object('failed', failed) end;
end;
$$;
comment on function private.run_maintenance(timestamptz) is
  'A run of maintenance as if it were that time; apart from tests that is now.';
revoke execute on function private.run_maintenance(timestamptz) from public;

create or replace function ops.run_maintenance() returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
begin
  return private.run_maintenance(now());
end;
$$;
comment on function ops.run_maintenance() is
  'Months ahead, old rows and months gone; answers counts, and in failed what is tried again in an hour. May run at '
  'any time and twice: the second answers {is_running}. Definer: the worker has no right on any table.';

-- What has to happen without anybody asking: events relayed, months made ahead, what is old removed. One function that
-- pg_cron calls where it is, and the worker where it is not.

-- The only trace of a closed organization. No key to anything: everything it could point to is gone.
create table ops.closed_organizations (
  org_id uuid not null primary key,
  slug text not null,
  closed_at timestamptz not null default now(),
  members integer not null,
  created_at timestamptz not null,
  constraint closed_organizations_slug_check check (slug = lower(slug))
);
comment on table ops.closed_organizations is 'One line for each deleted organization.';
alter table ops.closed_organizations enable row level security;

create function private.note_closed_organization() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  insert into ops.closed_organizations (org_id, slug, members, created_at)
  values (
    old.id, old.slug,
    (select count(*) from public.organization_members as m where m.org_id = old.id), old.created_at
  );
  return old;
end;
$$;
comment on function private.note_closed_organization() is
  'Before an organization is deleted: its one line stays. Definer: nobody writes this table by hand.';
revoke execute on function private.note_closed_organization() from public;

create trigger note_closed_organization before delete on public.organizations
  for each row execute function private.note_closed_organization();

-- Receivers (webhooks, automations) read what was relayed; until the first of them exists, relaying is the mark alone.
create function ops.relay_outbox(max_rows integer) returns integer
language plpgsql volatile security definer set search_path = ''
as $$
declare
  relayed integer;
begin
  with waiting as (
    select o.org_id, o.id
    from private.outbox as o
    where o.relayed_at is null
    order by o.id
    limit max_rows
    for update skip locked
  )
  update private.outbox as o
  set relayed_at = now()
  from waiting as w
  where o.org_id = w.org_id and o.id = w.id;
  get diagnostics relayed = row_count;
  return relayed;
end;
$$;
comment on function ops.relay_outbox(integer) is
  'Relays waiting events, oldest first; answers how many. Definer: the worker has no right on any table.';
revoke execute on function ops.relay_outbox(integer) from public;
grant execute on function ops.relay_outbox(integer) to callout_worker;

-- How many whole months after this one have their partition, of the table that has fewest.
create function private.partitions_ahead() returns integer
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
comment on function private.partitions_ahead() is
  'Months made ahead of the table that has fewest; health is red at one.';
revoke execute on function private.partitions_ahead() from public;

-- A month goes when its last day is older than the retention. Detaching and dropping takes no time; deleting would.
create function private.drop_old_partitions(parent regclass, keep_days integer) returns integer
language plpgsql volatile set search_path = '' set lock_timeout = '5s'
as $$
declare
  child regclass;
  dropped integer := 0;
begin
  for child in
    select i.inhrelid::regclass
    from pg_catalog.pg_inherits as i
    join pg_catalog.pg_class as c on c.oid = i.inhrelid
    where i.inhparent = parent
      and to_date(right(c.relname, 7), 'YYYY_MM') + interval '1 month' < now() - make_interval(days => keep_days)
  loop
    execute format('drop table %s', child);
    dropped := dropped + 1;
  end loop;
  return dropped;
end;
$$;
comment on function private.drop_old_partitions(regclass, integer) is 'Drops months that ended so many days ago.';
revoke execute on function private.drop_old_partitions(regclass, integer) from public;

create function ops.run_maintenance() returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  done jsonb := '{}';
  parent regclass;
  touched integer;
begin
  for parent in
    select p.partrelid::regclass
    from pg_catalog.pg_partitioned_table as p
    join pg_catalog.pg_class as c on c.oid = p.partrelid
    where c.relnamespace in ('public'::regnamespace, 'private'::regnamespace)
  loop
    touched := coalesce((done ->> 'partitions_made')::integer, 0) + private.create_partitions_ahead(parent);
    done := done || jsonb_build_object('partitions_made', touched);
  end loop;
  done := done || jsonb_build_object(
    'partitions_dropped', private.drop_old_partitions('private.api_requests', 90)
  );

  delete from private.idempotency as i where i.created_at < now() - interval '24 hours';
  get diagnostics touched = row_count;
  done := done || jsonb_build_object('idempotency', touched);

  delete from private.outbox as o where o.relayed_at < now() - interval '7 days';
  get diagnostics touched = row_count;
  done := done || jsonb_build_object('outbox', touched);

  delete from private.background_jobs as j where j.finished_at < now() - interval '30 days';
  get diagnostics touched = row_count;
  done := done || jsonb_build_object('jobs', touched);

  -- A job whose last worker died with it: nobody will report its end.
  update private.background_jobs as j
  set failed_at = now(), leased_until = null, leased_by = null, last_error = coalesce(j.last_error, 'lease expired')
  where j.finished_at is null and j.failed_at is null and j.attempts >= j.max_attempts and j.leased_until < now();
  get diagnostics touched = row_count;
  done := done || jsonb_build_object('jobs_given_up', touched);

  -- A full bucket is the same as none.
  delete from private.api_rate_limits as r where r.arrives_at < now() - interval '1 minute';
  get diagnostics touched = row_count;
  done := done || jsonb_build_object('rate_limits', touched);

  delete from private.session_organizations as s where s.updated_at < now() - interval '400 days';
  get diagnostics touched = row_count;
  done := done || jsonb_build_object('sessions', touched);

  delete from ops.workers as w where w.seen_at < now() - interval '7 days';
  return done;
end;
$$;
comment on function ops.run_maintenance() is
  'Months ahead, old rows gone; answers what was done. May run at any time. '
  'Definer: the worker has no right on any table.';
revoke execute on function ops.run_maintenance() from public;
grant execute on function ops.run_maintenance() to callout_worker;

-- Where pg_cron is installed it keeps the months coming even when no worker runs.
do $$
begin
  if exists (select from pg_catalog.pg_extension where extname = 'pg_cron') then
    perform cron.schedule('callout-maintenance', '17 * * * *', 'select ops.run_maintenance()');
  end if;
end $$;

-- For GET /api/health. It tells counts and ages, never contents.
create function public.gate_health() returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  migration text;
begin
  if to_regclass('supabase_migrations.schema_migrations') is not null then
    execute 'select max(version) from supabase_migrations.schema_migrations' into migration;
  end if;
  return jsonb_build_object(
    'migration', migration,
    'partitions_ahead', private.partitions_ahead(),
    'worker_seen_s', (
      select extract(epoch from now() - max(w.seen_at))::integer from ops.workers as w
    ),
    'jobs_due', (
      select count(*)
      from private.background_jobs as j
      where j.finished_at is null and j.failed_at is null and j.run_at <= now()
    ),
    'outbox_lag_s', (
      select extract(epoch from now() - min(o.created_at))::integer from private.outbox as o where o.relayed_at is null
    )
  );
end;
$$;
comment on function public.gate_health() is
  '{migration, partitions_ahead, worker_seen_s, jobs_due, outbox_lag_s}; null where there is nothing to measure. '
  'Definer: service_role has no right on any table.';
revoke execute on function public.gate_health() from public, anon, authenticated;
grant execute on function public.gate_health() to service_role;

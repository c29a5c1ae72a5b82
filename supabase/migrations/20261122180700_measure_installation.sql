-- What an operator has to know of a running installation: how long work waits, how far sealing lags, how full the
-- database's connections are. Counts and ages, never a tenant's name or data. A monitor reads it as metrics; the worker
-- looks each minute and writes a mail when something needs a person, once when it begins and once when it is over.

create index background_jobs_failed_at_idx on private.background_jobs (failed_at) where failed_at is not null;

create function private.measure_jobs() returns jsonb
language plpgsql stable set search_path = ''
as $$
begin
  return (
    select jsonb_object_agg(c.name, jsonb_build_object(
      'due', coalesce(j.due, 0), 'oldest_s', coalesce(j.oldest_s, 0), 'running', coalesce(j.running, 0)
    ))
    from ops.job_classes as c
    left join (
      select
        b.class,
        count(*) filter (where b.run_at <= now() and b.is_free) as due,
        extract(epoch from now() - min(b.run_at) filter (where b.run_at <= now() and b.is_free))::bigint as oldest_s,
        count(*) filter (where not b.is_free) as running
      from (
        select
          o.class, o.run_at,
          (o.leased_until is null or o.leased_until < now()) and o.cancel_requested_at is null as is_free
        from private.background_jobs as o
        where o.finished_at is null and o.failed_at is null
      ) as b
      group by b.class
    ) as j on j.class = c.name
  );
end;
$$;
comment on function private.measure_jobs() is 'By class: jobs due, seconds the oldest waits, jobs under way.';
revoke execute on function private.measure_jobs() from public;

-- A mail that is tried again counts as failing from its first refusal on, not when it is given up hours later.
create function private.measure_mail() returns jsonb
language plpgsql stable set search_path = ''
as $$
declare
  kinds constant text[] := '{notification_mail,invitation_mail,account_mail,audit_head_mail}';
begin
  return jsonb_build_object(
    'sent', (
      select count(*)
      from private.background_jobs as j
      where j.finished_at > now() - interval '1 hour' and not j.is_cancelled and j.kind = any (kinds)
    ),
    'failing', (
      select count(*)
      from private.background_jobs as j
      where j.finished_at is null and j.failed_at is null and j.last_error is not null and j.kind = any (kinds)
    ) + (
      select count(*)
      from private.background_jobs as j
      where j.failed_at > now() - interval '1 hour' and j.kind = any (kinds)
    )
  );
end;
$$;
comment on function private.measure_mail() is 'Mails sent in the last hour, and mails that do not get through.';
revoke execute on function private.measure_mail() from public;

create function private.measure_connections() returns jsonb
language plpgsql stable set search_path = ''
as $$
begin
  return (
    select jsonb_build_object(
      'used', count(*), 'most', current_setting('max_connections')::integer,
      'slow_queries', count(*) filter (
        where a.state = 'active' and a.pid <> pg_backend_pid() and a.query_start < now() - interval '5 s'
      )
    )
    from pg_catalog.pg_stat_activity as a
    where a.backend_type = 'client backend'
  );
end;
$$;
comment on function private.measure_connections() is
  'Connections of people and programs, and those whose statement runs for more than five seconds.';
revoke execute on function private.measure_connections() from public;

-- How long a line waits for its seal: zero when all that could be sealed is.
create function private.seal_lag_s() returns bigint
language plpgsql stable set search_path = ''
as $$
begin
  return (
    select coalesce(extract(epoch from now() - l.created_at)::bigint, 0)
    from ops.audit_seal_state as s
    left join lateral (
      select a.created_at from public.audit_logs as a where a.xid >= s.sealed_upto order by a.xid limit 1
    ) as l on true
  );
end;
$$;
comment on function private.seal_lag_s() is 'Seconds since the oldest line without a seal was written.';
revoke execute on function private.seal_lag_s() from public;

create function private.measure() returns jsonb
language plpgsql stable set search_path = ''
as $$
declare
  backup_age_s bigint;
begin
  -- The list of backups may not be there, or hold none.
  if to_regprocedure('ops.backup_age_s()') is not null then
    execute 'select ops.backup_age_s()' into backup_age_s;
  end if;
  return jsonb_build_object(
    'jobs', private.measure_jobs(),
    'mail', private.measure_mail(),
    'connections', private.measure_connections(),
    'outbox', (
      select jsonb_build_object(
        'waiting', count(*), 'oldest_s', coalesce(extract(epoch from now() - min(o.created_at))::bigint, 0)
      )
      from private.outbox as o
      where o.relayed_at is null
    ),
    'seal_lag_s', private.seal_lag_s(),
    'broken_seals', (select count(*) from private.audit_verifications as v where v.finding_count > 0),
    'partitions_ahead', private.partitions_ahead(),
    'workers', (select count(*) from ops.workers as w where w.seen_at > now() - interval '1 minute'),
    'schedules_failing', (select count(*) from ops.schedules as s where s.last_error is not null),
    'schedule_late_s', (
      select coalesce(greatest(0, extract(epoch from now() - min(s.next_run_at))::bigint), 0) from ops.schedules as s
    ),
    'backup_age_s', backup_age_s
  );
end;
$$;
comment on function private.measure() is 'Counts and ages of the installation.';
revoke execute on function private.measure() from public;

create function public.gate_metrics() returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
begin
  return private.measure();
end;
$$;
comment on function public.gate_metrics() is
  'Counts and ages of the installation, for its monitor. Definer: service_role has no right on any table.';
revoke execute on function public.gate_metrics() from public, anon, authenticated;
grant execute on function public.gate_metrics() to service_role;

create function ops.measure() returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
begin
  return private.measure();
end;
$$;
comment on function ops.measure() is
  'Counts and ages of the installation, for its alerts. Definer: the worker has no right on any table.';
revoke execute on function ops.measure() from public;
grant execute on function ops.measure() to callout_worker;

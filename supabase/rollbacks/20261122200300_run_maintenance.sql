-- Undoes "run maintenance".
create or replace function ops.run_maintenance() returns jsonb
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

drop function private.run_maintenance(timestamptz);
drop function private.drop_months(regclass[]);
drop function private.maintain_part(text, private.retention_rules, timestamptz);
drop function private.drop_month(regclass);
drop function private.thin_month(private.retention_rules, regclass, timestamptz, timestamptz, integer);
drop function private.remove_old_rows(private.retention_rules, timestamptz, integer);
drop function private.make_months(timestamptz);
drop function private.give_up_jobs();
delete from private.retention_rules where name = 'runs';
drop table ops.maintenance_runs;
drop table private.maintenance_steps;

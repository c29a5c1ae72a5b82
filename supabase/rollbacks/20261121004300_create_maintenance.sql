-- Undoes "create maintenance", with all rows.
do $$
begin
  if exists (select from pg_catalog.pg_extension where extname = 'pg_cron') then
    perform cron.unschedule('callout-maintenance');
  end if;
end $$;
drop trigger note_closed_organization on public.organizations;
drop table ops.closed_organizations;
drop function public.gate_health();
drop function ops.run_maintenance();
drop function private.drop_old_partitions(regclass, integer);
drop function private.partitions_ahead();
drop function ops.relay_outbox(integer);
drop function private.note_closed_organization();

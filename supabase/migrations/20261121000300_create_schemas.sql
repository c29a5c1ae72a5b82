-- Rooms of the database. Only `public` is exposed by the API; what is in the others is reached through functions.
create schema private;
comment on schema private is 'Helpers, keys, defaults, queues. No API role holds a right on a table in here.';
-- Policies and column defaults call helpers as the caller, so members need the schema, though no table in it.
grant usage on schema private to authenticated;

create schema partitions;
comment on schema partitions is
  'Months of partitioned tables. A child named directly obeys its own rights, so it has none.';

-- The worker's group: a login role made per installation belongs to it. It executes ops.* and nothing else; it has
-- no bypassrls. Roles belong to the cluster and may be there already from another database.
do $$
begin
  if not exists (select from pg_catalog.pg_roles where rolname = 'callout_worker') then
    create role callout_worker nologin noinherit;
  end if;
end $$;
comment on role callout_worker is 'Group of the background workers. Works through ops.* functions only.';

create schema ops;
comment on schema ops is 'What the worker and the operator do: leases, schedules, maintenance.';
grant usage on schema ops to callout_worker;

-- Roles of the cluster as a hosted project has them before the first migration. Passwords are set by the stack.
-- `postgres` runs the migrations and is no superuser, so that ownership mistakes show here and not on hosted.
do $$
declare
  wanted constant text[][] := array[
    ['anon', 'nologin noinherit'],
    ['authenticated', 'nologin noinherit'],
    ['service_role', 'nologin noinherit bypassrls'],
    ['authenticator', 'login noinherit'],
    ['supabase_auth_admin', 'login noinherit createrole'],
    ['supabase_storage_admin', 'login noinherit'],
    ['postgres', 'login createdb createrole bypassrls replication']
  ];
  item text[];
begin
  foreach item slice 1 in array wanted loop
    if not exists (select from pg_catalog.pg_roles where rolname = item[1]) then
      execute format('create role %I %s', item[1], item[2]);
    end if;
  end loop;
end $$;

grant anon, authenticated, service_role to authenticator;
grant anon, authenticated, service_role to supabase_storage_admin;
grant anon, authenticated, service_role, authenticator to postgres with admin option;
-- Hosted lets `postgres` make policies on the tables of Storage by an extension; here membership in their owner does.
grant supabase_storage_admin to postgres;
grant pg_monitor, pg_read_all_data, pg_signal_backend to postgres;

-- The limits hosted projects ship: REST applies the caller's role's limit to each request.
alter role anon set statement_timeout = '3s';
alter role authenticated set statement_timeout = '8s';
alter role authenticator set statement_timeout = '8s';
alter role authenticator set lock_timeout = '8s';
alter role authenticator set idle_in_transaction_session_timeout = '60s';

-- On the roles and not on the database, because a cloned database does not inherit database settings.
alter role postgres set search_path = "$user", public, extensions;
alter role supabase_admin set search_path = "$user", public, auth, extensions;
alter role supabase_auth_admin set search_path = auth;
alter role supabase_storage_admin set search_path = storage;
alter role supabase_storage_admin set idle_in_transaction_session_timeout = '60s';
alter role supabase_auth_admin set idle_in_transaction_session_timeout = '60s';

-- Nothing is open by default. Supabase projects made before 2026-05-30 grant every new object of `public` to the API
-- roles, PostgreSQL grants execute on every new function to everybody; both would turn one forgotten revoke into a
-- hole. From here on each grant is written where the object is made, and a forgotten one is an error, not a leak.
alter default privileges revoke execute on functions from public;

alter default privileges in schema public revoke all on tables from anon, authenticated, service_role;
alter default privileges in schema public revoke all on sequences from anon, authenticated, service_role;
alter default privileges in schema public revoke all on functions from anon, authenticated, service_role;

revoke all on schema public from public;
grant usage on schema public to anon, authenticated, service_role;

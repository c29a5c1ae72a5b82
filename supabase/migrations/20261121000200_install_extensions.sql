-- The extensions the schema needs, all of PostgreSQL's own contrib and present on hosted projects. They live in
-- `extensions`, so that nobody can shadow their functions from a schema he may write to.
create extension if not exists pgcrypto with schema extensions;
create extension if not exists pg_trgm with schema extensions;
-- One GIN index over (org_id, trigrams): a search reads the entries of its own organization only.
create extension if not exists btree_gin with schema extensions;
create extension if not exists unaccent with schema extensions;

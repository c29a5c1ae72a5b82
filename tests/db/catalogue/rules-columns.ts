import type { Rule } from "./rule";
import { lawful } from "./rules-tables";

const planted = (column: string): string => `${lawful} alter table public.planted add column ${column}`;

export const columnRules: Rule[] = [
  {
    id: "no-enum",
    law: "States are text with a check: the equality of an enum is not leak-proof",
    find: `select s.name || '.' || t.typname as offender from pg_catalog.pg_type t join law_schema s on s.oid = t.typnamespace where t.typtype = 'e'
      union all select label from law_column where type_kind = 'e'`,
    plant: { sql: "create type public.planted as enum ('a')", offender: "public.planted" },
  },
  {
    id: "domains-checked",
    law: "A domain says which values it holds, and stands over text",
    find: `select s.name || '.' || t.typname as offender from pg_catalog.pg_type t join law_schema s on s.oid = t.typnamespace
      where t.typtype = 'd' and (t.typbasetype <> 'text'::regtype
        or not exists (select from pg_catalog.pg_constraint k where k.contypid = t.oid and k.contype = 'c'))`,
    plant: { sql: "create domain public.planted as text", offender: "public.planted" },
  },
  {
    id: "column-types",
    law: "No citext, money, real, json or xml; instants are timestamptz",
    find: `select label || ' ' || base_type as offender from law_column where base_type in ('extensions.citext', 'citext', 'money', 'real',
      'json', 'timestamp without time zone', 'time with time zone', 'xml')`,
    plant: {
      sql: planted("at timestamp"),
      offender: "public.planted.at timestamp without time zone",
    },
  },
  {
    id: "money",
    law: "Money is <x>_amount bigint beside the row's currency",
    find: `select c.label as offender from law_column c where c.name like '%\\_amount' and (c.type <> 'bigint'
        or not exists (select from law_column k where k.relid = c.relid and k.name = 'currency' and k.not_null))
      union all select label from law_column where name ~ '(^|_)(price|cost|total|subtotal|balance|tax|discount)$'`,
    plant: { sql: planted("total_amount numeric"), offender: "public.planted.total_amount" },
  },
  {
    id: "no-sequence-keys",
    law: "No serial or identity column: a counter tells how much the others do",
    find: "select label as offender from law_column where identity <> '' or default_expr like 'nextval%'",
    plant: { sql: planted("number bigint generated always as identity"), offender: "public.planted.number" },
  },
  {
    id: "ordered-ids",
    law: "uuid keys are time-ordered: id defaults to private.uuid_v7()",
    find: `select label as offender from law_column where name = 'id' and not is_partition
      and (type <> 'uuid' or default_expr is distinct from 'private.uuid_v7()')`,
    plant: {
      sql: "alter table public.customers alter id set default gen_random_uuid()",
      offender: "public.customers.id",
    },
  },
  {
    id: "states-checked",
    law: "A column that names a state or a kind is a domain or has a check",
    find: `select c.label as offender from law_column c where not c.is_partition and c.base_type = 'text'
      and c.name in ('status', 'kind', 'role', 'state', 'trade', 'scope', 'operation', 'actor_kind', 'severity', 'plan', 'source', 'permission', 'resource')
      and c.type_kind <> 'd' and not exists (select from law_constraint k where k.relid = c.relid and k.kind = 'c' and k.definition ~ ('\\m' || c.name || '\\M'))`,
    plant: { sql: planted("status text"), offender: "public.planted.status" },
  },
  {
    id: "lower-case",
    law: "E-mail addresses and slugs are text with a check that they are lower case",
    find: `select c.label as offender from law_column c where not c.is_partition and c.name in ('email', 'slug') and not exists (
      select from law_constraint k where k.relid = c.relid and k.kind = 'c' and (k.definition ~ ('lower\\(\\(?' || c.name || '\\M')
        or k.definition ~ (c.name || ' ~ ''\\^\\[a-z')))`,
    plant: { sql: planted("email text"), offender: "public.planted.email" },
  },
  {
    id: "both-or-none",
    law: "A position is complete: lat and lng are both set or both null, and in range",
    find: `select t.label as offender from law_tenant t
      where exists (select from law_column c where c.relid = t.oid and c.name = 'lat')
      and (not exists (select from law_constraint k where k.relid = t.oid and k.kind = 'c' and k.definition ~ '\\mlat\\M' and k.definition ~ '\\mlng\\M')
        or not exists (select from law_constraint k where k.relid = t.oid and k.kind = 'c' and k.definition ~ '\\mlat\\M.*90')
        or not exists (select from law_constraint k where k.relid = t.oid and k.kind = 'c' and k.definition ~ '\\mlng\\M.*180'))`,
    plant: {
      sql: planted("lat double precision, add column lng double precision"),
      offender: "public.planted",
    },
  },
  {
    id: "valid-constraints",
    law: "Every constraint is validated, every index valid",
    find: "select label as offender from law_constraint where not is_valid union all select label from law_index where not is_valid",
    plant: {
      sql: `alter table public.customers add constraint planted check (version > 0) not valid`,
      offender: "public.customers: planted",
    },
  },
  {
    id: "secrets-not-readable",
    law: "Hashes, tokens, secrets and search texts are readable by no API role",
    find: `select g.label || ' to ' || g.grantee as offender from law_grant g where g.object = 'column' and g.privilege = 'select'
        and g.column_name ~ '(hash|token|secret|search_text|encrypted|salt|leaf|password)' and g.grantee <> 'callout_worker'
      union all select c.label || ' to ' || g.grantee from law_grant g join law_column c on c.table_label = g.label
        where g.object = 'table' and g.privilege = 'select' and c.name ~ '(hash|token|secret|search_text|encrypted|salt|leaf|password)'`,
    plant: {
      sql: `${planted("token_hash bytea")}; grant select (token_hash) on public.planted to authenticated`,
      offender: "public.planted.token_hash to authenticated",
    },
  },
  {
    id: "no-plaintext-check",
    law: "No check on a secret's column: its error would print the plaintext",
    find: `select k.label as offender from law_constraint k where k.kind = 'c' and k.definition ~ '\\m\\w*(secret|plaintext|password)\\w*\\M'`,
    plant: {
      sql: planted("api_secret text check (api_secret like 'v1.%')"),
      offender: "public.planted: planted_api_secret_check",
    },
  },
];

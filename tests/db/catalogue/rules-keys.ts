import type { Rule } from "./rule";
import { lawful } from "./rules-tables";

export const keyRules: Rule[] = [
  {
    id: "composite-references",
    law: "A reference inside a tenant is composite and carries org_id on both sides, so that no row can name another tenant's",
    find: `select f.label as offender from law_fk f
      join law_tenant t on t.oid = f.relid
      where not (f.columns[1] = 'org_id' and f.target_columns[1] = case when f.target_label = 'public.organizations' then 'id' else 'org_id' end)`,
    plant: {
      sql: `create unique index planted on public.customers (id);
        alter table public.properties add constraint planted_fkey foreign key (customer_id) references public.customers (id)`,
      offender: "public.properties: planted_fkey",
    },
  },
  {
    id: "org-referenced",
    law: "Every tenant table hangs on its organization: org_id leads to organizations, directly or through its parent",
    find: `with recursive reach as (
        select f.relid from law_fk f where f.target_label = 'public.organizations' and f.columns = array['org_id']
        union select f.relid from law_fk f join reach r on r.relid = f.target where f.columns[1] = 'org_id' and f.target_columns[1] = 'org_id')
      select t.label as offender from law_tenant t where t.oid not in (select relid from reach)`,
    plant: {
      sql: `${lawful} alter table public.planted drop constraint planted_org_id_fkey`,
      offender: "public.planted",
    },
  },
  {
    id: "set-null-columns",
    law: "on delete set null names its column, else org_id would be emptied with it",
    find: `select f.label as offender from law_fk f where f.on_delete in ('n', 'd') and cardinality(f.columns) > 1
      and (f.set_columns is null or 'org_id' = any (f.set_columns))`,
    plant: {
      sql: `${lawful} alter table public.planted add column customer_id uuid;
        alter table public.planted add constraint planted_fkey foreign key (org_id, customer_id) references public.customers (org_id, id) on delete set null`,
      offender: "public.planted: planted_fkey",
    },
  },
  {
    id: "no-update-cascade",
    law: "Keys never change, so no reference follows an update",
    find: "select label as offender from law_fk where on_update <> 'a'",
    plant: {
      sql: `${lawful} alter table public.planted add column customer_id uuid;
        alter table public.planted add constraint planted_fkey foreign key (org_id, customer_id) references public.customers (org_id, id) on update cascade`,
      offender: "public.planted: planted_fkey",
    },
  },
  {
    id: "references-indexed",
    law: "Every foreign key has an index that starts with its columns, org_id first",
    find: `select f.label as offender from law_fk f where not exists (
      select from law_index i where i.relid = f.relid and i.is_valid and i.method = 'btree'
        and i.columns[1:cardinality(f.columns)] @> f.columns and i.columns[1:cardinality(f.columns)] <@ f.columns
        and ('org_id' <> all (f.columns) or i.columns[1] = 'org_id')
        and (i.predicate is null or (select bool_or(i.predicate = '(' || c || ' IS NOT NULL)') from unnest(f.columns) c)))`,
    plant: {
      sql: `${lawful} alter table public.planted add column customer_id uuid;
        alter table public.planted add constraint planted_fkey foreign key (org_id, customer_id) references public.customers (org_id, id)`,
      offender: "public.planted: planted_fkey",
    },
  },
  {
    id: "unique-starts-with-org",
    law: "Every unique key starts with org_id, else a refusal tells that another tenant's row exists",
    find: `select i.label as offender from law_index i join law_tenant t on t.oid = i.relid
      where i.is_unique and i.columns[1] <> 'org_id'
      union all select k.label from law_constraint k join law_tenant t on t.oid = k.relid where k.kind = 'x' and k.definition !~ 'org_id WITH ='`,
    plant: {
      sql: "create unique index planted on public.customers (email)",
      offender: "public.customers: planted",
    },
  },
  {
    id: "soft-delete-keys-partial",
    law: "Unique keys of soft-deleted tables leave the deleted rows out",
    find: `select i.label as offender from law_index i where i.is_unique and not i.is_primary
      and exists (select from law_column c where c.relid = i.relid and c.name = 'deleted_at')
      and coalesce(i.predicate, '') not like '%deleted_at IS NULL%'`,
    plant: {
      sql: "create unique index planted on public.customers (org_id, email)",
      offender: "public.customers: planted",
    },
  },
  {
    id: "no-twin-indexes",
    law: "No index repeats another",
    find: `select a.label as offender from law_index a join law_index b on b.relid = a.relid and b.indexrelid <> a.indexrelid
      and regexp_replace(a.definition, '^CREATE (UNIQUE )?INDEX \\S+ ', '') = regexp_replace(b.definition, '^CREATE (UNIQUE )?INDEX \\S+ ', '')
      where a.indexrelid > b.indexrelid`,
    plant: {
      sql: "create index planted on public.customers (org_id, id)",
      offender: "public.customers: planted",
    },
  },
  {
    id: "partitioned-not-referenced",
    law: "A partitioned table is never referenced: its key carries a time",
    find: "select label as offender from law_fk where target_kind = 'p'",
    plant: {
      sql: `${lawful} alter table public.planted add column log_id uuid, add column logged_at timestamptz;
        alter table public.planted add constraint planted_fkey foreign key (org_id, log_id, logged_at) references public.audit_logs (org_id, id, created_at)`,
      offender: "public.planted: planted_fkey",
    },
  },
  {
    id: "persons-are-members",
    law: "Persons in business tables are named as members (org_id, user_id) of the same organization",
    find: `select c.label as offender from law_column c join law_tenant t on t.oid = c.relid and t.schema = 'public'
      where c.type = 'uuid' and c.name ~ '_(by|to)$' and t.kind = 'r' and not exists (
        select from law_fk f where f.relid = c.relid and f.columns = array['org_id', c.name]
          and (f.target_label = 'public.organization_members' or c.name = 'referred_by'))`,
    plant: {
      sql: `${lawful} alter table public.planted add column approved_by uuid`,
      offender: "public.planted.approved_by",
    },
  },
];

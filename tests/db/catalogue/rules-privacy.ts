import type { Rule } from "./rule";
import { lawful } from "./rules-tables";

/** Columns that can hold words of or about a person; a fixed list of words cannot. */
const wordColumns = `
  select c.table_label, c.name, c.label from law_column c
  where c.schema in ('public', 'private') and not c.is_partition and c.generated = '' and c.type_kind <> 'd'
    and c.table_name not like 'default\\_%'
    and c.base_type in ('text', 'text[]', 'jsonb', 'inet', 'bytea')
    and not exists (
      select from pg_catalog.pg_constraint k
      where k.conrelid = c.relid and k.contype = 'c' and k.conkey = array[c.attnum]
        and pg_catalog.pg_get_constraintdef(k.oid) ~ '= ANY \\(+ARRAY\\[')`;

export const privacyRules: Rule[] = [
  {
    id: "personal-data",
    law: "Every column that can hold words is registered: whose they are, and what erasing does with them",
    find: `select w.label as offender from (${wordColumns}) w
      where not exists (select from private.personal_data_columns p where p.relation = w.table_label and p.name = w.name)`,
    plant: {
      sql: `${lawful} alter table public.planted add column words text`,
      offender: "public.planted.words",
    },
  },
  {
    id: "personal-data-gone",
    law: "The register of personal data names no column that is not there",
    find: `select p.relation || '.' || p.name as offender from private.personal_data_columns p
      where not exists (select from law_column c where c.table_label = p.relation and c.name = p.name)`,
    plant: {
      sql: "insert into private.personal_data_columns values ('public.planted', 'words', 'none', 'stay', 'planted')",
      offender: "public.planted.words",
    },
  },
  {
    id: "personal-data-reached",
    law: "What is somebody's data is found by the register's rows and erased as its rule says",
    find: `select p.relation || '.' || p.name as offender from private.personal_data_columns p
      where p.rule <> 'stay' and not exists (
        select from private.personal_data_rows r where r.relation = p.relation and (
          (r.action = 'delete') or (r.action in ('change', 'audit') and p.rule in ('clear', 'word', 'empty', 'fields'))))
      union
      select p.relation || '.' || p.name from private.personal_data_columns p
      join private.personal_data_rows r on r.relation = p.relation and r.action = 'change'
      where p.rule = 'row'`,
    plant: {
      sql: "update private.personal_data_rows set action = 'change' where relation = 'public.activities'",
      offender: "public.activities.body",
    },
  },
];

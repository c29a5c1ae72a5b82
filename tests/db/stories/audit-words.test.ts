import { afterAll, beforeAll, expect, test } from "vitest";
import { toldFields } from "@/lib/audit-logs/rules";
import auditLogs from "@/messages/en/audit-logs.json";
import history from "@/messages/en/history.json";
import { openDatabase } from "../../support/database";
import type { TestDatabase } from "../../support/database";

let database: TestDatabase;

beforeAll(async () => {
  database = await openDatabase();
});

afterAll(async () => {
  await database.close();
});

/** Every table whose changes are recorded, what it is called there, and its columns. */
const recorded = () => database.sql<{ entity: string; columns: string[] }[]>`
  select split_part(encode(t.tgargs, 'escape'), '\\000', 1) as entity, array_agg(distinct a.attname::text) as columns
  from pg_trigger as t
  join pg_proc as p on p.oid = t.tgfoid and p.proname = 'record_changes'
  join pg_attribute as a on a.attrelid = t.tgrelid and a.attnum > 0 and not a.attisdropped
  group by 1`;

test("the audit log has a word for every kind of record and every column that a line can name", async () => {
  const kinds = await recorded();
  expect(kinds.length).toBeGreaterThan(30);
  const words = { ...auditLogs.column, ...history.field };
  const unnamed = kinds.flatMap(({ entity, columns }) => [
    ...(entity in auditLogs.entity ? [] : [entity]),
    ...toldFields(columns)
      .filter((column) => !(column in words))
      .map((column) => `${entity}.${column}`),
  ]);
  expect(unnamed).toEqual([]);
});

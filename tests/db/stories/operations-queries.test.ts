import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openDatabase } from "@/tests/support/database";
import type { TestDatabase } from "@/tests/support/database";

const text = readFileSync("docs/operations.md", "utf8");
const blocks = [...text.matchAll(/```sql\n([\s\S]*?)```/g)].map(([, block = ""]) => block);
/** Each is a comment that says what for, and a statement. What writes is left to the operator. */
const queries = blocks
  .flatMap((block) => [...block.matchAll(/^-- ([^\n]+)\n([^;]+);/gm)])
  .map(([, says = "", statement = ""]) => [says, statement] as const)
  .filter(([, statement]) => statement.startsWith("select"));

let database: TestDatabase;
beforeAll(async () => {
  database = await openDatabase();
});
afterAll(() => database.close());

test("the page for operators holds queries", () => {
  expect(queries.length).toBeGreaterThan(10);
});

test.each(queries)("an operator's query runs: %s", async (_says, query) => {
  // Statistics of statements are read where a project has them switched on, which this database has not.
  if (query.includes("pg_stat_statements"))
    await database.sql`create extension if not exists pg_stat_statements with schema extensions`;
  await database.sql`set search_path = public, extensions`;
  await expect(database.sql.unsafe(query)).resolves.toBeDefined();
});

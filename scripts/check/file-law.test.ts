import { expect, test } from "vitest";
import { checkFiles } from "./file-law";
import { checkMigrations } from "./migration-law";

const rules = (path: string, text: string) => checkFiles([{ path, text }]).map((found) => found.rule);

test.each([
  ["components/shared/utils.ts", "export const a = 1;", "collects what belongs nowhere"],
  ["lib/customers/index.ts", "export const a = 1;", "collects what belongs nowhere"],
  ["components/customers/CustomerForm.tsx", "export const a = 1;", "is not kebab-case"],
  ["components/customers/all.ts", 'export { a } from "./a";\nexport * from "./b";', "only passes others on"],
  ["lib/customers/queries.ts", "export const a = 1;", "must never reach a browser"],
  ["lib/http/gate.ts", "export const a = 1;", "must never reach a browser"],
  ["app/o/[org]/customers/page.tsx", 'client.from("customers")', "reads or writes data outside"],
  ["lib/customers/client.ts", 'client\n  .rpc("create_customer", {})', "reads or writes data outside"],
  ["lib/customers/schema.ts", "const a = process.env.APP_URL;", "environment is read outside"],
  ["lib/customers/schema.ts", "// TO" + "DO later", "in the code"],
  ["lib/customers/schema.ts", "a;\n".repeat(401), "401 lines, 400 are the most"],
  ["app/o/[org]/customers/page.tsx", "a;\n".repeat(81), "81 lines, 80 are the most"],
  ["middleware.ts", "a;\n".repeat(61), "61 lines, 60 are the most"],
])("%s is refused: %#", (path, text, rule) => {
  expect(rules(path, text).join()).toContain(rule);
});

test("what looks similar and is fine passes", () => {
  expect(rules("lib/customers/queries.ts", 'import "server-only";\nclient.from("customers");')).toEqual([]);
  expect(rules("components/shared/rows.ts", 'const a = Array.from("abc");\n// .from("customers")')).toEqual(
    [],
  );
  expect(rules("app/o/[org]/(list)/customers/[id]/page.tsx", "export default 1;")).toEqual([]);
  expect(rules("lib/customers/rules.ts", "if (process.env.NODE_ENV) f();")).toEqual([]);
});

const migration = (text: string, rollback = true) =>
  checkMigrations([
    { path: "supabase/migrations/20260101000000_create_things.sql", text },
    ...(rollback ? [{ path: "supabase/rollbacks/20260101000000_create_things.sql", text: "" }] : []),
  ]).map((found) => found.rule);

test("a migration says why, can be undone, and is alone when it runs without a transaction", () => {
  expect(migration("-- Because.\nselect 1;")).toEqual([]);
  expect(migration("select 1;")).toEqual(["The reason is missing"]);
  expect(migration("-- Because.\nselect 1;", false).join()).toContain("is missing");
  expect(migration("-- callout: no transaction\ncreate index concurrently a on b (c);")).toEqual([]);
  expect(
    migration("-- callout: no transaction\ncreate index concurrently a on b (c);\nselect 1;").join(),
  ).toContain("More than one");
  expect(migration("-- Because.\ncreate index concurrently a on b (c);").join()).toContain(
    "cannot run in a transaction",
  );
});

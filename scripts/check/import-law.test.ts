import { describe, expect, test } from "vitest";
import { checkImports } from "./import-law";
import { listImports, withoutComments } from "./sources";

const violations = (path: string, ...imports: string[]) =>
  checkImports([{ path, text: imports.map((target) => `import { x } from "${target}";`).join("\n") }]);

describe("is refused", () => {
  test.each([
    [
      "a component that reads the database",
      "components/customers/customer-list.tsx",
      "@/lib/customers/queries",
    ],
    [
      "a component that writes past the API",
      "components/customers/customer-form.tsx",
      "@/lib/customers/mutations",
    ],
    ["a primitive that knows a feature", "components/ui/button.tsx", "@/lib/customers/schema"],
    [
      "a shared component that knows a feature",
      "components/shared/data-table.tsx",
      "@/components/customers/customer-form",
    ],
    [
      "one feature's component in another's",
      "components/customers/customer-form.tsx",
      "@/components/members/member-list",
    ],
    ["a feature that calls another's mutations", "lib/customers/mutations.ts", "@/lib/properties/mutations"],
    ["a schema that needs a server", "lib/customers/schema.ts", "@/lib/customers/queries"],
    ["a rule that reads", "lib/customers/rules.ts", "@/lib/supabase/user-client"],
    ["the machinery below that knows a feature", "lib/http/handler.ts", "@/lib/customers/mutations"],
    ["the app in a library", "lib/customers/queries.ts", "@/app/layout"],
    ["the app by a relative path", "components/shared/frame.tsx", "../../app/providers"],
    ["the app in a test", "tests/api/customers.test.ts", "@/app/api/v1/customers/route"],
    ["the embedded stack in the app", "app/api/health/route.ts", "@/scripts/stack/stack"],
    ["the embedded stack in a library", "lib/mail/send.ts", "@/scripts/stack/mail"],
    ["a component in a route", "app/api/v1/customers/route.ts", "@/components/ui/button"],
    ["a query in the worker", "lib/invitations/worker.ts", "@/lib/invitations/queries"],
    ["the app in the embedded stack", "scripts/stack/gateway.ts", "@/lib/customers/queries"],
    ["the phone's store in the office", "components/bookings/visit-record.tsx", "@/lib/field/store"],
    ["a query on the phone", "lib/field/fill.ts", "@/lib/sync/queries"],
    ["a room nobody knows", "lib/customers.ts", "zod"],
  ])("%s", (_what, path, target) => {
    const [found] = violations(path, target);
    expect(found).toMatchObject({ path, line: 1 });
    expect(found?.cure.length).toBeGreaterThan(20);
  });
});

describe("is allowed", () => {
  test.each([
    ["app/o/[org]/customers/page.tsx", "@/lib/customers/queries"],
    ["app/o/[org]/customers/page.tsx", "@/components/customers/customer-list"],
    ["app/layout.tsx", "./globals.css"],
    ["app/api/v1/customers/route.ts", "@/lib/customers/mutations"],
    ["components/customers/customer-form.tsx", "@/lib/customers/client"],
    ["components/customers/customer-form.tsx", "@/components/members/member-picker"],
    ["components/customers/customer-form.tsx", "@/components/custom-fields/field-inputs"],
    ["components/customers/customer-form.tsx", "./customer-list"],
    ["components/ui/button.tsx", "@/lib/cn"],
    ["lib/customers/queries.ts", "@/lib/properties/queries"],
    ["lib/customers/client.ts", "@/lib/http/fetch"],
    ["lib/invitations/worker.ts", "@/lib/worker/job"],
    ["lib/field/wire.ts", "@/lib/sync/client"],
    ["components/field/day/day-page.tsx", "@/lib/field/use-visits"],
    ["scripts/worker.ts", "@/lib/invitations/worker"],
    ["tests/db/stories/customers.test.ts", "@/scripts/stack/database"],
  ])("%s ← %s", (path, target) => {
    expect(violations(path, target)).toEqual([]);
  });
});

test("imports are found in every form and not in comments", () => {
  const text = [
    '// import { a } from "@/app/a";',
    '/* import "@/app/b"; */',
    'import type { C } from "@/lib/c/schema";',
    'import {\n  d,\n} from "./d";',
    'export { e } from "../e";',
    'const f = await import("@/lib/f/rules");',
    'import "server-only";',
    'const url = "http://not.an/import";',
  ].join("\n");
  expect(listImports({ path: "lib/x/y.ts", text })).toEqual([
    { target: "lib/c/schema", line: 3, isType: true },
    { target: "lib/x/d", line: 6, isType: false },
    { target: "lib/e", line: 7, isType: false },
    { target: "lib/f/rules", line: 8, isType: false },
    { target: "server-only", line: 9, isType: false },
  ]);
});

test("blanking comments moves nothing and leaves strings alone", () => {
  const text = 'const a = "// no comment"; // one\nconst b = `/* none */`; /* two\nlines */ const c = 1;';
  const blanked = withoutComments(text);
  expect(blanked.length).toBe(text.length);
  expect(blanked).toContain('"// no comment"');
  expect(blanked).toContain("`/* none */`");
  expect(blanked).not.toContain("two");
});

import type { TestApp } from "@/scripts/test/app";
import { connect, type Sql } from "@/tests/support/database";

/** The running installation these tests were started for (scripts/test.ts). */
export const installation = readInstallation();

function readInstallation(): TestApp {
  const text = process.env.TEST_APP;
  if (!text) throw new Error("These tests need a running app: npm run test:api starts one.");
  const app = JSON.parse(text) as TestApp;
  for (const url of [app.url, app.supabaseUrl, app.adminUrl]) {
    // They create, break and delete: only an installation of this machine is acceptable.
    if (!["127.0.0.1", "localhost"].includes(new URL(url).hostname))
      throw new Error(`${url} is not this machine.`);
  }
  return app;
}

let admin: Sql | null = null;

/** Superuser: sets scenes and looks at what no identity may see. Never what is under test. */
export function database(): Sql {
  admin ??= connect(installation.adminUrl, 2);
  return admin;
}

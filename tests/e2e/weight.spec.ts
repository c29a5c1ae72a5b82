import type { Page } from "@playwright/test";
import { expect, test } from "./support/people";

/** Compressed, as it crosses the line. Maps and charts are loaded when they are shown and count when they are. */
const BUDGET_KB = 250;

/**
 * Sums the scripts of a first visit until the page shows what it is for. What is fetched once the page is at rest does
 * not count, and when that is depends on the machine: here it never comes to rest.
 */
async function weighScripts(page: Page, path: string, shown: string): Promise<number> {
  const sizes: Promise<number>[] = [];
  page.on("requestfinished", (request) => {
    if (request.resourceType() !== "script") return;
    sizes.push(request.sizes().then((size) => size.responseBodySize));
  });
  await page.addInitScript(() => {
    window.requestIdleCallback = () => 0;
  });
  await page.goto(path);
  await expect(page.locator(shown).first()).toBeVisible();
  const bytes = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
  return Math.round(bytes / 1000);
}

async function expectLight(page: Page, path: string, shown: string): Promise<void> {
  const weightKb = await weighScripts(page, path, shown);
  process.stdout.write(`    ${String(weightKb).padStart(4)} kB of scripts, compressed: ${path}\n`);
  expect(weightKb, `kB of scripts on ${path}`).toBeGreaterThan(50);
  expect(weightKb, `kB of scripts on ${path}`).toBeLessThanOrEqual(BUDGET_KB);
}

test("signing in needs no more than 250 kB of scripts", async ({ page }) => {
  await expectLight(page, "/sign-in", "form button");
});

const OWNER = "owner@northside.test";

for (const { path, shown } of [
  { path: "/o/northside/customers", shown: "[data-row-id]" },
  { path: "/o/northside/properties", shown: "[data-row-id]" },
  { path: "/o/northside/bookings", shown: "[data-row-id]" },
  { path: "/o/northside/jobs", shown: "[data-row-id]" },
  { path: "/o/northside/resources", shown: "[data-row-id]" },
  { path: "/o/northside/settings/members", shown: "[data-row-id]" },
  { path: "/o/northside/today", shown: "main h2" },
  { path: "/o/northside/board", shown: "main h1" },
  { path: "/o/northside/backlog", shown: "main [role='radio']" },
  { path: "/o/northside/sync", shown: "main h1" },
  { path: "/o/northside/imports", shown: "main h1" },
  { path: "/o/northside/feedback", shown: "main h1" },
  { path: "/o/northside/audit-logs", shown: "main h1" },
]) {
  test(`${path} needs no more than 250 kB of scripts`, async ({ openAs }) => {
    await expectLight(await openAs(OWNER), path, shown);
  });
}

for (const page of [
  "profile",
  "sessions",
  "display",
  "organization",
  "branding",
  "hours",
  "scheduling",
  "zones",
  "online-booking",
  "customer-links",
  "service-types",
  "checklists",
  "skills",
  "tags",
  "custom-fields",
  "templates",
  "templates/visit.reminder",
  "mail-server",
  "modules",
  "departments",
  "roles",
  "roles/dispatcher",
  "exports",
  "retention",
  "privacy",
  "close",
]) {
  test(`the settings' page ${page} needs no more than 250 kB of scripts`, async ({ openAs }) => {
    await expectLight(await openAs(OWNER), `/o/northside/settings/${page}`, "main h1, main h2");
  });
}

test("the booking page needs no more than 250 kB of scripts", async ({ page }) => {
  await expectLight(page, "/book/northside", "main ol button");
});

test("the day on the phone needs no more than 250 kB of scripts", async ({ openAs }) => {
  await expectLight(await openAs("tech8@northside.test"), "/field", "main h2, main p");
});

for (const kind of ["customers", "properties", "bookings", "jobs", "resources"]) {
  test(`the page of one of the ${kind} needs no more than 250 kB of scripts`, async ({ openAs }) => {
    const finder = await openAs(OWNER);
    await finder.goto(`/o/northside/${kind}`);
    const record = await finder.locator("[data-row-link]").first().getAttribute("href");
    // Anew: what another page brought is in the browser's cache.
    await expectLight(await openAs(OWNER), record ?? "", "main h2");
  });
}

test("a visit with all that was done needs no more than 250 kB of scripts", async ({ openAs }) => {
  const finder = await openAs(OWNER);
  await finder.goto("/o/northside/bookings?view=all&state=completed,closed");
  const record = await finder.locator("[data-row-link]").first().getAttribute("href");
  await expectLight(await openAs(OWNER), record ?? "", "main h2");
});

test("a member's page needs no more than 250 kB of scripts", async ({ openAs }) => {
  const finder = await openAs(OWNER);
  await finder.goto("/o/northside/settings/members");
  const answer = await finder.evaluate(async () => (await fetch("/api/v1/members?limit=1")).json());
  const { user_id: id } = (answer as { data: { user_id: string }[] }).data[0] ?? { user_id: "" };
  await expectLight(await openAs(OWNER), `/o/northside/settings/members/${id}`, "main h2");
});

test("the page of an import needs no more than 250 kB of scripts", async ({ openAs }) => {
  const finder = await openAs(OWNER);
  await finder.goto("/o/northside/imports");
  const [chooser] = await Promise.all([
    finder.waitForEvent("filechooser"),
    finder.getByRole("button", { name: "Choose a file" }).click(),
  ]);
  const rows = "First name,Last name,Phone\nIda,Weigh,518 555 0142\n";
  await chooser.setFiles({ name: "weigh.csv", mimeType: "text/csv", buffer: Buffer.from(rows) });
  await finder.waitForURL(/\/imports\/[0-9a-f-]{36}/, { timeout: 60_000 });
  await expect(finder.getByText("Ready to import", { exact: true })).toBeVisible({ timeout: 60_000 });
  await expectLight(await openAs(OWNER), new URL(finder.url()).pathname, "main h2");
});

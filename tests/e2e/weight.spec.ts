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

for (const { path, shown } of [
  { path: "/o/northside/customers", shown: "[data-row-id]" },
  { path: "/o/northside/properties", shown: "[data-row-id]" },
  { path: "/o/northside/settings/members", shown: "[data-row-id]" },
]) {
  test(`${path} needs no more than 250 kB of scripts`, async ({ openAs }) => {
    await expectLight(await openAs("dispatcher@northside.test"), path, shown);
  });
}

test("the booking page needs no more than 250 kB of scripts", async ({ page }) => {
  await expectLight(page, "/book/northside", "main ol button");
});

test("the day on the phone needs no more than 250 kB of scripts", async ({ openAs }) => {
  await expectLight(await openAs("tech8@northside.test"), "/field", "main h2, main p");
});

test("a customer's page needs no more than 250 kB of scripts", async ({ openAs }) => {
  const finder = await openAs("dispatcher@northside.test");
  await finder.goto("/o/northside/customers");
  const record = await finder.locator("[data-row-link]").first().getAttribute("href");
  // Anew: what another page brought is in the browser's cache.
  await expectLight(await openAs("dispatcher@northside.test"), record ?? "", "main h2");
});

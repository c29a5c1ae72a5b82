import type { Page } from "@playwright/test";
import { expect, test } from "./support/people";
import { lookAt } from "./support/screens";

// Every page is looked at in both themes.
test.describe.configure({ timeout: 240_000 });

const company = "/o/northside";

async function look(page: Page, path: string, heading: string | RegExp): Promise<void> {
  await page.goto(`${company}/${path}`);
  await expect(page.getByRole("heading", { level: 1, name: heading })).toBeVisible();
  await lookAt(page, path.replaceAll(/[^a-z]+/g, "-"));
}

/** The page of the first row of a list. */
async function lookAtFirst(page: Page, list: string, name: string): Promise<void> {
  await page.goto(`${company}/${list}`);
  const link = page.locator("[data-row-link]").first();
  await expect(link).toBeAttached();
  await page.goto((await link.getAttribute("href")) ?? "");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await lookAt(page, name);
}

test("today, the board, the backlog, visits and jobs are accessible in both themes", async ({ openAs }) => {
  const page = await openAs("dispatcher@northside.test");
  await look(page, "today", "Today");
  await look(page, "board", "Board");
  await look(page, "backlog", "Backlog");
  await look(page, "bookings", "Visits");
  await look(page, "jobs", "Jobs");
  await look(page, "resources", "People and resources");
});

test("the pages of one visit, one job and one person are accessible in both themes", async ({ openAs }) => {
  const page = await openAs("dispatcher@northside.test");
  await lookAtFirst(page, "bookings?view=all", "visit");
  await lookAtFirst(page, "jobs", "job");
  await lookAtFirst(page, "resources", "resource");
});

test("what planning is set up by is accessible in both themes", async ({ openAs }) => {
  const page = await openAs("owner@northside.test");
  for (const path of ["service-types", "skills", "checklists", "hours", "zones", "tags", "display"])
    await look(page, `settings/${path}`, /./);
});

test("the week on the board and a settings sheet are accessible in both themes", async ({ openAs }) => {
  const page = await openAs("owner@northside.test");
  await look(page, "board?view=week", "Board");
  await page.goto(`${company}/settings/service-types?sheet=service`);
  await expect(page.getByRole("dialog", { name: "New service type" })).toBeVisible();
  await lookAt(page, "service-type-new");
});

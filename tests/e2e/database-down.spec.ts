import type { Locator, Page } from "@playwright/test";
import postgres from "postgres";
import { prepareTestApp } from "@/scripts/test/app";
import type { TestApp } from "@/scripts/test/app";
import { demoPassword, expect, test } from "./support/people";

// An installation of its own: the database is nobody else's to be taken away.
test.describe.configure({ timeout: 300_000 });

/** Pages of the office that are asked for while nothing answers. */
const ROOMS = ["today", "board", "backlog"];

/** Refuses every caller of the application, as a database that is down does, until the answer is called. */
async function takeDatabaseAway(app: TestApp): Promise<() => Promise<void>> {
  const address = new URL(app.adminUrl);
  const name = address.pathname.slice(1);
  address.pathname = "/template1";
  const sql = postgres(address.href, { max: 1, onnotice: () => undefined });
  const allow = (isOpen: boolean) =>
    sql`update pg_catalog.pg_database set datallowconn = ${isOpen} where datname = ${name}`;
  await allow(false);
  await sql`select pg_terminate_backend(pid) from pg_catalog.pg_stat_activity where datname = ${name}`;
  return async () => {
    await allow(true);
    await sql.end();
  };
}

async function withInstallation(run: (app: TestApp) => Promise<void>): Promise<void> {
  const { app, installation, remove } = await prepareTestApp(process.cwd());
  try {
    await installation.start();
    await run(app);
  } finally {
    await installation.stop();
    await remove();
  }
}

/** What was typed stays through a refused save and a page that does not load. */
async function loseNote(page: Page, note: Locator): Promise<void> {
  await page.getByRole("button", { name: "Add note" }).click();
  await expect(page.getByRole("alert").filter({ hasText: /\S/ }).first()).toBeVisible();
  await expect(note).toHaveValue("The bell is broken");
  await page.reload();
  await expect(page.getByText("This page did not load.").last()).toBeVisible();
}

test("without a database each page says so and offers another try, nothing typed is lost, and all come back", async ({
  page,
  context,
}) => {
  await withInstallation(async (app) => {
    await page.goto(`${app.url}/sign-in`);
    await page.getByLabel("E-mail").fill("dispatcher@northside.test");
    await page.getByLabel("Password", { exact: true }).fill(demoPassword);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await page.waitForURL(/\/o\/northside\//);
    const { visitId, link } = await page.evaluate(async () => {
      const list = await (await fetch("/api/v1/bookings?status=scheduled&limit=1")).json();
      const id = list.data[0].id as string;
      const headers = { "content-type": "application/json", "idempotency-key": crypto.randomUUID() };
      const body = JSON.stringify({ booking_id: id });
      const made = await (await fetch("/api/v1/portal-links", { method: "POST", headers, body })).json();
      return { visitId: id, link: made.data.url as string };
    });
    const customer = await context.newPage();
    await customer.goto(link);
    await expect(customer.getByRole("heading", { level: 1 })).toBeVisible();
    const visitor = await context.newPage();
    const office = await Promise.all(ROOMS.map(() => context.newPage()));
    await page.goto(`${app.url}/o/northside/bookings/${visitId}`);
    const note = page.getByRole("textbox", { name: "Write here" });
    await note.fill("The bell is broken");

    const again = { name: "Try again" };
    const giveBack = await takeDatabaseAway(app);
    // All at once: an installation whose database stays away for long gives up.
    await Promise.all([
      ...office.map(async (tab, index) => {
        await tab.goto(`${app.url}/o/northside/${ROOMS[index]}`);
        await expect(tab.getByText("This page did not load.").last()).toBeVisible();
        await expect(tab.getByRole("button", again).last()).toBeVisible();
      }),
      customer
        .reload()
        .then(() => expect(customer.getByRole("heading", { name: "That broke on our side" })).toBeVisible()),
      visitor
        .goto(`${app.url}/book/northside`)
        .then(() => expect(visitor.getByRole("button", again)).toBeVisible()),
      loseNote(page, note),
    ]);

    await giveBack();
    for (const tab of office)
      await expect(async () => {
        await tab.getByRole("button", again).last().click({ timeout: 2_000 });
        await expect(tab.getByRole("button", again)).toHaveCount(0, { timeout: 5_000 });
      }).toPass({ timeout: 60_000 });
    await expect(async () => {
      await customer.getByRole("button", again).click({ timeout: 2_000 });
      await expect(customer.getByRole("button", again)).toHaveCount(0, { timeout: 5_000 });
    }).toPass({ timeout: 60_000 });
    await expect(async () => {
      await visitor.getByRole("button", again).click({ timeout: 2_000 });
      await expect(visitor.getByRole("heading", { level: 1 })).toContainText("Book", { timeout: 5_000 });
    }).toPass({ timeout: 60_000 });
    await expect(async () => {
      await page.getByRole("button", again).first().click({ timeout: 2_000 });
      await expect(note).toHaveValue("The bell is broken", { timeout: 5_000 });
    }).toPass({ timeout: 60_000 });
    await page.getByRole("button", { name: "Add note" }).click();
    await expect(page.getByRole("listitem").filter({ hasText: "The bell is broken" })).toBeVisible();
  });
});

import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import { createAccount, createCompany, join, takeRight } from "./support/company";
import { apiOf, tokenOf, uniqueWord } from "./support/office";
import { demoPassword, expect, signIn, test } from "./support/people";
import { holdReading } from "./support/reading";
import { lookAt } from "./support/screens";

// Several people and pages each, and every page is looked at in both themes.
test.describe.configure({ timeout: 180_000 });

const northside = { slug: "northside", name: "Northside Heating & Cooling" };
const bluewater = { slug: "bluewater", name: "Bluewater Plumbing" };
type Place = typeof northside;

/** Opens the customers of one of the two companies, by way of /switch where another one is chosen. */
async function workIn(page: Page, { slug, name }: Place): Promise<void> {
  await page.goto(`/o/${slug}/customers`);
  await expect(page).toHaveURL(new RegExp(`/o/${slug}/customers$|/switch\\?to=${slug}`));
  if (page.url().includes("/switch"))
    await page.getByRole("button", { name: new RegExp(`^(?:\\S+ )?${name}`) }).click();
  await expect(page).toHaveURL(new RegExp(`/o/${slug}/customers$`));
  await expect(customers(page)).toBeVisible();
}

function customers(page: Page) {
  return page.getByRole("heading", { level: 1, name: "Customers" });
}

/** Its own sign-in: a session carries its choice, so these tests must not share one. */
async function openMulti(page: Page): Promise<void> {
  await signIn(page, "multi@callout.test");
}

async function find(page: Page, word: string): Promise<void> {
  await page.getByRole("searchbox", { name: "Find by name, phone, e-mail or address" }).fill(word);
}

function guard(page: Page) {
  return page
    .getByRole("alertdialog", { name: "You work in another company now" })
    .or(page.getByRole("dialog", { name: "You work in another company now" }));
}

test("a tab left behind by a switch writes nothing into the other company, and its form survives going back", async ({
  page: older,
  context,
}) => {
  const word = `Olderby${randomUUID().slice(0, 6)}`;
  await openMulti(older);
  await workIn(older, northside);
  await older.getByRole("button", { name: "New customer" }).first().click();
  const sheet = older.getByRole("dialog", { name: "New customer" });
  await sheet.getByLabel("First name").fill("Iris");
  await sheet.getByLabel("Last name").fill(word);

  // The write is what finds out, not a question that the page asks by itself in between.
  const letRead = await holdReading(older);
  const newer = await context.newPage();
  await workIn(newer, bluewater);

  await sheet.getByRole("button", { name: "Add customer" }).click();
  await expect(guard(older)).toBeVisible();
  letRead();
  await expect(guard(older)).toContainText(`This page belongs to ${northside.name}`);
  await lookAt(older, "organization-changed");
  await find(newer, word);
  await expect(newer.getByText(`Nothing matches “${word}”.`)).toBeVisible();

  await guard(older)
    .getByRole("button", { name: `Back to ${northside.name}` })
    .click();
  await expect(guard(older)).toHaveCount(0);
  await expect(sheet.getByLabel("Last name")).toHaveValue(word);
  await sheet.getByRole("button", { name: "Add customer" }).click();
  await expect(older.getByRole("heading", { level: 1, name: `Iris ${word}` })).toBeVisible();
  await expect(older).toHaveURL(/\/o\/northside\/customers\//);

  await Promise.any([find(newer, `${word}x`), guard(newer).waitFor()]);
  await expect(guard(newer), "now the other tab is the one left behind").toContainText(
    `This page belongs to ${bluewater.name}`,
  );
});

test("a tab left behind by a switch reads nothing of the other company, and leaving leads into it", async ({
  page: older,
  context,
}) => {
  await openMulti(older);
  await workIn(older, northside);
  const newer = await context.newPage();
  await workIn(newer, bluewater);

  // Whether by this question or by an earlier one of its own, the page finds out and asks nothing further.
  await Promise.any([find(older, "Berlin"), guard(older).waitFor()]);
  await expect(guard(older)).toBeVisible();
  await expect(older.getByText(/\bBerlin\b/)).toHaveCount(0);
  await guard(older).getByRole("button", { name: "Leave this page" }).click();
  await expect(older).toHaveURL(/\/o\/bluewater\/today/);
});

test("two devices of one person each keep their own company", async ({ browser, contextOptions }) => {
  const devices = await Promise.all(
    [northside, bluewater].map(async (place) => {
      const page = await (await browser.newContext({ ...contextOptions })).newPage();
      await openMulti(page);
      return { place, page };
    }),
  );
  for (const { place, page } of devices) await workIn(page, place);
  for (const { place, page } of devices) {
    await page.goto("/");
    await expect(page).toHaveURL(new RegExp(`/o/${place.slug}/today`));
    await page.goto(`/o/${place.slug}/customers`);
    await find(page, "a");
    await expect(customers(page)).toBeVisible();
    await expect(guard(page)).toHaveCount(0);
    await page.reload();
    await expect(page).toHaveURL(new RegExp(`/o/${place.slug}/customers`));
  }
  for (const { page } of devices) await page.context().close();
});

test("the menu switches the company and its customers with it", async ({ page }, info) => {
  await openMulti(page);
  await workIn(page, northside);
  if (info.project.name === "phone") await page.getByRole("button", { name: "Menu", exact: true }).click();
  await page.getByRole("button", { name: "Choose another company" }).click();
  await page.getByRole("menuitemradio", { name: bluewater.name }).click();
  await expect(page).toHaveURL(/\/o\/bluewater\/today/);
  await page.goto(`/o/${bluewater.slug}/customers`);
  await expect(customers(page)).toBeVisible();
});

test("an address of one's other company asks to switch and then opens the page that was wanted", async ({
  page,
}) => {
  await openMulti(page);
  await workIn(page, bluewater);
  await page.goto("/o/northside/properties?q=Crotona");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(`Switch to ${northside.name}?`);
  await lookAt(page, "switch");
  await page.getByRole("button", { name: new RegExp(northside.name) }).click();
  await expect(page).toHaveURL(/\/o\/northside\/properties\?q=Crotona/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Properties");
});

test("a stranger's company is answered like one that does not exist", async ({ openAs }) => {
  const page = await openAs("dispatcher@northside.test");
  for (const slug of ["bluewater", "no-such-company"]) {
    const response = await page.goto(`/o/${slug}/customers`);
    expect(response?.status()).toBe(404);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Not found");
    await expect(page.getByText(/Bluewater/)).toHaveCount(0);
  }
  await lookAt(page, "not-found");
});

test("a technician lands on the day of the phone", async ({ openAs }) => {
  const page = await openAs("tech1@northside.test");
  await page.goto("/");
  await expect(page).toHaveURL(/\/field$/);
  await expect(page.getByRole("navigation", { name: "Field app" })).toBeVisible();
});

test("a technician finds no other people's customers and only the own line among the members", async ({
  openAs,
}) => {
  const page = await openAs("tech2@northside.test");
  await page.goto("/o/northside/settings/members");
  await expect(page.getByRole("row").filter({ hasText: "Sam Okafor" })).toBeVisible();
  await expect(page.getByText("Omar Haddad")).toHaveCount(0);
  await expect(page.getByRole("button", { name: /^Invite/ })).toHaveCount(0);
  // Nobody has been to her yet, so she is in no technician's own work.
  const word = uniqueWord();
  const desk = apiOf(await tokenOf({ id: "", email: "dispatcher@northside.test", password: demoPassword }));
  await desk("POST", "/customers", { kind: "person", last_name: word });
  await page.goto(`/o/northside/customers?q=${word}`);
  await expect(page.getByText(`Nothing matches “${word}”.`)).toBeVisible();
});

test("a role without the right to read a page gets 403 with a way back, and its neighbour opens it", async ({
  page,
}) => {
  const founder = await createAccount("Fiona Founder");
  const accountant = await createAccount("Arno Accountant");
  const company = await createCompany(founder, "Rights Works");
  await join(company, accountant, "accountant");
  await takeRight(company, "accountant", "members");

  await signIn(page, accountant.email, accountant.password);
  const refused = await page.goto(`/o/${company.slug}/settings/members`);
  expect(refused?.status()).toBe(403);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Not for your role");
  await expect(page.getByText("As Accountant you cannot open this page.")).toBeVisible();
  await expect(page.getByText("Fiona Founder")).toHaveCount(0);
  await lookAt(page, "forbidden");
  await page.getByRole("link", { name: "Back to the start" }).click();
  await expect(page).toHaveURL(new RegExp(`/o/${company.slug}/customers`));
});

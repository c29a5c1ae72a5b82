import type { Page } from "@playwright/test";
import { createAccount, createCompany, endGrants, join } from "./support/company";
import type { Account } from "./support/company";
import { installation } from "./support/installation";
import { apiOf, tokenOf, uniqueWord } from "./support/office";
import type { Row } from "./support/office";
import { expect, test } from "./support/people";
import { lookAt } from "./support/screens";

// Two people, five pages, one of them looked at in both themes.
test.describe.configure({ timeout: 180_000 });

async function found(name: string) {
  const [owner, admin, ana] = [
    await createAccount(`${name} Owner`),
    await createAccount("Ada Admin"),
    await createAccount("Ana Silva"),
  ];
  const company = await createCompany(owner, name);
  await join(company, admin, "admin");
  await join(company, ana, "dispatcher");
  const asAdmin = apiOf(await tokenOf(admin));
  const customer = await asAdmin("POST", "/customers", {
    kind: "person",
    first_name: "Claire",
    last_name: `Moreau ${uniqueWord()}`,
  });
  const property = await asAdmin("POST", "/properties", {
    customer_id: customer.id,
    address: { line1: "12 Elm Street", city: "Albany", region: "NY", postcode: "12203", country: "US" },
  });
  const work = {
    customer_id: customer.id,
    property_id: property.id,
    title: "Boiler repair",
    duration_min: 60,
  };
  const job = await asAdmin("POST", "/jobs", work);
  const visit = await asAdmin("POST", "/bookings", { job_id: job.id });
  return { company, admin, ana, asAdmin, visit };
}

/** How many customers and visits he gets at Supabase's own address, with his own token. */
async function overRest(person: Account): Promise<Record<string, number>> {
  const token = await tokenOf(person);
  const counts: Record<string, number> = {};
  for (const table of ["customers", "bookings"]) {
    const response = await fetch(`${installation.supabaseUrl}/rest/v1/${table}?select=id`, {
      headers: { apikey: installation.publishableKey, authorization: `Bearer ${token}` },
    });
    counts[table] = ((await response.json()) as unknown[]).length;
  }
  return counts;
}

async function makeRole(page: Page, slug: string, name: string): Promise<void> {
  await page.goto(`/o/${slug}/settings/roles`);
  await page.getByRole("button", { name: "New role" }).click();
  const dialog = page.getByRole("dialog", { name: "New role" });
  await dialog.getByLabel("Name").fill(name);
  await dialog.getByRole("button", { name: "Create role" }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  const cell = page.getByRole("grid").getByLabel(/^visits, see: /i);
  await cell.click();
  await expect(cell).toHaveAccessibleName(/see: Own/);
  await cell.click();
  await expect(cell).toHaveAccessibleName(/see: All/);
  await page.getByRole("button", { name: "Save 1 change" }).click();
  await expect(page.getByText("Saved.", { exact: true }).first()).toBeVisible();
}

async function giveRole(page: Page, slug: string, person: Account, name: string): Promise<void> {
  await page.goto(`/o/${slug}/settings/members/${person.id}`);
  await page.getByRole("button", { name: "Change role" }).click();
  const dialog = page.getByRole("dialog", { name: "Role of Ana Silva" });
  await dialog.getByRole("combobox", { name: "Role" }).click();
  await page.getByRole("option", { name: "Roles of our own" }).click();
  await dialog.getByRole("checkbox", { name }).click();
  await expect(dialog.getByRole("heading", { name: "Loses" })).toBeVisible();
  await dialog.getByRole("button", { name: `Make Ana Silva ${name}` }).click();
  await expect(dialog).toBeHidden();
}

const menuOf = (page: Page) => page.getByRole("navigation", { name: "Pages" });
const refused = (page: Page) => page.getByRole("heading", { name: "Not for your role" });

test("a role that may only read visits, a grant that ends by the clock, and a demotion at the next click", async ({
  openAs,
}) => {
  const { company, admin, ana, asAdmin, visit } = await found("Fine Rights");
  const base = `/o/${company.slug}`;

  await test.step("an admin makes the role and gives it", async () => {
    const page = await openAs(admin.email, admin.password);
    await makeRole(page, company.slug, "Reads visits");
    await lookAt(page, "role-matrix");
    await giveRole(page, company.slug, ana, "Reads visits");
  });

  const page = await openAs(ana.email, ana.password);
  await test.step("menu, pages, API and REST show exactly that", async () => {
    await page.goto(`${base}/bookings`);
    await expect(page.getByRole("heading", { level: 1, name: "Visits" })).toBeVisible();
    await expect(menuOf(page).getByRole("link")).toHaveText([/^Today/, /^Board/, /^Visits/, /^Settings/]);
    await expect(page.getByRole("button", { name: /Ana Silva.*Reads visits/ })).toBeVisible();
    await page.goto(`${base}/customers`);
    await expect(refused(page)).toBeVisible();
    await expect(page.getByText("As Reads visits you cannot open this page.")).toBeVisible();
    const api = apiOf(await tokenOf(ana));
    expect(await api<Row[]>("GET", "/bookings")).toHaveLength(1);
    await expect(api("GET", "/customers")).rejects.toThrow("answers 403");
    await expect(api("POST", `/bookings/${visit.id}/transitions`, { to: "cancelled" })).rejects.toThrow(
      "403",
    );
    expect(await overRest(ana)).toEqual({ customers: 0, bookings: 1 });
  });

  await test.step("a grant for an hour works, and ends by the clock", async () => {
    await asAdmin("POST", `/members/${ana.id}/permissions`, {
      effect: "grant",
      resource: "customers",
      permission: "read",
      scope: "all",
      reason: "Covers for Dora",
      expires_at: new Date(Date.now() + 3_600_000).toISOString(),
    });
    await page.goto(`${base}/customers`);
    await expect(page.getByRole("heading", { level: 1, name: "Customers" })).toBeVisible();
    expect(await overRest(ana)).toEqual({ customers: 1, bookings: 1 });
    await menuOf(page).getByRole("link", { name: "Visits" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Visits" })).toBeVisible();
    await endGrants(company, ana);
    expect(await overRest(ana)).toEqual({ customers: 0, bookings: 1 });
    await page.goto(`${base}/customers`);
    await expect(refused(page)).toBeVisible();
    await expect(menuOf(page).getByRole("link", { name: "Customers" })).toHaveCount(0);
  });

  await test.step("a demotion bites on the next click", async () => {
    await menuOf(page).getByRole("link", { name: "Visits" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Visits" })).toBeVisible();
    const less = await asAdmin("POST", "/roles", {
      name: "Reads tags",
      based_on: "dispatcher",
      rights: { tags: { read: "all" } },
    });
    await asAdmin("PATCH", `/members/${ana.id}`, { role_ids: [less.id] });
    await menuOf(page).getByRole("link", { name: "Board" }).click();
    await expect(refused(page)).toBeVisible();
    expect(await overRest(ana)).toEqual({ customers: 0, bookings: 0 });
  });
});

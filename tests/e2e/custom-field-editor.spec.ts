import type { Locator, Page } from "@playwright/test";
import { createAccount, createCompany } from "./support/company";
import type { Account, Company } from "./support/company";
import { apiOf, tokenOf, uniqueWord } from "./support/office";
import type { Api } from "./support/office";
import { expect, test } from "./support/people";
import { lookAt } from "./support/screens";

// A company of its own for each, and pages looked at in both themes.
test.describe.configure({ timeout: 180_000 });

type Ground = { owner: Account; company: Company; base: string; api: Api };

async function found(name: string): Promise<Ground> {
  const owner = await createAccount(`${name} Owner`);
  const company = await createCompany(owner, name);
  return { owner, company, base: `/o/${company.slug}`, api: apiOf(await tokenOf(owner)) };
}

async function choose(page: Page, box: Locator, option: string): Promise<void> {
  await box.click();
  await page.getByRole("option", { name: option, exact: true }).click();
}

const historyOf = (page: Page) => page.getByRole("region", { name: "History" });
const rowsOf = (page: Page) => page.locator("[data-row-id]");

async function defineHeating(page: Page, base: string): Promise<void> {
  await page.goto(`${base}/settings/custom-fields`);
  await page.getByRole("button", { name: "Add field" }).first().click();
  const sheet = page.getByRole("dialog", { name: "New field of customers" });
  await sheet.getByLabel("Name").fill("Heating");
  await choose(page, sheet.getByRole("combobox", { name: "Kind" }), "One choice");
  await sheet.getByLabel("Choice 1", { exact: true }).fill("Gas");
  await sheet.getByLabel("Choice 2", { exact: true }).fill("Oil");
  await lookAt(page, "custom-field-editor");
  await sheet.getByRole("button", { name: "Add field" }).click();
  await expect(sheet).toBeHidden();
  await expect(page.getByText("Heating").filter({ visible: true }).first()).toBeVisible();
}

test("a field of one's own is made, asked in the form, kept, filtered by, and each change of it is told by its name", async ({
  openAs,
}) => {
  const { owner, base, api } = await found("Field Works");
  const page = await openAs(owner.email, owner.password);
  await defineHeating(page, base);
  const other = uniqueWord();
  await api("POST", "/customers", { kind: "person", last_name: other, custom_fields: { heating: "oil" } });

  const name = uniqueWord();
  await page.goto(`${base}/customers/new`);
  const sheet = page.getByRole("dialog", { name: "New customer" });
  await sheet.getByLabel("First name").fill("Ada");
  await sheet.getByLabel("Last name").fill(name);
  // What need not be said stands further down.
  await sheet.getByText(/^More: /).click();
  await choose(page, sheet.getByRole("combobox", { name: "Heating" }), "Gas");
  await sheet.getByRole("button", { name: "Add customer" }).click();
  await expect(page.getByRole("heading", { level: 1, name: `Ada ${name}` })).toBeVisible();
  await expect(page.getByText("Gas", { exact: true })).toBeVisible();
  const record = new URL(page.url()).pathname;

  await page.goto(`${base}/customers`);
  await expect(rowsOf(page)).toHaveCount(2);
  await page.getByRole("button", { name: "Heating", exact: true }).click();
  await page.getByRole("menuitemradio", { name: "Gas" }).click();
  await expect(rowsOf(page)).toHaveCount(1);
  await expect(rowsOf(page)).toContainText(name);
  await page.keyboard.press("Escape");
  await lookAt(page, "customers-by-own-field");
  await page.reload();
  await expect(rowsOf(page)).toHaveCount(1);

  await page.goto(`${record}?sheet=customer`);
  const form = page.getByRole("dialog").filter({ hasText: "Heating" });
  await choose(page, form.getByRole("combobox", { name: "Heating" }), "Oil");
  await form.getByRole("button", { name: /^Save/ }).click();
  await expect(form).toBeHidden();
  const change = historyOf(page).getByRole("listitem").first();
  await expect(change).toContainText(/changed custom fields/);
  await expect(change.locator("del")).toHaveText(/Gas$/);
  await expect(change.locator("ins")).toHaveText(/Oil$/);
  await expect(change).toContainText("Heating");
  await expect(change).not.toContainText("{");
  await lookAt(page, "customer-own-field-history");
});

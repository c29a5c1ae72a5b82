import type { Locator, Page } from "@playwright/test";
import { createAccount, createCompany } from "./support/company";
import type { Account, Company } from "./support/company";
import { installation } from "./support/installation";
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

async function makeVisit(api: Api): Promise<{ id: string; number: string; job_id: string }> {
  const customer = await api("POST", "/customers", { kind: "person", last_name: uniqueWord() });
  const address = { line1: "12 Elm Street", city: "Albany", region: "NY", postcode: "12203", country: "US" };
  const place = await api("POST", "/properties", { customer_id: customer.id, address });
  const work = { customer_id: customer.id, property_id: place.id, title: "Boiler repair" };
  const job = await api("POST", "/jobs", work);
  return { ...(await api("POST", "/bookings", { job_id: job.id })), job_id: job.id };
}

test("a visit has fields of its own: filled in on its page, shown, told in its history, and its list is filtered by them", async ({
  openAs,
}) => {
  const { owner, base, api } = await found("Meter Works");
  await api("POST", "/custom-fields", { entity: "booking", name: "Meter", type: "number" });
  await api("POST", "/custom-fields", { entity: "booking", name: "Ladder", type: "yes_no" });
  const [visit, other] = [await makeVisit(api), await makeVisit(api)];
  const page = await openAs(owner.email, owner.password);
  await page.goto(`${base}/bookings/${visit.id}`);
  const card = page.getByRole("region", { name: "More" });
  await card.getByRole("button", { name: "Fill in" }).click();
  const sheet = page.getByRole("dialog", { name: `Fields of ${visit.number}` });
  await sheet.getByLabel("Meter").fill("many");
  await sheet.getByRole("button", { name: "Save values" }).click();
  await expect(sheet.getByText("This is no number.", { exact: true })).toBeVisible();
  await sheet.getByLabel("Meter").fill("1204,5");
  await choose(page, sheet.getByRole("combobox", { name: "Ladder" }), "Yes");
  await lookAt(page, "visit-own-fields-form");
  await sheet.getByRole("button", { name: "Save values" }).click();
  await expect(sheet).toBeHidden();
  await expect(card.getByText("1,204.5", { exact: true })).toBeVisible();
  const change = page.getByRole("listitem").filter({ hasText: /changed custom fields/ });
  await expect(change.locator("ins")).toHaveText([/1,204\.5$/, /Yes$/]);
  await lookAt(page, "visit-own-fields");

  await page.goto(`${base}/bookings?view=all`);
  await expect(rowsOf(page)).toHaveCount(2);
  await page.getByRole("button", { name: "Ladder", exact: true }).click();
  await page.getByRole("menuitemradio", { name: "Yes" }).click();
  await expect(rowsOf(page)).toHaveCount(1);
  await expect(rowsOf(page)).toContainText(visit.number);
  await expect(rowsOf(page)).not.toContainText(other.number);
});

/** The status and code with which the API answers the owner. */
async function answerOf(owner: Account, path: string): Promise<{ status: number; code?: string }> {
  const response = await fetch(`${installation.url}/api/v1${path}`, {
    headers: { authorization: `Bearer ${await tokenOf(owner)}` },
  });
  const { code } = (await response.json()) as { code?: string };
  return { status: response.status, code };
}

async function turn(page: Page, base: string, name: string, isOn: boolean): Promise<void> {
  await page.goto(`${base}/settings/modules`);
  const control = page.getByRole("switch", { name });
  await expect(control).toBeChecked({ checked: !isOn });
  await control.click();
  await expect(control).toBeChecked({ checked: isOn });
  await expect(control).toBeEnabled();
}

test("a part that is switched off is in no menu, page or answer, loses nothing, and is there again when it is on", async ({
  openAs,
  isMobile,
}) => {
  const { owner, base, api } = await found("Module Works");
  const department = await api("POST", "/departments", { name: "Heating" });
  const page = await openAs(owner.email, owner.password);
  const pages = page.getByRole("navigation", { name: "Pages" });
  const entries = page.getByRole("navigation", { name: "Settings" });
  const openMenu = async () => {
    if (isMobile) await page.getByRole("button", { name: "Menu" }).click();
    await expect(pages.getByRole("link", { name: "Customers" })).toBeVisible();
  };
  const closeMenu = async () => {
    if (isMobile) await page.keyboard.press("Escape");
  };

  await page.goto(`${base}/settings/modules`);
  await lookAt(page, "modules");
  await expect(entries.getByRole("link", { name: "Departments" })).toBeVisible();
  await openMenu();
  await expect(pages.getByRole("link", { name: "Feedback" })).toBeVisible();
  await closeMenu();

  for (const name of ["Departments", "Feedback"]) await turn(page, base, name, false);
  await expect(entries.getByRole("link", { name: "Departments" })).toBeHidden();
  await openMenu();
  await expect(pages.getByRole("link", { name: "Feedback" })).toBeHidden();
  await closeMenu();
  for (const path of ["/settings/departments", "/feedback"]) {
    const answer = await page.goto(`${base}${path}`);
    expect(answer?.status()).toBe(403);
    await expect(page.getByRole("heading", { name: "Switched off" })).toBeVisible();
  }
  await lookAt(page, "module-off");
  const off = { status: 403, code: "feature_off" };
  expect(await answerOf(owner, "/departments")).toEqual(off);
  expect(await answerOf(owner, `/departments/${department.id}`)).toEqual(off);
  expect(await answerOf(owner, "/feedback")).toEqual(off);

  for (const name of ["Departments", "Feedback"]) await turn(page, base, name, true);
  await expect(entries.getByRole("link", { name: "Departments" })).toBeVisible();
  await page.goto(`${base}/settings/departments`);
  const kept = page.getByText("Heating", { exact: true });
  await expect(kept.filter({ visible: true }).first()).toBeVisible();
  expect((await api<{ name: string }>("GET", `/departments/${department.id}`)).name).toBe("Heating");
  expect((await page.goto(`${base}/feedback`))?.status()).toBe(200);
});

async function writeDown(page: Page, words: { how: string; note: string; isTakenBack?: boolean }) {
  const card = page.getByRole("region", { name: "Consents" });
  await card.getByRole("button", { name: "Write down" }).click();
  const dialog = page.getByRole("dialog", { name: "What did the customer say?" });
  await choose(page, dialog.getByRole("combobox", { name: "About" }), "offers and news");
  await choose(page, dialog.getByRole("combobox", { name: "How" }), words.how);
  if (words.isTakenBack) await dialog.getByRole("checkbox", { name: "The customer takes it back" }).click();
  await dialog.getByLabel("In which words (optional)").fill(words.note);
  await lookAt(page, words.isTakenBack ? "consent-taken-back" : "consent-given");
  await dialog.getByRole("button", { name: "Write down" }).click();
  await expect(dialog).toBeHidden();
}

test("what a customer agrees to and takes back stands on the customer's page, line by line, and in the history", async ({
  openAs,
}) => {
  const { owner, base, api } = await found("Consent Works");
  const customer = await api("POST", "/customers", { kind: "person", last_name: uniqueWord() });
  const page = await openAs(owner.email, owner.password);
  await page.goto(`${base}/customers/${customer.id}`);
  const card = page.getByRole("region", { name: "Consents" });
  await expect(card.getByText("Nothing was agreed to yet.")).toBeVisible();
  await writeDown(page, { how: "in person", note: "At the fair" });
  const lines = card.getByRole("listitem");
  await expect(lines).toHaveCount(1);
  await expect(lines.first()).toContainText("Agreed to offers and news");
  await expect(lines.first()).toContainText("in person");
  await expect(lines.first()).toContainText("Consent Works Owner");
  await expect(lines.first()).toContainText("At the fair");

  await writeDown(page, { how: "by e-mail", note: "No more mails", isTakenBack: true });
  await expect(lines).toHaveCount(2);
  await expect(lines.first()).toContainText("Took back: offers and news");
  await expect(lines.nth(1)).toContainText("Agreed to offers and news");
  const changes = historyOf(page).getByRole("listitem");
  await expect(changes.first()).toContainText(/changed consent to offers and news/);
  await expect(changes.first().locator("del")).toHaveText(/yes$/);
  await expect(changes.first().locator("ins")).toHaveText(/no$/);
  await expect(changes.nth(1).locator("ins")).toHaveText(/yes$/);
  await lookAt(page, "customer-consents");
});

import type { Locator, Page } from "@playwright/test";
import { createAccount, createCompany, join } from "./support/company";
import { apiOf, tokenOf } from "./support/office";
import { expect, test } from "./support/people";
import { lookAt } from "./support/screens";

// Two pages, each in both themes.
test.describe.configure({ timeout: 180_000 });

const WORDS = {
  en: {
    history: "History",
    role: ["role", "Dispatcher", "Technician"],
    granted: "Olga Owner granted the right to export customers",
    takenBack: "Olga Owner took back the granted right to export customers",
    denied: "Olga Owner denied the right to see customers",
    forever: "without end",
    takeBack: "Take back",
    renamed: "Olga Owner changed name and rights",
    unfold: "Show old and new",
    customers: ["customers", "see", "see (own only) and add"],
    jobs: ["jobs", "see"],
    closures: ["closed days", "see"],
  },
  de: {
    history: "Verlauf",
    role: ["Rolle", "Disposition", "Technik"],
    granted: "Olga Owner hat das Recht „Kunden exportieren“ gewährt",
    takenBack: "Olga Owner hat das gewährte Recht „Kunden exportieren“ zurückgenommen",
    denied: "Olga Owner hat das Recht „Kunden sehen“ verweigert",
    forever: "ohne Ende",
    takeBack: "Zurücknehmen",
    renamed: "Olga Owner hat geändert: Name und Rechte",
    unfold: "Alt und neu zeigen",
    customers: ["Kunden", "sehen", "sehen (nur eigene) und anlegen"],
    jobs: ["Aufträge", "sehen"],
    closures: ["Schließtage", "sehen"],
  },
} as const;

async function found(locale: string) {
  const [owner, ana] = [await createAccount("Olga Owner", locale), await createAccount("Ana Silva")];
  const company = await createCompany(owner, "Told Rights");
  await join(company, ana, "dispatcher");
  return { owner, ana, base: `/o/${company.slug}/settings`, api: apiOf(await tokenOf(owner)) };
}

const linesOf = (page: Page, title: string) =>
  page.getByRole("region", { name: title }).getByRole("listitem");

/** A field by its name, with what stood there before crossed out beside what stands there now. */
async function expectChange(line: Locator, label: string, before: RegExp | null, after: RegExp) {
  const field = line.locator("div:has(> ins)").filter({ hasText: new RegExp(`^${label}`, "i") });
  await expect(field.locator("ins")).toHaveText(after);
  if (before) await expect(field.locator("del")).toHaveText(before);
  else await expect(field.locator("del")).toHaveCount(0);
}

const ending = (text: string) => new RegExp(`${text.replaceAll(/[()]/g, "\\$&")}$`);

test("a member's history says who changed role and rights, why and until when, also of a right taken back", async ({
  openAs,
  isMobile,
}) => {
  const locale = isMobile ? "de" : "en";
  const words = WORDS[locale];
  const { owner, ana, base, api } = await found(locale);
  await api("PATCH", `/members/${ana.id}`, { role: "technician" });
  const right = { resource: "customers", scope: "all" };
  await api("POST", `/members/${ana.id}/permissions`, {
    ...right,
    effect: "deny",
    permission: "read",
    reason: "Left the office",
  });
  await api("POST", `/members/${ana.id}/permissions`, {
    ...right,
    effect: "grant",
    permission: "export",
    reason: "Covers for Dora",
    expires_at: "2040-05-17T10:00:00Z",
  });

  const page = await openAs(owner.email, owner.password);
  await page.goto(`${base}/members/${ana.id}`);
  const lines = linesOf(page, words.history);
  await expect(lines.nth(0)).toContainText(words.granted);
  await expect(lines.nth(0).locator("ins").nth(0)).toHaveText(/2040/);
  await expect(lines.nth(0).locator("ins").nth(1)).toHaveText(/Covers for Dora$/);
  await expect(lines.nth(1)).toContainText(words.denied);
  await expect(lines.nth(1).locator("ins").nth(0)).toHaveText(ending(words.forever));
  const [role, was, is] = words.role;
  await expectChange(lines.nth(2), role, ending(was), ending(is));

  const held = page.getByRole("listitem").filter({ hasText: "Covers for Dora" });
  await held.getByRole("button", { name: words.takeBack }).click();
  await expect(lines.nth(0)).toContainText(words.takenBack);
  await expect(lines.nth(0).locator("del").nth(0)).toHaveText(/2040/);
  await expect(lines.nth(0).locator("del").nth(1)).toHaveText(/Covers for Dora$/);
  await expect(page.getByRole("region", { name: words.history })).not.toContainText(/user_permission|[{}]/);
  await lookAt(page, "member-history");
});

test("a role's history says who changed which of its rights, from what to what", async ({
  openAs,
  isMobile,
}) => {
  const locale = isMobile ? "de" : "en";
  const words = WORDS[locale];
  const { owner, base, api } = await found(locale);
  const made = await api("POST", "/roles", {
    name: "Desk",
    based_on: "dispatcher",
    rights: { customers: { read: "all" }, closures: { read: "all" } },
  });
  await api("PATCH", `/roles/${made.id}`, {
    name: "Front desk",
    rights: { customers: { read: "own", create: "all" }, jobs: { read: "all" } },
  });

  const page = await openAs(owner.email, owner.password);
  await page.goto(`${base}/roles/${made.id}`);
  const line = linesOf(page, words.history).first();
  await expect(line).toContainText(words.renamed);
  await line.getByText(words.unfold).click();
  await expectChange(line, "name", /Desk$/, /Front desk$/);
  const [customers, few, more] = words.customers;
  await expectChange(line, customers, ending(few), ending(more));
  await expectChange(line, words.jobs[0], null, ending(words.jobs[1]));
  await expectChange(line, words.closures[0], ending(words.closures[1]), /–$/);
  await lookAt(page, "role-history");
});

test("a role nobody has is deleted, and comes back by Undo with its rights", async ({ openAs }) => {
  const { owner, base, api } = await found("en");
  const rights = { customers: { read: "all" } };
  const made = await api("POST", "/roles", { name: "Night desk", based_on: "dispatcher", rights });
  const page = await openAs(owner.email, owner.password);
  await page.goto(`${base}/roles/${made.id}`);
  await page.getByRole("button", { name: "Delete role" }).click();
  await expect(page).toHaveURL(/\/settings\/roles$/);
  const link = page.getByRole("link", { name: "Night desk" });
  await expect(link).toHaveCount(0);
  expect(await api("GET", `/roles/${made.id}`)).toMatchObject({ deleted_at: expect.any(String) });

  await page.getByRole("button", { name: "Undo" }).click();
  await expect(link).toBeVisible();
  expect(await api("GET", `/roles/${made.id}`)).toMatchObject({ deleted_at: null, rights });
});

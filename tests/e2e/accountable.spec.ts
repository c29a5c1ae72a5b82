import { createAccount, createCompany, join } from "./support/company";
import { apiOf, tokenOf, uniqueWord } from "./support/office";
import { expect, test } from "./support/people";
import { lookAt } from "./support/screens";

// A dozen pages, each in both themes.
test.describe.configure({ timeout: 240_000 });

/** A company with one of everything that these pages show; its people speak English at the desk, German on a phone. */
async function found(locale: string) {
  const owner = await createAccount("Olga Owner", locale);
  const company = await createCompany(owner, "Accountable Works");
  const api = apiOf(await tokenOf(owner));
  const field = await api<{ key: string; options: { key: string }[] }>("POST", "/custom-fields", {
    entity: "customer",
    name: "Boiler",
    type: "choice",
    options: [{ label: "Gas" }],
  });
  const customer = await api("POST", "/customers", {
    kind: "person",
    first_name: "Claire",
    last_name: `Moreau ${uniqueWord()}`,
    custom_fields: { [field.key]: field.options[0]?.key },
  });
  await api("POST", "/departments", { name: "Heating" });
  return { owner, company, customer };
}

test("who may do what, who did what, what is kept: each page in both themes", async ({
  openAs,
  isMobile,
}) => {
  const locale = isMobile ? "de" : "en";
  const { owner, company, customer } = await found(locale);
  const page = await openAs(owner.email, owner.password);
  const base = `/o/${company.slug}`;
  for (const name of [
    "organization",
    "modules",
    "custom-fields",
    "roles",
    "departments",
    "members",
    `members/${owner.id}`,
    "sessions",
    "exports",
    "retention",
    "privacy",
    "close",
  ]) {
    await page.goto(`${base}/settings/${name}`);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await lookAt(page, `settings-${name.replace(/\/.*/, "-person")}`);
  }
  await page.goto(`${base}/audit-logs`);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await lookAt(page, "audit-logs");
  await page.goto(`${base}/customers/${customer.id}`);
  await expect(page.getByText("Gas", { exact: true })).toBeVisible();
  await lookAt(page, "customer-accountable");
});

const WORDS = {
  en: {
    granted: "Olga Owner granted Ana Silva the right to export customers",
    takenBack: "Olga Owner took back from Ana Silva the granted right to export customers",
    effect: "Granted",
    erase: "Erase",
    groups: ["Schedule", "visits"],
    cell: "visits, see: All",
    import: "Import customers",
  },
  de: {
    granted: "Olga Owner hat Ana Silva das Recht „Kunden exportieren“ gewährt",
    takenBack: "Olga Owner hat bei Ana Silva das gewährte Recht „Kunden exportieren“ zurückgenommen",
    effect: "Gewährt",
    erase: "Löschen",
    groups: ["Planung", "Termine"],
    cell: "Termine, sehen: Alle",
    import: "Kunden importieren",
  },
} as const;

test("the audit log says whom which right was given and taken from", async ({ openAs, isMobile }) => {
  const locale = isMobile ? "de" : "en";
  const words = WORDS[locale];
  const [owner, ana] = [await createAccount("Olga Owner", locale), await createAccount("Ana Silva")];
  const company = await createCompany(owner, "Told Lines");
  await join(company, ana, "dispatcher");
  const api = apiOf(await tokenOf(owner));
  const path = `/members/${ana.id}/permissions`;
  const right = { resource: "customers", permission: "export", effect: "grant", reason: "Year end" };
  const grant = await api("POST", path, right);
  const page = await openAs(owner.email, owner.password);
  const lines = `/o/${company.slug}/audit-logs?entity=user_permission`;
  await page.goto(lines);
  await page.getByText(words.granted).click();
  await expect(page.getByRole("cell", { name: words.effect, exact: true })).toBeVisible();
  await lookAt(page, "audit-right");
  await api("DELETE", `${path}/${grant.id}`);
  await page.goto(lines);
  await expect(page.getByText(words.takenBack)).toBeVisible();
});

test("who is erased is named whole on the button that does it", async ({ openAs, isMobile }) => {
  const locale = isMobile ? "de" : "en";
  const owner = await createAccount("Olga Owner", locale);
  const company = await createCompany(owner, "Long Names");
  const name = { first_name: "Hieronymus-Maximilian", last_name: "von und zu Hohenschwangau-Lichtenfels" };
  const api = apiOf(await tokenOf(owner));
  const customer = await api("POST", "/customers", { kind: "person", ...name });
  const page = await openAs(owner.email, owner.password);
  await page.goto(`/o/${company.slug}/settings/privacy?kind=customer&id=${customer.id}`);
  await page.getByRole("main").getByRole("button", { name: WORDS[locale].erase, exact: true }).click();
  const button = page.getByRole("dialog").getByRole("button", { name: name.last_name }).last();
  await expect(button).toBeVisible();
  const hidden = await button.evaluate((each) => each.scrollWidth - each.clientWidth);
  expect(hidden, "pixels of the label that are cut off").toBeLessThanOrEqual(0);
  await lookAt(page, "privacy-erase");
});

test("a phone unfolds a role group by group, and a page of work that takes a while begins with its button", async ({
  openAs,
  isMobile,
}) => {
  const locale = isMobile ? "de" : "en";
  const { groups, cell, import: first } = WORDS[locale];
  const owner = await createAccount("Olga Owner", locale);
  const company = await createCompany(owner, "Folded Roles");
  const page = await openAs(owner.email, owner.password);
  await page.goto(`/o/${company.slug}/settings/roles/dispatcher`);
  const right = page.getByRole("button", { name: cell, exact: true });
  if (isMobile) {
    await expect(page.getByRole("heading", { name: groups[0] })).toBeVisible();
    const height = await page.evaluate(() => document.documentElement.scrollHeight);
    expect(height, "pixels of a folded role").toBeLessThan(2 * 844);
    await expect(right).toBeHidden();
    for (const name of groups) await page.getByRole("heading", { name, exact: true }).click();
  }
  await expect(right.filter({ visible: true })).toBeVisible();
  await lookAt(page, "role-shipped");
  await page.goto(`/o/${company.slug}/settings/exports`);
  await expect(page.getByRole("link", { name: first })).toBeVisible();
});

import { createAccount, createCompany } from "./support/company";
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

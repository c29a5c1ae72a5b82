import type { Page } from "@playwright/test";
import { createAccount, createCompany } from "./support/company";
import { apiOf, tokenOf, uniqueWord } from "./support/office";
import { expect, test } from "./support/people";
import { lookAt } from "./support/screens";

// A worker reads the file twice and writes it once, and two pages are looked at in both themes.
test.describe.configure({ timeout: 180_000 });

async function found() {
  const owner = await createAccount("Ina Import");
  const company = await createCompany(owner, "Field Lists");
  const api = apiOf(await tokenOf(owner));
  await api("POST", "/custom-fields", {
    entity: "customer",
    name: "Heating",
    type: "choice",
    options: [{ label: "Gas" }, { label: "Heat pump" }],
  });
  await api("POST", "/custom-fields", { entity: "customer", name: "Meter reading", type: "number" });
  return { owner, base: `/o/${company.slug}` };
}

async function bring(page: Page, base: string, text: string): Promise<void> {
  await page.goto(`${base}/imports`);
  const [chooser] = await Promise.all([
    page.waitForEvent("filechooser"),
    page.getByRole("button", { name: "Choose a file" }).click(),
  ]);
  await chooser.setFiles({ name: "heaters.csv", mimeType: "text/csv", buffer: Buffer.from(text) });
  await page.waitForURL(/\/imports\/[0-9a-f-]{36}/, { timeout: 60_000 });
  await judged(page);
}

async function judged(page: Page): Promise<void> {
  await expect(page.getByText("Ready to import", { exact: true })).toBeVisible({ timeout: 60_000 });
}

const figure = (page: Page, words: RegExp) =>
  page.getByRole("region", { name: "What happens" }).getByRole("listitem").filter({ hasText: words });

const rowOf = (page: Page, name: string) =>
  page.getByRole("list", { name: "Rows" }).getByRole("listitem").filter({ hasText: name });

test("a list brings values of the company's own fields: one column is known by its name, one is said, and what a field cannot take is named", async ({
  openAs,
}) => {
  const { owner, base } = await found();
  const word = uniqueWord();
  const page = await openAs(owner.email, owner.password);
  await bring(
    page,
    base,
    [
      "Name,E-mail,heating,Last count",
      `Claire ${word},claire@${word}.example,heat  PUMP,1204.5`,
      `Otto ${word},otto@${word}.example,Coal,88`,
      `Ada ${word},ada@${word}.example,Gas,about ninety`,
    ].join("\n"),
  );

  // The heading says which field it is; the other one nobody could know.
  const known = page.getByRole("combobox", { name: "What column heating is" });
  const unknown = page.getByRole("combobox", { name: "What column Last count is" });
  await expect(known).toHaveText("Heating");
  await expect(unknown).toHaveText("Leave out");
  await expect(figure(page, /new customers/)).toContainText("2");
  await expect(rowOf(page, `Otto ${word}`)).toContainText("A choice that is not offered: heating “Coal”");

  await unknown.click();
  await page.getByRole("option", { name: "Meter reading", exact: true }).click();
  await expect(page.getByText("The counts are those before your changes.")).toBeVisible();
  await page.getByRole("button", { name: "Check again" }).click();
  await expect(figure(page, /new customer$/)).toContainText("1", { timeout: 60_000 });
  await judged(page);
  await expect(figure(page, /errors/)).toContainText("2");
  await expect(rowOf(page, `Otto ${word}`)).toContainText("heating “Coal”");
  await expect(rowOf(page, `Ada ${word}`)).toContainText(
    "A number cannot be read: Last count “about ninety”",
  );
  await lookAt(page, "import-own-fields");

  await page.getByRole("button", { name: "Import 1 customer" }).click();
  await expect(page.getByText("Imported", { exact: true }).first()).toBeVisible({ timeout: 120_000 });
  await page.getByRole("link", { name: "Show customers" }).click();
  await expect(page.locator("[data-row-id]")).toHaveCount(1);
  await page
    .getByRole("link", { name: `Claire ${word}` })
    .first()
    .click();
  await expect(page.getByRole("heading", { level: 1, name: `Claire ${word}` })).toBeVisible();
  const value = (label: string) => page.locator("dt", { hasText: label }).locator("+ dd");
  await expect(value("Heating")).toHaveText("Heat pump");
  await expect(value("Meter reading")).toHaveText("1,204.5");
  await lookAt(page, "customer-imported-fields");
});

import type { Page } from "@playwright/test";
import { createAccount, createCompany } from "./support/company";
import { expect, signIn, test } from "./support/people";
import { lookAt } from "./support/screens";

// Six thousand rows are read twice and written once.
test.describe.configure({ timeout: 240_000 });

const BERLIN = "tests/support/lists/customers-berlin-win1252.csv";
const NEW_YORK = "tests/support/lists/customers-nyc-bom.csv";

/** Chooses a file and waits until its rows are judged. */
async function bring(page: Page, slug: string, path: string): Promise<void> {
  await page.goto(`/o/${slug}/imports`);
  await expect(page.getByRole("heading", { level: 1, name: "Imports" })).toBeVisible();
  const [chooser] = await Promise.all([
    page.waitForEvent("filechooser"),
    page.getByRole("button", { name: "Choose a file" }).click(),
  ]);
  await chooser.setFiles(path);
  await page.waitForURL(/\/imports\/[0-9a-f-]{36}/, { timeout: 60_000 });
  await judged(page);
}

async function judged(page: Page): Promise<void> {
  await expect(page.getByText("Ready to import", { exact: true })).toBeVisible({ timeout: 60_000 });
}

const figure = (page: Page, words: string) =>
  page
    .getByRole("region", { name: /What happen/ })
    .getByRole("listitem")
    .filter({ hasText: words });

/** Berlin's numbers are local ones of another country than the company's. */
async function readAsGerman(page: Page): Promise<void> {
  await page.getByRole("combobox", { name: "Country" }).fill("Germany");
  await page.getByRole("option", { name: "Germany" }).click();
  await page.getByLabel("Area code").fill("030");
  await page.getByRole("button", { name: "Check again" }).click();
  await expect(page.getByText(/rows checked|Checking/).first()).toBeVisible();
  await judged(page);
}

async function startAndWait(page: Page): Promise<void> {
  await page.getByRole("button", { name: /^Import [\d,]+ customers$/ }).click();
  await expect(page.getByText("Imported", { exact: true }).first()).toBeVisible({ timeout: 120_000 });
}

test("two ugly files of 3,782 and 2,144 customers go in; imported again, every row is named a duplicate", async ({
  page,
}) => {
  const account = await createAccount("Ina Import");
  const { slug } = await createCompany(account, "List Works");
  await signIn(page, account.email, account.password);

  await bring(page, slug, BERLIN);
  await readAsGerman(page);
  await expect(figure(page, "new customers")).toContainText("3,754");
  await expect(figure(page, "duplicates")).toContainText("28");
  await expect(figure(page, "errors")).toContainText("0");
  await lookAt(page, "import ready");
  await page.setViewportSize({ width: 390, height: 844 });
  await lookAt(page, "import ready on a phone");
  await page.setViewportSize({ width: 1440, height: 900 });
  await startAndWait(page);
  await expect(figure(page, "customers imported")).toContainText("3,754");

  await bring(page, slug, NEW_YORK);
  await expect(figure(page, "new customers")).toContainText("1,736");
  await startAndWait(page);
  await expect(figure(page, "customers imported")).toContainText("1,736");

  await bring(page, slug, BERLIN);
  await readAsGerman(page);
  await expect(figure(page, "duplicates")).toContainText("3,782");
  await bring(page, slug, NEW_YORK);
  await expect(figure(page, "duplicates")).toContainText("2,144");
  await expect(page.getByText("No row is new.")).toBeVisible();
  await lookAt(page, "import again");

  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Download left-out rows" }).click(),
  ]);
  expect(file.suggestedFilename()).toBe("customers-nyc-bom left out.csv");
});

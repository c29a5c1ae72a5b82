import { randomUUID } from "node:crypto";
import type { Locator, Page } from "@playwright/test";
import { createAccount, createCompany } from "./support/company";
import { expect, signIn, test } from "./support/people";
import { lookAt } from "./support/screens";

// Maps are drawn by WebGL, here on the processor.
test.use({
  launchOptions: {
    executablePath: process.env.CHROME,
    args: [
      ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
      "--use-angle=swiftshader",
      "--enable-unsafe-swiftshader",
      "--ignore-gpu-blocklist",
    ],
  },
});
test.describe.configure({ timeout: 180_000 });

async function openForm(page: Page, line1: string): Promise<Locator> {
  const founder = await createAccount("Petra Pin");
  const { slug } = await createCompany(founder, "Pin Works");
  await signIn(page, founder.email, founder.password);
  await page.goto(`/o/${slug}/customers/new`);
  const customer = page.getByRole("dialog", { name: "New customer" });
  await customer.getByLabel("First name").fill("Pia");
  await customer.getByLabel("Last name").fill("Place");
  await customer.getByRole("button", { name: "Add customer" }).click();
  await page.getByRole("button", { name: "Add property" }).first().click();
  const sheet = page.getByRole("dialog", { name: "New property" });
  await sheet.getByLabel("Street and number").fill(line1);
  await sheet.getByLabel("City").fill("New York");
  return sheet;
}

const field = (sheet: Locator) => sheet.getByRole("textbox", { name: "Position" });

test("an address is found, its pin moved by keys and put on the map of the property", async ({ page }) => {
  const line1 = `350 5th Avenue ${randomUUID().slice(0, 6)}`;
  const asked = new Set<string>();
  page.on("response", (answer) =>
    asked.add(new URL(answer.url()).pathname.replace(/^\/tiles\/.*/, "/tiles")),
  );
  const sheet = await openForm(page, line1);
  const proposal = sheet.getByRole("button", { name: /^Put pin at 350, 5th Avenue/ });
  await expect(proposal).toBeVisible();
  await expect(sheet.getByText("© OpenStreetMap contributors")).toBeVisible();
  await proposal.click();
  await expect(field(sheet)).toHaveValue("40.748442, -73.985659");

  await sheet.getByRole("button", { name: "Put the pin on a map" }).click();
  const pin = sheet.getByRole("button", { name: /^Pin\. Arrow keys move it/ });
  await pin.focus();
  await page.keyboard.press("Shift+ArrowUp");
  await expect(field(sheet)).toHaveValue("40.748891, -73.985659");
  await expect(pin, "the pin keeps the focus").toBeFocused();
  await expect(sheet.locator("canvas")).toBeVisible();
  // Of another origin, let in by the page's policy; the places are fetched by the map's worker.
  await expect(sheet.getByText("© Test map")).toBeAttached();
  await expect
    .poll(() => ["/style.json", "/places.json", "/tiles"].filter((path) => !asked.has(path)))
    .toEqual([]);
  await lookAt(page, "property-form-map");

  await sheet.getByRole("button", { name: "Add property" }).click();
  await expect(sheet).toHaveCount(0);
  await page
    .getByRole("link", { name: new RegExp(line1) })
    .first()
    .click();
  await expect(page.getByRole("heading", { level: 1, name: line1 })).toBeVisible();
  await expect(page.getByText("40.748891, -73.985659")).toBeVisible();
  // The map's server is gone: ground and grid, and a sentence that says so.
  await page.route("**/style.json", (route) => route.abort());
  await page.getByRole("button", { name: "Show map" }).click();
  await expect(page.getByRole("region", { name: `Map of ${line1}` }).locator("canvas")).toBeVisible();
  await expect(page.getByText("The map's server does not answer.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Pin", exact: true })).toBeVisible();
  await lookAt(page, "property-map");
});

test("where the browser draws no maps, and the geocoder knows nothing, pasted coordinates do", async ({
  page,
}) => {
  await page.addInitScript(() => {
    HTMLCanvasElement.prototype.getContext = () => null;
  });
  const sheet = await openForm(page, "nowhere 1");
  await expect(sheet.getByText("No position found for this address.")).toBeVisible();
  await sheet.getByRole("button", { name: "Put the pin on a map" }).click();
  await expect(sheet.getByText("This browser can't draw maps.")).toBeVisible();
  await field(sheet).fill("40.7,-73.9");
  await expect(sheet.getByText("Read as 40.7, -73.9")).toBeVisible();
  await sheet.getByRole("button", { name: "Add property" }).click();
  await expect(sheet).toHaveCount(0);
});

import type { Page } from "@playwright/test";
import { expect, test } from "./support/people";
import { openWithoutMore } from "./support/reading";

const openHeld = (page: Page) => openWithoutMore(page, "/o/northside/settings/organization");

test("letters typed into a choice before its list has come open the list with them", async ({ openAs }) => {
  const page = await openAs("owner@northside.test");
  const release = await openHeld(page);
  const country = page.getByRole("combobox", { name: "Country" });
  await country.click();
  await country.press("ControlOrMeta+a");
  await page.keyboard.type("Germ");
  await expect(country).toHaveValue("Germ");
  await expect(page.getByRole("option")).toHaveCount(0);

  release();
  await expect(page.getByRole("option", { name: "Germany", exact: true })).toBeVisible();
  await expect(country).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(country).toHaveValue("Germany");
  await expect(page.getByRole("button", { name: "Discard" })).toBeVisible();
});

test("Enter in a choice whose list has not come yet sends no form", async ({ openAs }) => {
  const page = await openAs("owner@northside.test");
  const release = await openHeld(page);
  await page.getByRole("textbox", { name: "Legal name" }).fill("Northside Heating, Inc.");
  const sent: string[] = [];
  page.on("request", (request) => {
    if (request.method() !== "GET") sent.push(request.url());
  });
  const country = page.getByRole("combobox", { name: "Country" });
  await country.click();
  await country.press("ControlOrMeta+a");
  await page.keyboard.type("Germ");
  await page.keyboard.press("Enter");
  await expect(country).toHaveValue("Germ");

  release();
  await expect(page.getByRole("option", { name: "Germany", exact: true })).toBeVisible();
  expect(sent).toEqual([]);
});

test("a choice pressed before its list has come opens when it comes, and is chosen from by keys", async ({
  openAs,
}) => {
  const page = await openAs("owner@northside.test");
  const release = await openHeld(page);
  const trade = page.getByRole("combobox", { name: "Trade" });
  await expect(trade).toHaveText(/Heating/);
  await trade.press("Enter");
  await expect(page.getByRole("option")).toHaveCount(0);

  release();
  // The list is seen a moment before it takes the keys.
  await expect(page.getByRole("option", { name: /Heating/ })).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("option", { name: /Plumbing/ })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(trade).toHaveText(/Plumbing/);
  await expect(trade).toBeFocused();
});

test("a choice whose list comes while the button of the mouse is down still opens", async ({ openAs }) => {
  const page = await openAs("owner@northside.test");
  const release = await openHeld(page);
  const trade = page.getByRole("combobox", { name: "Trade" });
  await trade.hover();
  await page.mouse.down();
  const come = page.waitForResponse((response) => response.url().includes("/_next/static/chunks/"));
  release();
  await (await come).finished();
  await page.waitForLoadState("networkidle");
  await page.mouse.up();
  await expect(page.getByRole("option", { name: /Plumbing/ })).toBeVisible();
});

test("what is marked in a choice when its list comes is what the next letters replace", async ({
  openAs,
}) => {
  const page = await openAs("owner@northside.test");
  const release = await openHeld(page);
  const country = page.getByRole("combobox", { name: "Country" });
  await country.focus();
  await country.press("ControlOrMeta+a");
  await country.evaluate((standIn) => standIn.setAttribute("data-early", ""));
  release();
  await expect(country).not.toHaveAttribute("data-early");
  await expect(country).toBeFocused();
  await page.keyboard.type("Germ");
  await expect(country).toHaveValue("Germ");
});

test("Enter in a list in which nothing is marked sends no form and closes nothing", async ({ openAs }) => {
  const page = await openAs("owner@northside.test");
  await page.goto("/o/northside/properties/new");
  const sheet = page.getByRole("dialog", { name: "New property" });
  const customer = sheet.getByRole("combobox", { name: "Customer" });
  await customer.click();
  await expect(page.getByRole("option").first()).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(customer).toHaveAttribute("aria-expanded", "true");
  await expect(customer).not.toHaveAttribute("aria-invalid", "true");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(customer).not.toHaveValue("");
});

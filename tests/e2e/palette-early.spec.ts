import { expect, test } from "./support/people";
import { openWithoutMore } from "./support/reading";

test("letters typed after ⌘K before the palette has come stand in its field, and are no commands of the page", async ({
  openAs,
}) => {
  const page = await openAs("dispatcher@northside.test");
  const release = await openWithoutMore(page, "/o/northside/customers");
  await expect(page.locator("[data-row-id]").first()).toBeVisible();
  await page.keyboard.press("ControlOrMeta+k");
  const palette = page.getByRole("dialog", { name: "Search and commands" });
  // To the page two of them are a new customer.
  await page.keyboard.type("cc");
  await expect(palette).toHaveCount(0);
  release();
  const field = palette.getByRole("combobox");
  await expect(field).toBeFocused();
  await expect(field).toHaveValue("cc");
  await page.keyboard.type("x");
  await expect(field).toHaveValue("ccx");
  await page.keyboard.press("Escape");
  await expect(palette).toHaveCount(0);
  await expect(page).toHaveURL(/\/o\/northside\/customers$/);
});

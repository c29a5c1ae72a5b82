import { expect, test } from "./support/desk";
import { MONDAY, uniqueWord } from "./support/office";

const list = `/bookings?view=all&from=${MONDAY}&to=${MONDAY}`;

test("a saved view opens for its maker and, shared, for a colleague, and comes back after Undo", async ({
  desk,
  openDesk,
  openAs,
}) => {
  const name = `Mondays ${uniqueWord()}`;
  const page = await openDesk(list);
  const picker = page.getByRole("button", { name: /^Shown:/ });
  await picker.click();
  await page.getByRole("menuitem", { name: "Save this view…" }).click();
  const dialog = page.getByRole("dialog", { name: "Save this view" });
  await dialog.getByRole("button", { name: "Save view" }).click();
  await expect(dialog.getByText("This is needed.")).toBeVisible();
  await dialog.getByLabel("Name").fill(name);
  await dialog.getByRole("checkbox", { name: "Everybody here sees it" }).click();
  await dialog.getByRole("button", { name: "Save view" }).click();
  await expect(picker).toContainText(name);

  const { email, password } = desk.dispatchers[0];
  const theirs = await openAs(email, password);
  await theirs.goto(`${desk.base}/bookings`);
  await theirs.getByRole("button", { name: /^Shown:/ }).click();
  await theirs.getByRole("menuitemradio", { name }).click();
  await expect(theirs).toHaveURL(new RegExp(`view=all.*from=${MONDAY}`));
  await theirs.getByRole("button", { name: /^Shown:/ }).click();
  await expect(theirs.getByRole("menuitem", { name: "Delete view" })).toHaveCount(0);

  await picker.click();
  await page.getByRole("menuitem", { name: "Delete view" }).click();
  await expect(page.getByText(`${name} deleted.`)).toBeVisible();
  await expect(picker).not.toContainText(name);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(picker).toContainText(name);
});

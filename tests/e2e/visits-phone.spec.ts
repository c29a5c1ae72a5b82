import { expect, test } from "./support/desk";
import { MONDAY, onMonday } from "./support/office";

test("on a phone visits are chosen by pressing their lines, and cancelled together above the thumb", async ({
  desk,
  openDesk,
}) => {
  const visits = [
    await desk.addVisit(null, onMonday("07:00", "07:30")),
    await desk.addVisit(null, onMonday("07:30", "08:00")),
  ];
  const page = await openDesk("/today");
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`${desk.base}/bookings?view=all&from=${MONDAY}&to=${MONDAY}`);
  await page.getByRole("button", { name: "Select", exact: true }).click();
  for (const { number } of visits) await page.getByRole("checkbox", { name: `Select ${number}` }).click();
  const bar = page.getByRole("toolbar", { name: "2 selected" });
  await expect(bar.getByRole("button", { name: "Cancel 2 visits" })).toBeVisible();
  for (const button of await bar.getByRole("button").all())
    expect((await button.boundingBox())?.height).toBeGreaterThanOrEqual(48);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  await bar.getByRole("button", { name: "Cancel 2 visits" }).click();
  const dialog = page.getByRole("alertdialog", { name: "Cancel 2 visits?" });
  await dialog.getByRole("textbox", { name: "Reason" }).fill("The street is flooded");
  await dialog.getByRole("button", { name: "Cancel 2 visits" }).click();
  await expect(page.getByText("2 visits cancelled.")).toBeVisible();
  for (const { id } of visits)
    await expect
      .poll(async () => (await desk.api<{ status: string }>("GET", `/bookings/${id}`)).status)
      .toBe("cancelled");
});

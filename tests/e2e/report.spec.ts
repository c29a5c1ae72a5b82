import { readFile } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "./support/desk";
import { expectAccessible } from "./support/accessibility";

const LOGO = path.resolve("app/apple-icon.png");

test("a company's look stands on the report of a visit and on its PDF", async ({ desk, openDesk }) => {
  const look = await openDesk("/settings/branding", "owner");
  await look.getByLabel("Choose a picture").setInputFiles(LOGO);
  await expect(look.getByText("Logo saved.")).toBeVisible();
  await look.getByRole("textbox", { name: "Colour", exact: true }).fill("#f8b734");
  await expect(look.getByText(/could not be read on it \(1\.7 : 1/)).toBeVisible();
  const saveLook = look.getByRole("button", { name: "Save colour and sender" });
  await saveLook.click();
  await expect(saveLook).toBeDisabled();
  await look.getByRole("textbox", { name: "Phone" }).fill("(518) 555-0100");
  const saveContact = look.getByRole("button", { name: "Save contact" });
  await saveContact.click();
  await expect(saveContact).toBeDisabled();
  await expectAccessible(look);

  const person = await desk.addPerson();
  const { id, customer } = await desk.addVisit(person.id);
  for (const to of ["en_route", "on_site", "completed"])
    await desk.api("POST", `/bookings/${id}/transitions`, { to });
  const page = await openDesk(`/bookings/${id}`);
  await page.getByRole("link", { name: "Open the report" }).click();
  await expect(page.getByRole("heading", { name: /^Service report V-/ })).toBeVisible();
  await expect(page.getByRole("definition").filter({ hasText: customer })).toBeVisible();
  await expect(page.getByText("+1 518 555 0100")).toBeVisible();
  await expect(page.getByRole("img", { name: /^Logo of/ })).toBeVisible();
  await expectAccessible(page);

  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Download PDF" }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^Service report V-\d+\.pdf$/);
  const bytes = await readFile(await download.path());
  expect(bytes.subarray(0, 5).toString()).toBe("%PDF-");
});

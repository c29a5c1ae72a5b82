import type { Locator, Page } from "@playwright/test";
import { expect, test } from "./support/desk";
import { MONDAY, uniqueWord } from "./support/office";
import { ZONE } from "./support/zone";
import { addDays, wallToInstant } from "@/lib/time";

const row = (page: Page, name: string): Locator => page.locator("[data-row-id]").filter({ hasText: name });

async function remove(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name: `Actions for ${name}` }).click();
  await page.getByRole("menuitem", { name: `Delete ${name}` }).click();
  await expect(page.getByText(`${name} deleted`).first()).toBeVisible();
}

test("a service type is saved with its skills and checklist, and the call offers it at once", async ({
  desk,
  openDesk,
}) => {
  const word = uniqueWord();
  const owned = await openDesk("/settings/service-types", "owner");
  const [skill] = await desk.api<{ name: string }[]>("GET", "/skills?limit=1");
  const [checklist] = await desk.api<{ name: string }[]>("GET", "/checklists?limit=1");
  if (!skill || !checklist) throw new Error("A new company has skills and checklists of its trade.");
  await owned.getByRole("button", { name: "Add service type" }).first().click();
  const sheet = owned.getByRole("dialog", { name: "New service type" });
  await sheet.getByLabel("Name").fill(`Descaling ${word}`);
  await sheet.getByLabel("Minutes on site").fill("75");
  await sheet.getByLabel("Minutes kept free after").fill("15");
  await sheet.getByLabel("Price (USD)").fill("149.50");
  await sheet.getByRole("checkbox", { name: skill.name }).click();
  await sheet.getByRole("combobox", { name: "Checklist" }).click();
  await owned.getByRole("option", { name: checklist.name, exact: true }).click();
  await sheet.getByRole("button", { name: "Add service type" }).click();
  await expect(sheet).toBeHidden();
  await expect(row(owned, `Descaling ${word}`)).toContainText("1 h 15 min");
  const types = () =>
    desk.api<
      { name: string; price: object; skills: { name: string }[]; checklist: { name: string } | null }[]
    >("GET", "/service-types?limit=200");
  const added = async () => (await types()).find(({ name }) => name === `Descaling ${word}`);
  await expect.poll(added).toMatchObject({
    price: { amount: 14950, currency: "USD" },
    buffer_after_min: 15,
    skills: [{ name: skill.name }],
    checklist: { name: checklist.name },
  });

  const page = await openDesk("/today");
  await page.getByRole("button", { name: "New visit" }).first().click();
  const call = page.getByRole("dialog", { name: "New visit" });
  await call.getByRole("combobox", { name: "Service" }).fill(word);
  await page.getByRole("option", { name: `Descaling ${word}` }).click();
  await expect(call.getByText(`1 h 15 min · needs ${skill.name}`)).toBeVisible();
  await expect(call.getByRole("list", { name: "Best free times" })).toBeVisible();
});

test("opening hours are refused where they overlap, and kept where they do not", async ({
  desk,
  openDesk,
}) => {
  const page = await openDesk("/settings/hours", "owner");
  const saturday = page.getByRole("group", { name: "Saturday" });
  await page.getByRole("button", { name: "Add hours on Saturday" }).click();
  await saturday.getByLabel("Saturday, span 1, opens").fill("9");
  await saturday.getByLabel("Saturday, span 1, closes").fill("13:00");
  await page.getByRole("button", { name: "Add hours on Saturday" }).click();
  await saturday.getByLabel("Saturday, span 2, opens").fill("12:00");
  await saturday.getByLabel("Saturday, span 2, closes").fill("15:30");
  await page.getByRole("button", { name: "Save hours" }).click();
  await expect(saturday.getByText("Two spans of this day overlap.").first()).toBeVisible();
  await saturday.getByLabel("Saturday, span 2, opens").fill("14:00");
  await page.getByRole("button", { name: "Save hours" }).click();
  await expect(page.getByRole("status").filter({ hasText: "Saved" })).toBeVisible();
  const read = () =>
    desk.api<{ hours: { weekday: number; opens: string; closes: string }[] }>("GET", "/hours");
  await expect
    .poll(async () => (await read()).hours.filter(({ weekday }) => weekday === 6))
    .toEqual([
      { weekday: 6, opens: "09:00", closes: "13:00" },
      { weekday: 6, opens: "14:00", closes: "15:30" },
    ]);
});

test("closed days keep free times away until they are deleted", async ({ desk, openDesk }) => {
  const name = `Stocktaking ${uniqueWord()}`;
  // A Monday to a Friday far from anything else, whenever this runs.
  const [monday, friday, saturday] = [28, 32, 33].map((days) => addDays(MONDAY, days));
  const page = await openDesk("/settings/hours", "owner");
  await page.getByRole("button", { name: "Add closed days" }).first().click();
  const sheet = page.getByRole("dialog", { name: "New closed days" });
  await sheet.getByLabel("Closed for").or(sheet.getByLabel("Name")).fill(name);
  await sheet.getByLabel("First day").fill(monday ?? "");
  await sheet.getByLabel("Last day").fill(addDays(MONDAY, 25));
  await sheet.getByRole("button", { name: "Add closed days" }).click();
  await expect(sheet.getByText("The last day is before the first.")).toBeVisible();
  await sheet.getByLabel("Last day").fill(friday ?? "");
  await sheet.getByRole("button", { name: "Add closed days" }).click();
  await expect(sheet).toBeHidden();
  await expect(row(page, name)).toContainText("5 days");
  const at = (day = "") => new Date(wallToInstant(day, "00:00", ZONE)).toISOString();
  const week = `from=${at(monday)}&to=${at(saturday)}&duration_min=60`;
  const slots = () => desk.api<unknown[]>("GET", `/slots?${week}`);
  await expect.poll(slots).toEqual([]);
  await remove(page, name);
  await expect.poll(async () => (await slots()).length).toBeGreaterThan(0);
});

test("a tag is added, found on a job's form and deleted with a way back", async ({ desk, openDesk }) => {
  const name = `Warranty ${uniqueWord()}`;
  const page = await openDesk("/settings/tags");
  await page.getByRole("button", { name: "Add tag" }).first().click();
  const sheet = page.getByRole("dialog", { name: "New tag" });
  await sheet.getByLabel("Name").fill(name);
  await sheet.getByRole("button", { name: "Add tag" }).click();
  await expect(row(page, name)).toBeVisible();
  const { jobId } = await desk.addWork();
  await page.goto(`${desk.base}/jobs/${jobId}?sheet=job`);
  const job = page.getByRole("dialog", { name: /^Edit J-\d+$/ });
  await job.getByRole("checkbox", { name }).click();
  await job.getByRole("button", { name: "Save job" }).click();
  await expect(job).toBeHidden();
  await expect.poll(() => desk.api("GET", `/jobs/${jobId}`)).toMatchObject({ tags: [{ name }] });
  await page.goto(`${desk.base}/settings/tags`);
  await remove(page, name);
  await expect(row(page, name)).toHaveCount(0);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(row(page, name)).toBeVisible();
});

test("a zone takes postcodes with a star, refuses what is none, and is chosen for a person", async ({
  desk,
  openDesk,
}) => {
  const name = `Uptown ${uniqueWord()}`;
  const page = await openDesk("/settings/zones", "owner");
  await page.getByRole("button", { name: "Add zone" }).first().click();
  const sheet = page.getByRole("dialog", { name: "New zone" });
  await sheet.getByLabel("Name").fill(name);
  await sheet.getByLabel("Postcodes").fill("100**, ?");
  await sheet.getByRole("button", { name: "Add zone" }).click();
  await expect(sheet.getByText(/^One of these is no postcode/)).toBeVisible();
  await sheet.getByLabel("Postcodes").fill("100*, 10451");
  await sheet.getByRole("button", { name: "Add zone" }).click();
  await expect(row(page, name)).toContainText("100*, 10451");

  const person = await desk.addPerson();
  await page.goto(`${desk.base}/resources/${person.id}?sheet=planning`);
  const planning = page.getByRole("dialog", { name: "Edit zones and limit" });
  await planning.getByRole("checkbox", { name }).click();
  await planning.getByRole("button", { name: "Save zones and limit" }).click();
  await expect(planning).toBeHidden();
  await expect.poll(() => desk.api("GET", `/resources/${person.id}`)).toMatchObject({ zones: [{ name }] });
});

import { expect, test } from "./support/desk";

const MINUTE_MS = 60_000;

test("a visit that nobody goes to is given to somebody from Today, and leaves the list", async ({
  desk,
  openDesk,
}) => {
  const person = await desk.addPerson();
  const startMs = Math.ceil(Date.now() / (15 * MINUTE_MS)) * 15 * MINUTE_MS;
  const visit = await desk.addVisit(null, {
    starts_at: new Date(startMs).toISOString(),
    ends_at: new Date(startMs + 45 * MINUTE_MS).toISOString(),
  });
  const page = await openDesk("/today");
  const line = page
    .getByRole("listitem")
    .filter({ hasText: visit.customer })
    .filter({ hasText: "Nobody goes yet." });
  await line.getByRole("button", { name: "Assign" }).click();
  const dialog = page.getByRole("dialog", { name: `Who goes to ${visit.number}` });
  await dialog.getByRole("combobox", { name: "People and things" }).fill(person.name);
  await page.getByRole("option", { name: person.name }).click();
  await dialog.getByRole("button", { name: `Assign to ${person.name}` }).click();
  await expect(dialog).toBeHidden();
  await expect(line).toHaveCount(0);
  const { assignments } = await desk.api<{ assignments: { name: string }[] }>("GET", `/bookings/${visit.id}`);
  expect(assignments.map(({ name }) => name)).toEqual([person.name]);
});

test("each figure of the day opens the list of what it counts", async ({ openAs }) => {
  const page = await openAs("dispatcher@northside.test");
  for (const name of ["visits", "done", "to go", "unassigned", "cancelled"]) {
    await page.goto("/o/northside/today");
    const figure = page.getByRole("link", { name: new RegExp(`^\\d+ ?${name}$`) });
    const count = Number(/\d+/.exec((await figure.textContent()) ?? "")?.[0]);
    expect(count, name).toBeGreaterThan(0);
    await figure.click();
    await expect(page.getByRole("heading", { level: 1, name: "Visits" })).toBeVisible();
    await expect(page.locator("[data-row-id]"), name).toHaveCount(count);
  }
});

import { expect, test } from "./support/desk";
import type { Desk } from "./support/desk";

const MINUTE_MS = 60_000;
const QUARTER_MS = 15 * MINUTE_MS;

/** Three quarters of an hour from a quarter that is so many minutes from the next one. */
function inMinutes(minutes: number) {
  const startMs = Math.ceil(Date.now() / QUARTER_MS) * QUARTER_MS + minutes * MINUTE_MS;
  return {
    starts_at: new Date(startMs).toISOString(),
    ends_at: new Date(startMs + 3 * QUARTER_MS).toISOString(),
  };
}

test("a visit that nobody goes to is given to somebody from Today, and leaves the list", async ({
  desk,
  openDesk,
}) => {
  const person = await desk.addPerson();
  const visit = await desk.addVisit(null, inMinutes(0));
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
  const stored = () => desk.api<{ assignments: { name: string }[] }>("GET", `/bookings/${visit.id}`);
  await expect.poll(async () => (await stored()).assignments.map(({ name }) => name)).toEqual([person.name]);
});

/** One of each: done, to go, to go with nobody, cancelled. */
async function planDay({ addPerson, addVisit, api }: Desk): Promise<void> {
  const people = [await addPerson(), await addPerson(), await addPerson()];
  const [done, cancelled] = [
    await addVisit(people[0]?.id ?? null, inMinutes(-60)),
    await addVisit(people[1]?.id ?? null, inMinutes(60)),
  ];
  await addVisit(people[2]?.id ?? null, inMinutes(60));
  await addVisit(null, inMinutes(60));
  for (const to of ["en_route", "on_site", "completed"])
    await api("POST", `/bookings/${done.id}/transitions`, { to });
  await api("POST", `/bookings/${cancelled.id}/transitions`, { to: "cancelled", reason: "Asked twice" });
}

test("each figure of the day opens the list of what it counts", async ({ desk, openDesk }) => {
  await planDay(desk);
  const page = await openDesk("/today");
  for (const name of ["visits", "done", "to go", "unassigned", "cancelled"]) {
    await page.goto(`${desk.base}/today`);
    const figure = page.getByRole("link", { name: new RegExp(`^\\d+ ?${name}$`) });
    const count = Number(/\d+/.exec((await figure.textContent()) ?? "")?.[0]);
    expect(count, name).toBeGreaterThan(0);
    await figure.click();
    await expect(page.getByRole("heading", { level: 1, name: "Visits" })).toBeVisible();
    await expect(page.locator("[data-row-id]"), name).toHaveCount(count);
  }
});

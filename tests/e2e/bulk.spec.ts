import type { Locator, Page } from "@playwright/test";
import { expect, test } from "./support/desk";
import type { Desk, Visit } from "./support/desk";
import {
  addRequest,
  createOffice,
  jobOf,
  MONDAY,
  NOTHING_FILLED,
  onMonday,
  plannedOf,
  requireFields,
} from "./support/office";

type Stored = { status: string; status_reason: string | null; assignments: { name: string }[] };

const storedOf = ({ api }: Desk, { id }: Visit) => api<Stored>("GET", `/bookings/${id}`);
const namesOf = async (desk: Desk, visit: Visit) =>
  (await storedOf(desk, visit)).assignments.map(({ name }) => name);

const list = `/bookings?view=all&from=${MONDAY}&to=${MONDAY}`;
const boxOf = (page: Page, { number }: Visit): Locator =>
  page.getByRole("checkbox", { name: `Select ${number}` });

async function select(page: Page, visits: readonly Visit[]): Promise<Locator> {
  for (const visit of visits) await boxOf(page, visit).check({ force: true });
  return page.getByRole("toolbar", { name: `${visits.length} selected` });
}

test("several visits are given to one person at once, or none where one does not fit", async ({
  desk,
  openDesk,
}) => {
  const [person, other] = [await desk.addPerson(), await desk.addPerson()];
  const early = await desk.addVisit(null, onMonday("08:00", "09:00"));
  const late = await desk.addVisit(other.id, onMonday("12:00", "13:00"));
  const clash = await desk.addVisit(other.id, onMonday("12:30", "13:30")).catch(() => null);
  expect(clash, "the calendar refuses a double booking").toBeNull();
  const page = await openDesk(list);
  const bar = await select(page, [early, late]);
  await bar.getByRole("button", { name: "Assign 2 visits" }).click();
  const dialog = page.getByRole("dialog", { name: "Who goes to 2 visits" });
  await expect(dialog).toContainText(early.customer);
  await dialog.getByRole("combobox", { name: "People and things" }).fill(person.name);
  await page.getByRole("option", { name: person.name }).click();
  const meanwhile = await desk.addVisit(person.id, onMonday("12:00", "13:00"));
  await dialog.getByRole("button", { name: `Assign to ${person.name}` }).click();
  await expect(dialog.getByRole("alert")).toContainText(`${person.name} has ${meanwhile.customer}`);
  expect([await namesOf(desk, early), await namesOf(desk, late)]).toEqual([[], [other.name]]);

  await desk.api("POST", `/bookings/${meanwhile.id}/transitions`, { to: "cancelled", reason: "Asked twice" });
  await dialog.getByRole("button", { name: `Assign to ${person.name}` }).click();
  await expect(page.getByText(`2 visits assigned to ${person.name}.`)).toBeVisible();
  await expect
    .poll(async () => [await namesOf(desk, early), await namesOf(desk, late)])
    .toEqual([[person.name], [person.name]]);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect
    .poll(async () => [await namesOf(desk, early), await namesOf(desk, late)])
    .toEqual([[], [other.name]]);
});

test("several visits are cancelled with one reason, after all of them were named", async ({
  desk,
  openDesk,
}) => {
  const visits = [
    await desk.addVisit(null, onMonday("15:00", "16:00")),
    await desk.addVisit(null, onMonday("16:00", "17:00")),
  ];
  const page = await openDesk(list);
  const bar = await select(page, visits);
  await bar.getByRole("button", { name: "Cancel 2 visits" }).click();
  const dialog = page.getByRole("alertdialog", { name: "Cancel 2 visits?" });
  for (const { customer } of visits) await expect(dialog).toContainText(customer);
  await dialog.getByRole("textbox", { name: "Reason" }).fill("The street is flooded");
  await dialog.getByRole("button", { name: "Cancel 2 visits" }).click();
  await expect(page.getByText("2 visits cancelled.")).toBeVisible();
  for (const visit of visits)
    await expect
      .poll(() => storedOf(desk, visit))
      .toMatchObject({
        status: "cancelled",
        status_reason: "The street is flooded",
      });
});

test("several requests are planned at their best times although the company requires fields of its own", async ({
  openAs,
}) => {
  const office = await createOffice("Demanding Bulk");
  await requireFields(office);
  const requests = [await addRequest(office), await addRequest(office)];
  const { email, password } = office.dispatchers[1];
  const page = await openAs(email, password);
  await page.goto(`/o/${office.company.slug}/backlog`);
  for (const { number } of requests)
    await page.getByRole("checkbox", { name: `Select ${number}` }).check({ force: true });
  await page.getByRole("button", { name: "Plan 2 at their best times" }).click();
  await expect(page.getByText("2 visits planned.")).toBeVisible();
  for (const request of requests) {
    const planned = await plannedOf(office, (await jobOf(office, request)) ?? "");
    expect(planned).toMatchObject({ visit: { status: "scheduled" }, filled: NOTHING_FILLED });
  }
});

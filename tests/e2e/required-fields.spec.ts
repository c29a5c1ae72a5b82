import type { Page } from "@playwright/test";
import { addRequest, createOffice, jobOf, NOTHING_FILLED, plannedOf, requireFields } from "./support/office";
import type { PlannedVisit } from "./support/office";
import { expect, test } from "./support/people";
import { lookAt } from "./support/screens";

// A company of its own for each, and a page looked at in both themes.
test.describe.configure({ timeout: 180_000 });

async function takeBest(page: Page, number: string): Promise<void> {
  const panel = page.getByRole("complementary", { name: `Plan ${number}` });
  await panel.getByRole("region", { name: "Best free times" }).getByRole("listitem").first().click();
  await expect(panel).toHaveCount(0);
}

/** Nothing is asked while it is planned; whoever fills in its fields fills in this one. */
async function fillInVisit(page: Page, { number }: PlannedVisit): Promise<void> {
  const card = page.getByRole("region", { name: "More" });
  await card.getByRole("button", { name: "Fill in" }).click();
  const sheet = page.getByRole("dialog", { name: `Fields of ${number}` });
  await sheet.getByRole("button", { name: "Save values" }).click();
  await expect(sheet.getByLabel("Parking")).toHaveAccessibleDescription("This is needed.");
  await lookAt(page, "required-field-missing");
  await sheet.getByLabel("Parking").fill("In the yard");
  await sheet.getByRole("button", { name: "Save values" }).click();
  await expect(sheet).toBeHidden();
  await expect(card.getByText("In the yard")).toBeVisible();
}

async function editCustomer(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Edit", exact: true }).click();
  const sheet = page.getByRole("dialog", { name: "Edit customer" });
  await sheet.getByLabel("First name").fill("Margarita");
  await sheet.getByRole("button", { name: "Save customer" }).click();
  await expect(sheet.getByLabel("Found us")).toHaveAccessibleDescription("This is needed.");
  await sheet.getByLabel("Found us").fill("By radio");
  await sheet.getByRole("button", { name: "Save customer" }).click();
  await expect(sheet).toBeHidden();
}

test("a request is planned by one press although the company requires fields, and they are asked for where they are filled in", async ({
  openAs,
}) => {
  const office = await createOffice("Demanding Requests");
  await requireFields(office);
  const request = await addRequest(office);
  const { email, password } = office.dispatchers[1];
  const page = await openAs(email, password);
  await page.goto(`/o/${office.company.slug}/backlog?open=${request.id}`);
  await takeBest(page, request.number);
  await expect.poll(() => jobOf(office, request)).not.toBeNull();
  const jobId = (await jobOf(office, request)) ?? "";
  await expect.poll(() => plannedOf(office, jobId)).not.toBeNull();
  const planned = await plannedOf(office, jobId);
  expect(planned).toMatchObject({ visit: { status: "scheduled" }, filled: NOTHING_FILLED });
  const { visit } = planned as NonNullable<typeof planned>;

  await page.goto(`/o/${office.company.slug}/bookings/${visit.id}`);
  await fillInVisit(page, visit);
  await page.goto(`/o/${office.company.slug}/customers/${visit.job.customer.id}`);
  await editCustomer(page);
  await expect
    .poll(async () => (await plannedOf(office, jobId))?.filled)
    .toEqual({ ...NOTHING_FILLED, customer: { found_us: "By radio" }, booking: { parking: "In the yard" } });
});

test("a job is planned from the backlog by one press although the company requires fields of all there is", async ({
  openAs,
}) => {
  const office = await createOffice("Demanding Jobs");
  await requireFields(office);
  type Job = PlannedVisit["job"] & { number: string };
  const job = await office.api<Job>("PATCH", `/jobs/${office.jobId}`, { duration_min: 60 });
  const { email, password } = office.dispatchers[1];
  const page = await openAs(email, password);
  await page.goto(`/o/${office.company.slug}/backlog?tab=to_plan&open=${job.id}`);
  await takeBest(page, job.number);
  await expect
    .poll(() => plannedOf(office, job.id))
    .toMatchObject({ visit: { status: "scheduled" }, filled: NOTHING_FILLED });
});

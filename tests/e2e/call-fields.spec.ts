import type { Locator, Page } from "@playwright/test";
import { createAccount, join } from "./support/company";
import { apiOf, createOffice, tokenOf, uniqueWord } from "./support/office";
import type { Office, Row } from "./support/office";
import { expect, test } from "./support/people";
import { holdReading } from "./support/reading";
import { lookAt } from "./support/screens";

// A company of its own for each, and pages looked at in both themes.
test.describe.configure({ timeout: 180_000 });

type Values = Record<string, unknown>;
type WithFields = Row & { custom_fields: Values };
type Choices = Row & { options: { key: string; label: string }[] };

async function define(office: Office, field: object): Promise<Choices> {
  const asOwner = apiOf(await tokenOf(office.owner));
  return asOwner<Choices>("POST", "/custom-fields", field);
}

const PARKING = {
  entity: "booking",
  name: "Parking",
  type: "choice",
  is_required: true,
  options: [{ label: "Yard" }, { label: "Street" }],
};

async function choose(page: Page, box: Locator, option: string): Promise<void> {
  await box.click();
  await page.getByRole("option", { name: option, exact: true }).click();
}

const callIn = (page: Page) => page.getByRole("dialog", { name: "New visit" });

async function planAtFirstTime(page: Page): Promise<void> {
  const sheet = callIn(page);
  await sheet.getByRole("list", { name: "Best free times" }).getByRole("listitem").first().click();
  await sheet.getByRole("button", { name: "Plan visit" }).click();
}

/** The customer of the call and her place, up to the address. */
async function beginWithNew(page: Page, sheet: Locator, name: string): Promise<void> {
  await sheet.getByRole("combobox", { name: "Customer by number, name or address" }).fill("(607) 555-0123");
  await expect(page.getByRole("option", { name: "New customer: (607) 555-0123" })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(sheet.getByLabel("Name")).toBeFocused();
  await sheet.getByLabel("Name").fill(name);
  await sheet.getByLabel("Street and number").fill("9 Sherman Avenue");
  await sheet.getByLabel("Postcode").fill("10040");
  await sheet.getByLabel("City").fill("New York");
  await sheet.getByLabel("State").fill("NY");
}

test("a call asks what the company requires of the place and the visit, beside the rest, and keeps each with its record", async ({
  openAs,
}) => {
  const office = await createOffice("Asking Desk");
  await define(office, PARKING);
  await define(office, { entity: "booking", name: "Meter", type: "number" });
  await define(office, { entity: "property", name: "Floor", type: "number", is_required: true });
  await define(office, { entity: "customer", name: "Found us", type: "text" });
  const { email, password } = office.dispatchers[1];
  const page = await openAs(email, password);
  await page.goto(`/o/${office.company.slug}/today?new=visit`);
  const sheet = callIn(page);
  const last = uniqueWord();
  await beginWithNew(page, sheet, `Odette ${last}`);

  await test.step("of the place, before it is stored", async () => {
    const store = sheet.getByRole("button", { name: "Add customer and address" });
    await expect(sheet.getByText("Floor is missing.")).toBeVisible();
    await expect(store).toHaveCount(0);
    await page.keyboard.press("Enter");
    await expect(sheet.getByLabel("Floor")).toBeFocused();
    await page.keyboard.type("2");
    await expect(store).toBeVisible();
  });

  await test.step("of the visit, the rest of it behind one press", async () => {
    await sheet.getByRole("combobox", { name: "Service" }).fill("Survey");
    await page.getByRole("option", { name: "Survey and estimate" }).click();
    await expect(sheet.getByText("Parking is missing.")).toBeVisible();
    await sheet.getByLabel("In the customer's words").focus();
    await page.keyboard.press("Enter");
    const parking = sheet.getByRole("combobox", { name: "Parking" });
    await expect(parking).toBeFocused();
    await choose(page, parking, "Street");
    await expect(sheet.getByLabel("Meter")).toHaveCount(0);
    await sheet.getByRole("button", { name: "More: Meter" }).click();
    const meter = sheet.getByLabel("Meter");
    await meter.fill("twelve");
    await meter.blur();
    await expect(meter).toHaveAccessibleDescription("This is no number.");
    await expect(sheet.getByText("Meter is not right yet.")).toBeVisible();
    await meter.fill("1204.5");
    await expect(sheet.getByText("Choose a time.")).toBeVisible();
    await lookAt(page, "call-fields");
  });

  await test.step("and a reload loses none of it", async () => {
    await page.reload();
    await expect(sheet.getByLabel("Floor")).toHaveValue("2");
    await expect(sheet.getByLabel("Meter")).toHaveValue("1204.5");
  });

  await planAtFirstTime(page);
  await expect(page.getByText(/V-\d+ planned for/)).toBeVisible();
  const find = async (kind: string) => {
    const [found] = await office.api<WithFields[]>("GET", `/${kind}?q=${last}`);
    return found && (await office.api<WithFields>("GET", `/${kind}/${found.id}`)).custom_fields;
  };
  await expect.poll(() => find("bookings")).toEqual({ parking: "street", meter: 1204.5 });
  expect(await find("properties")).toEqual({ floor: 2 });
  expect(await find("customers")).toEqual({});
});

test("what is refused stands at its field, also when it was offered as the call began, and nothing else is lost", async ({
  openAs,
}) => {
  const office = await createOffice("Refusing Desk");
  const parking = await define(office, PARKING);
  await define(office, { ...PARKING, entity: "job", is_required: false });
  const german = await createAccount("Greta Disponentin", "de");
  await join(office.company, german, "dispatcher");
  const page = await openAs(german.email, german.password);
  await page.goto(`/o/${office.company.slug}/jobs/${office.jobId}?new=visit&new.job_id=${office.jobId}`);
  const sheet = page.getByRole("dialog", { name: "Neuer Termin" });
  // The job exists: only its visit is asked for.
  const box = sheet.getByRole("combobox", { name: "Parking" });
  await expect(box).toHaveCount(1);
  await expect(sheet.getByText("Parking fehlt.")).toBeVisible();
  await choose(page, box, "Yard");
  await sheet.getByLabel("Minuten").fill("60");
  await sheet.getByRole("list", { name: "Beste freie Zeiten" }).getByRole("listitem").first().click();

  // A page that is told at once has nothing left to be refused: this one hears of it after it has asked.
  const learn = await holdReading(page);
  const asOwner = apiOf(await tokenOf(office.owner));
  const left = parking.options
    .filter(({ key }) => key === "street")
    .map(({ key, label }) => ({ key, label }));
  await asOwner("PATCH", `/custom-fields/${parking.id}`, { options: left });
  const plan = sheet.getByRole("button", { name: "Termin planen" });
  await plan.click();
  await expect(box).toHaveAccessibleDescription("Wählen Sie einen der angebotenen Werte.");
  learn();
  // What is offered no more is not kept as an answer.
  await expect(sheet.getByText("Parking fehlt.")).toBeVisible();
  await expect(sheet.getByLabel("Minuten")).toHaveValue("60");
  await lookAt(page, "call-fields-refused-de");
  await choose(page, box, "Street");
  await plan.click();
  await expect(sheet).toBeHidden();
  const [visit] = await office.api<Row[]>("GET", `/bookings?job_id=${office.jobId}`);
  expect((await office.api<WithFields>("GET", `/bookings/${visit?.id}`)).custom_fields).toEqual({
    parking: "street",
  });
});

test("a request that knows no address is planned in the call, with what its job is asked for, and makes one customer", async ({
  openAs,
}) => {
  const office = await createOffice("Requested Desk");
  await define(office, { entity: "job", name: "Insured", type: "yes_no", is_required: true });
  const last = uniqueWord();
  const request = await office.api("POST", "/booking-requests", {
    name: `Omar ${last}`,
    phone: "+12125550143",
    description: "Water in the cellar",
    source: "web",
  });
  const { email, password } = office.dispatchers[1];
  const page = await openAs(email, password);
  await page.goto(`/o/${office.company.slug}/today?new=visit&new.request_id=${request.id}`);
  const sheet = callIn(page);
  await expect(sheet.getByLabel("Name")).toHaveValue(`Omar ${last}`);
  await sheet.getByLabel("Street and number").fill("9 Sherman Avenue");
  await sheet.getByLabel("City").fill("New York");
  await sheet.getByLabel("Minutes").fill("60");
  await expect(sheet.getByText("Insured is missing.")).toBeVisible();
  await choose(page, sheet.getByRole("combobox", { name: "Insured" }), "No");
  await planAtFirstTime(page);
  await expect(page.getByText(/V-\d+ planned for/)).toBeVisible();
  type Decided = { status: string; job: { id: string }; customer: { id: string } };
  const decided = await office.api<Decided>("GET", `/booking-requests/${request.id}`);
  expect(decided.status).toBe("planned");
  const { job, customer } = decided;
  expect((await office.api<WithFields>("GET", `/jobs/${job.id}`)).custom_fields).toEqual({ insured: false });
  const named = await office.api<Row[]>("GET", `/customers?q=${last}`);
  expect(named.map(({ id }) => id)).toEqual([customer.id]);
});

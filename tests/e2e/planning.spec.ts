import type { Locator, Page } from "@playwright/test";
import type { Account } from "./support/company";
import { expect, test } from "./support/desk";
import { apiOf, createOffice, receiveWinterDay, tokenOf, uniqueWord } from "./support/office";
import { demoPassword } from "./support/people";
import { lookAt } from "./support/screens";

// A company of its own for some of them, several people, and pages looked at in both themes.
test.describe.configure({ timeout: 240_000 });

async function openReschedule(page: Page, number: string): Promise<Locator> {
  await page.getByRole("button", { name: "Reschedule", exact: true }).first().click();
  const dialog = page.getByRole("dialog", { name: `Reschedule ${number}` });
  await expect(dialog).toBeVisible();
  return dialog;
}

test("of two dispatchers who move the same visit one wins and the other sees what happened", async ({
  desk,
  openAs,
}) => {
  const person = await desk.addPerson();
  const visit = await desk.addVisit(person.id);
  const openFor = async ({ email, password }: Account) => {
    const page = await openAs(email, password);
    await page.goto(`${desk.base}/bookings/${visit.id}`);
    await expect(page.getByRole("heading", { level: 1, name: visit.number })).toBeVisible();
    return page;
  };
  const [mine, theirs] = [await openFor(desk.dispatchers[0]), await openFor(desk.dispatchers[1])];
  const dialogs = [
    await openReschedule(mine, visit.number),
    await openReschedule(theirs, visit.number),
  ] as const;
  await dialogs[0].getByLabel("Starts").fill("13:00");
  await dialogs[1].getByLabel("Starts").fill("15:00");
  await expect(dialogs[0].getByText("Fits. Nobody is booked then.")).toBeVisible();
  await dialogs[0].getByRole("button", { name: /^Move to/ }).click();
  await expect(dialogs[0]).toBeHidden();

  await dialogs[1].getByRole("button", { name: /^Move to/ }).click();
  const compare = theirs.getByRole("dialog", { name: /changed this while you were typing/ });
  await expect(compare).toBeVisible();
  await expect(compare).toContainText("1:00");
  await expect(compare).toContainText("3:00");
  await lookAt(theirs, "reschedule-clash");
  await compare.getByRole("button", { name: "Back to my draft" }).click();
  await expect(dialogs[1].getByLabel("Starts")).toHaveValue("15:00");
});

/** Some callers did not say what is to be done: the dispatcher chooses it, by keys as well. */
async function chooseService(page: Page, panel: Locator): Promise<void> {
  const service = panel.getByRole("combobox", { name: "What is to be done" });
  await expect(panel.getByRole("list").or(service).first()).toBeVisible();
  if (!(await service.isVisible())) return;
  await page.keyboard.press("s");
  await expect(service).toBeFocused();
  await page.keyboard.press("Enter");
  // The list is seen a moment before it takes the keys.
  await expect(page.getByRole("option").and(page.locator(":focus"))).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("listbox")).toBeHidden();
}

test("forty requests of a winter day are planned by keyboard alone", async ({ openAs }) => {
  const office = await createOffice("Winter Day");
  await receiveWinterDay(office);
  const { email, password } = office.dispatchers[0];
  const page = await openAs(email, password);
  await page.goto(`/o/${office.company.slug}/backlog`);
  await expect(page.locator("[data-row-id]").first()).toBeVisible();
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  const panel = page.getByRole("complementary", { name: /^Plan R-/ });
  await expect(panel).toBeVisible();
  await lookAt(page, "backlog-plan");
  for (let done = 0; done < 40; done += 1) {
    const number = (await panel.getAttribute("aria-label")) ?? "";
    await chooseService(page, panel);
    await expect(panel.getByRole("list").getByRole("button").first()).toBeVisible();
    await page.keyboard.press("1");
    await expect(panel).not.toHaveAccessibleName(number);
  }
  const visits = () => office.api<{ status: string }[]>("GET", "/bookings?limit=200");
  await expect
    .poll(async () => (await visits()).filter(({ status }) => status === "scheduled").length)
    .toBe(40);
});

test("a German company plans across the October change of the clocks", async ({ browser, sessionOf }) => {
  const api = apiOf(await tokenOf({ id: "", email: "dispatcher@bluewater.test", password: demoPassword }));
  const word = uniqueWord();
  const customer = await api("POST", "/customers", { kind: "person", last_name: word });
  const property = await api("POST", "/properties", {
    customer_id: customer.id,
    address: { line1: "Anklamer Straße 39", city: "Berlin", postcode: "10115", country: "DE" },
  });
  const place = { customer_id: customer.id, property_id: property.id };
  const job = await api("POST", "/jobs", { ...place, title: "Notdienst" });
  // One in the morning of summer time until four of winter time: four hours, though the clock says three.
  const times = { starts_at: "2027-10-30T23:00:00Z", ends_at: "2027-10-31T03:00:00Z" };
  const visit = await api<{ id: string }>("POST", "/bookings", { job_id: job.id, ...times });

  const context = await browser.newContext({
    locale: "de-DE",
    timezoneId: "Europe/Berlin",
    storageState: await sessionOf("dispatcher@bluewater.test"),
  });
  const page = await context.newPage();
  await page.goto(`/o/bluewater/bookings/${visit.id}`);
  await expect(page.getByText(/01:00–04:00/).first()).toBeVisible();
  await expect(page.getByText("0 min von 4 h")).toBeVisible();
  await page.goto("/o/bluewater/board?date=2027-10-31");
  await expect(page.getByText("25 Stunden")).toBeVisible();
  await expect(page.getByText(word).first()).toBeVisible();
  await lookAt(page, "board-clock-change");
  await context.close();
});

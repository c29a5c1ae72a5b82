import type { BrowserContext, Locator, Page } from "@playwright/test";
import type { Account } from "./support/company";
import { apiOf, createOffice, planVisit, receiveWinterDay, tokenOf, uniqueWord } from "./support/office";
import { demoPassword, expect, signIn, test } from "./support/people";
import { lookAt } from "./support/screens";

// A company of its own for most of them, several people, and pages looked at in both themes.
test.describe.configure({ timeout: 240_000 });

/** What a dispatcher does besides typing words: clicks, keys, and each field gone to. */
function countingHands(page: Page) {
  let count = 0;
  return {
    count: () => count,
    click: async (target: Locator) => {
      count += 1;
      await target.click();
    },
    press: async (key: string) => {
      count += 1;
      await page.keyboard.press(key);
    },
    /** Goes to a field and writes into it. */
    write: async (field: Locator, words: string) => {
      count += 1;
      await field.fill(words);
    },
  };
}

async function enter(page: Page, { email, password }: Account, path: string): Promise<void> {
  await signIn(page, email, password);
  await page.goto(path);
}

test("a call becomes a visit in at most twelve interactions, without leaving the page", async ({ page }) => {
  const office = await createOffice("Caller Heating");
  await enter(page, office.dispatchers[0], `/o/${office.company.slug}/today`);
  await expect(page.getByRole("heading", { level: 1, name: "Today" })).toBeVisible();
  let documents = 0;
  page.on("request", (request) => {
    if (request.isNavigationRequest() && request.frame() === page.mainFrame()) documents += 1;
  });
  const hands = countingHands(page);

  await hands.click(page.getByRole("button", { name: "New visit" }).first());
  const sheet = page.getByRole("dialog", { name: "New visit" });
  const search = sheet.getByRole("combobox", { name: "Customer by number, name or address" });
  await expect(search).toBeFocused();
  await search.fill("(607) 555-0123");
  await expect(page.getByRole("option", { name: "New customer: (607) 555-0123" })).toBeVisible();
  await hands.press("Enter");
  await expect(sheet.getByLabel("Phone")).toHaveValue("(607) 555-0123");
  await hands.write(sheet.getByLabel("Name"), "Odette Marlowe");
  await hands.write(sheet.getByLabel("Street and number"), "9 Sherman Avenue");
  await hands.write(sheet.getByLabel("Postcode"), "10040");
  await hands.write(sheet.getByLabel("City"), "New York");
  await hands.write(sheet.getByRole("combobox", { name: "Service" }), "Survey");
  await expect(page.getByRole("option", { name: "Survey and estimate" })).toBeVisible();
  await hands.press("Enter");
  const times = sheet.getByRole("list", { name: "Best free times" }).getByRole("listitem");
  await expect(times).toHaveCount(3);
  await lookAt(page, "call");
  await hands.click(times.first().getByRole("button"));
  await expect(times.first().getByRole("button", { pressed: true })).toContainText(/held \d/);
  await expect(sheet.getByRole("region", { name: "To read out" })).toContainText("9 Sherman Avenue");
  await hands.click(sheet.getByRole("button", { name: "Plan visit" }));
  await expect(page.getByText(/V-\d+ planned for/)).toBeVisible();

  expect(hands.count()).toBeLessThanOrEqual(12);
  expect(documents).toBe(0);
  const visits = await office.api<{ status: string; job: { customer: { display_name: string } } }[]>(
    "GET",
    "/bookings",
  );
  expect(visits.map(({ status, job }) => [status, job.customer.display_name])).toEqual([
    ["scheduled", "Odette Marlowe"],
  ]);
});

async function openReschedule(page: Page, number: string): Promise<Locator> {
  await page.getByRole("button", { name: "Reschedule", exact: true }).first().click();
  const dialog = page.getByRole("dialog", { name: `Reschedule ${number}` });
  await expect(dialog).toBeVisible();
  return dialog;
}

test("of two dispatchers who move the same visit one wins and the other sees what happened", async ({
  browser,
}) => {
  const office = await createOffice("Two Desks");
  const ann = office.people[0]?.id ?? "";
  const visit = await planVisit(office, ann, "10:00", "11:00");
  const contexts: BrowserContext[] = [];
  const openFor = async (account: Account) => {
    const context = await browser.newContext();
    contexts.push(context);
    const page = await context.newPage();
    await enter(page, account, `/o/${office.company.slug}/bookings/${visit.id}`);
    await expect(page.getByRole("heading", { level: 1, name: visit.number })).toBeVisible();
    return page;
  };
  const [mine, theirs] = [await openFor(office.dispatchers[0]), await openFor(office.dispatchers[1])];
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
  for (const context of contexts) await context.close();
});

test("a taken time says who has it and what would fit, before anything is saved", async ({ page }) => {
  const office = await createOffice("Taken Time");
  const ann = office.people[0]?.id ?? "";
  await planVisit(office, ann, "13:00", "14:00");
  const visit = await planVisit(office, ann, "10:00", "11:00");
  await enter(page, office.dispatchers[0], `/o/${office.company.slug}/bookings/${visit.id}`);
  const dialog = await openReschedule(page, visit.number);
  await dialog.getByLabel("Starts").fill("13:30");
  await expect(dialog.getByText(/Ann Able has Ines Quarry until .*2:00 PM\./)).toBeVisible();
  await dialog
    .getByRole("button", { name: /would fit\.$/ })
    .first()
    .click();
  await expect(dialog.getByText("Fits. Nobody is booked then.")).toBeVisible();
  await dialog.getByRole("button", { name: /^Move to/ }).click();
  await expect(dialog).toBeHidden();
});

test("a link to a filtered list opens the same list", async ({ openAs, browser, sessionOf }) => {
  const page = await openAs("dispatcher@northside.test");
  await page.goto("/o/northside/bookings?view=unassigned");
  await expect(page.locator("[data-row-id]").first()).toBeVisible();
  await page.getByRole("searchbox", { name: "Find by number, customer, place or service" }).fill("heating");
  await expect(page).toHaveURL(/q=heating/);
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
  const rowsOf = (shown: Page) =>
    shown.locator("[data-row-id]").evaluateAll((rows) => rows.map((row) => row.getAttribute("data-row-id")));
  await expect.poll(async () => (await rowsOf(page)).length).toBeGreaterThan(0);
  const expected = await rowsOf(page);

  const context = await browser.newContext({ storageState: await sessionOf("owner@northside.test") });
  const other = await context.newPage();
  await other.goto(page.url());
  await expect.poll(() => rowsOf(other)).toEqual(expected);
  await lookAt(other, "visits-filtered");
  await context.close();
});

/** Some callers did not say what is to be done: the dispatcher chooses it, by keys as well. */
async function chooseService(page: Page, panel: Locator): Promise<void> {
  const service = panel.getByRole("combobox", { name: "What is to be done" });
  await expect(panel.getByRole("list").or(service).first()).toBeVisible();
  if (!(await service.isVisible())) return;
  await page.keyboard.press("s");
  await expect(service).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("listbox")).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("listbox")).toBeHidden();
}

test("forty requests of a winter day are planned by keyboard alone", async ({ page }) => {
  const office = await createOffice("Winter Day");
  await receiveWinterDay(office);
  await enter(page, office.dispatchers[0], `/o/${office.company.slug}/backlog`);
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
  const visits = await office.api<{ status: string }[]>("GET", "/bookings?limit=200");
  expect(visits.filter(({ status }) => status === "scheduled")).toHaveLength(40);
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

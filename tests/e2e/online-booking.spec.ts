import type { Page } from "@playwright/test";
import postgres from "postgres";
import { expectAccessible } from "./support/accessibility";
import { installation } from "./support/installation";
import { waitForLink, waitForMail } from "./support/mailbox";
import { createOffice, NOTHING_FILLED, plannedOf, requireFields, uniqueWord } from "./support/office";
import type { Office } from "./support/office";
import { expect, test } from "./support/people";
import { lookAt } from "./support/screens";

test.describe.configure({ timeout: 180_000 });

/** For scenes that no screen can set. */
const sql = postgres(installation.adminUrl, { max: 1, idle_timeout: 1, onnotice: () => undefined });

/** The address these tests come from has asked for nothing yet. */
async function openOffice(name: string): Promise<Office> {
  const office = await createOffice(name);
  await sql`delete from private.api_rate_limits where bucket like 'book%'`;
  return office;
}

const words = {
  en: {
    postcode: "Postcode",
    street: "Street and number",
    city: "City",
    times: "Show free times",
    phone: "Telephone",
    send: "Mail me the code",
    code: "Code, 6 digits",
    book: "Book this visit",
    booked: "Booked",
    link: "Open your visit",
  },
  de: {
    postcode: "Postleitzahl",
    street: "Straße und Hausnummer",
    city: "Ort",
    times: "Freie Zeiten zeigen",
    phone: "Telefon",
    send: "Code per E-Mail senden",
    code: "Code, 6 Ziffern",
    book: "Diesen Termin buchen",
    booked: "Gebucht",
    link: "Ihren Termin öffnen",
  },
};
type Words = (typeof words)["en"];

const services = (page: Page) => page.getByRole("listitem").getByRole("button");
const times = (page: Page) => page.locator("section section button[aria-pressed]");

async function findTimes(page: Page, w: Words): Promise<void> {
  await services(page).first().click();
  await page.getByLabel(w.postcode).fill("11104");
  await expect(page.getByRole("status").filter({ hasText: "11104" })).toBeVisible();
  await page.getByLabel(w.street).fill("41-15 45th Street");
  await page.getByRole("textbox", { name: w.city, exact: true }).fill("Sunnyside");
  await page.getByRole("button", { name: w.times }).click();
  await expect(times(page).first()).toBeVisible();
}

async function introduce(page: Page, w: Words, email: string): Promise<void> {
  await page.getByLabel("Name", { exact: true }).fill("Ana María Ruiz");
  await page.getByLabel(w.phone, { exact: true }).fill("(212) 555-0101");
  await page.getByLabel("E-", { exact: false }).fill(email);
  await page.getByRole("button", { name: w.send }).click();
  await expect(page.getByLabel(w.code)).toBeVisible();
}

async function codeFrom(email: string): Promise<string> {
  const { text } = await waitForMail(email);
  const code = /\b\d{6}\b/.exec(text)?.[0];
  if (!code) throw new Error(`No code in: ${text}`);
  return code;
}

test("a visitor books by a mailed code; a reload loses nothing, and the visit is in the office", async ({
  page,
}) => {
  const { company, api } = await openOffice("Open Door Heating");
  const email = `${uniqueWord().toLowerCase()}@visitors.test`;
  await page.goto(`/book/${company.slug}`);
  await expect(page.getByRole("heading", { level: 1, name: "Book a visit" })).toBeVisible();
  await lookAt(page, "booking-service");
  await findTimes(page, words.en);
  await lookAt(page, "booking-times");
  await times(page).nth(1).click();
  await expect(page.getByText(/Kept for you for [45]:/)).toBeVisible();
  await page.getByLabel("Name", { exact: true }).fill("Ana");
  await page.reload();
  await expect(page.getByText(/Kept for you for/)).toBeVisible();
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue("Ana");
  await introduce(page, words.en, email);
  await lookAt(page, "booking-code");
  const code = await codeFrom(email);
  await page.getByLabel("Code, 6 digits").fill(code === "000000" ? "111111" : "000000");
  await page.getByRole("button", { name: "Book this visit" }).click();
  await expect(page.getByText("This is not the code. 4 tries left.")).toBeVisible();
  await page.getByLabel("Code, 6 digits").fill(code);
  await page.getByRole("button", { name: "Book this visit" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Booked" })).toBeVisible();
  await lookAt(page, "booking-done");
  const number = (await page.getByText(/^V-\d+$/).textContent()) ?? "";
  const [visit] = await api<
    { number: string; status: string; job: { customer: { display_name: string } } }[]
  >("GET", `/bookings?q=${number}`);
  expect(visit).toMatchObject({
    number,
    status: "scheduled",
    job: { customer: { display_name: "Ana María Ruiz" } },
  });
  await page.goto(await waitForLink(email, "/p/"));
  await expect(page.getByText(company.name).first()).toBeVisible();
});

test("in German and dark, and who comes too late sees the nearest times", async ({ page, browser }) => {
  const { company, people } = await openOffice("Dunkle Heizung");
  for (const { id } of people.slice(1))
    await sql`update public.bookable_resources set is_active = false where id = ${id}`;
  await page.emulateMedia({ colorScheme: "dark" });
  await page.goto(`/book/${company.slug}?lang=de`);
  await expect(page.getByRole("heading", { level: 1, name: "Termin buchen" })).toBeVisible();
  await findTimes(page, words.de);
  const faster = await (await browser.newContext()).newPage();
  await faster.goto(`/book/${company.slug}`);
  await findTimes(faster, words.en);
  await times(faster).first().click();
  await expect(faster.getByText(/Kept for you/)).toBeVisible();
  await times(page).first().click();
  await expect(page.getByText("Diese Zeit ist gerade vergeben worden. Die nächsten:")).toBeVisible();
  await expectAccessible(page);
  await times(page).first().click();
  const email = `${uniqueWord().toLowerCase()}@visitors.test`;
  await introduce(page, words.de, email);
  await page.getByLabel(words.de.code).fill(await codeFrom(email));
  await page.getByRole("button", { name: words.de.book }).click();
  await expect(page.getByRole("heading", { level: 1, name: words.de.booked })).toBeVisible();
  await expect(page.getByRole("link", { name: words.de.link })).toBeVisible();
  await expectAccessible(page);
});

test("outside of the zones it is said before anything personal is asked, and a request may be left", async ({
  page,
}) => {
  const { company } = await openOffice("Zoned Heating");
  await sql`insert into public.service_zones (org_id, name, postcodes) values (${company.id}, 'Town', '{11104}')`;
  await page.setViewportSize({ width: 320, height: 700 });
  await page.goto(`/book/${company.slug}`);
  await services(page).first().click();
  await page.getByLabel("Postcode").fill("90210");
  await expect(page.getByText("90210 is outside our usual area.", { exact: false })).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  await page.getByLabel("Street and number").fill("1 Far Road");
  await page.getByLabel("City", { exact: true }).fill("Beverly Hills");
  await page.getByRole("button", { name: "Leave a request" }).click();
  await expect(page.getByLabel("Day 1", { exact: true })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByLabel("Name", { exact: true }).fill("Ana Ruiz");
  await page.getByLabel("Telephone", { exact: true }).fill("(212) 555-0101");
  await page.getByLabel("E-mail", { exact: true }).fill("ana@visitors.test");
  await page.getByRole("button", { name: "Send request" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Request received" })).toBeVisible();
});

test("a company that requires fields of its own asks a visitor for none of them, and he books", async ({
  page,
}) => {
  const office = await openOffice("Demanding Door");
  await requireFields(office);
  await page.goto(`/book/${office.company.slug}`);
  await findTimes(page, words.en);
  await times(page).first().click();
  const email = `${uniqueWord().toLowerCase()}@visitors.test`;
  await introduce(page, words.en, email);
  for (const asked of ["Found us", "Floor", "Insured", "Parking"])
    await expect(page.getByText(asked)).toHaveCount(0);
  await page.getByLabel(words.en.code).fill(await codeFrom(email));
  await page.getByRole("button", { name: words.en.book }).click();
  await expect(page.getByRole("heading", { level: 1, name: words.en.booked })).toBeVisible();
  const number = (await page.getByText(/^V-\d+$/).textContent()) ?? "";
  const [visit] = await office.api<{ job: { id: string } }[]>("GET", `/bookings?q=${number}`);
  expect(await plannedOf(office, visit?.job.id ?? "")).toMatchObject({
    visit: { number, status: "scheduled" },
    filled: NOTHING_FILLED,
  });
});

test("without script the page is one form that becomes a request", async ({ browser }) => {
  const { company, api } = await openOffice("Plain Heating");
  const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  await page.goto(`${installation.url}/book/${company.slug}`);
  const form = page.locator("form");
  await form.getByLabel("Service").selectOption({ index: 1 });
  await form.getByLabel("Name").fill("Ana Ruiz");
  await form.getByLabel("Telephone").fill("(212) 555-0101");
  await form.getByLabel("E-mail").fill("ana@visitors.test");
  await form.getByLabel("Street and number").fill("41-15 45th Street");
  await form.getByLabel("Postcode").fill("11104");
  await form.getByLabel("City").fill("Sunnyside");
  await page.getByRole("button", { name: "Send request" }).click();
  await expect(page.getByRole("status")).toContainText("Request received");
  const [request] = await api<{ name: string; source: string }[]>("GET", "/booking-requests?status=new");
  expect(request).toMatchObject({ name: "Ana Ruiz", source: "web" });
});

test("a page that does not exist has no name", async ({ page }) => {
  const answer = await page.goto("/book/nobody-of-that-name");
  expect(answer?.status()).toBe(404);
  await expect(page.getByRole("heading", { level: 1, name: "There is no such page" })).toBeVisible();
});

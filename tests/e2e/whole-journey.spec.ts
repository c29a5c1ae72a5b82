import { expect, test } from "./support/people";
import type { Browser, Locator, Page } from "@playwright/test";
import { requireSignature } from "./support/company";
import { createFieldCompany } from "./support/field-company";
import type { FieldCompany } from "./support/field-company";
import { countDocuments, expectFit, openCustomer, timeUntil, wordsOf } from "./support/journey";
import type { Look, Words } from "./support/journey";
import { waitForLink } from "./support/mailbox";
import { uniqueWord } from "./support/office";
import { ZONE } from "./support/zone";

test.describe.configure({ timeout: 300_000 });

type OpenAs = (email: string, password: string) => Promise<Page>;

/** What one journey goes on with. */
type Journey = { look: Look; t: Words; field: FieldCompany; name: string; email: string };

/** The customer's page asks every three seconds, the office and the phone are told. */
const CUSTOMER_MS = 6000;
const LIVE_MS = 5000;

async function expectSeen(
  who: string,
  limitMs: number,
  seen: Locator,
  act: () => Promise<void>,
): Promise<void> {
  const ms = await timeUntil(seen, act);
  process.stdout.write(`    ${String(ms).padStart(5)} ms until ${who} saw it\n`);
  expect(ms, `ms until ${who} saw it`).toBeLessThanOrEqual(limitMs);
}

async function askOnline(page: Page, { t, field, look, name, email }: Journey): Promise<void> {
  await page.goto(`/book/${field.company.slug}?lang=${look.locale}`);
  await page.getByRole("button", { name: /^Boiler repair/ }).click();
  await page.getByRole("textbox", { name: t("online-booking.place.postcode") }).fill("12203");
  await page.getByRole("textbox", { name: t("online-booking.place.line1") }).fill("12 Elm Street");
  await page.getByRole("textbox", { name: t("online-booking.place.city") }).fill("Albany");
  await expectFit(page);
  await page.getByRole("button", { name: t("online-booking.place.next") }).click();
  await page.getByRole("button", { name: t("online-booking.time.noFit") }).click();
  await page
    .getByRole("textbox", { name: t("online-booking.wishes.text") })
    .fill("As soon as somebody is free");
  await page.getByRole("button", { name: t("online-booking.wishes.next") }).click();
  await page.getByRole("textbox", { name: t("online-booking.who.name") }).fill(name);
  await page.getByRole("textbox", { name: t("online-booking.who.phone") }).fill("(518) 555-0142");
  await page.getByRole("textbox", { name: t("online-booking.who.email") }).fill(email);
  await page.getByRole("textbox", { name: t("online-booking.who.note") }).fill("No heat since this morning");
  await expectFit(page);
}

const stateOf = (office: Page, t: Words, state: string) =>
  office.getByRole("button", {
    name: new RegExp(`^${t(`bookings.state.${state}`)}.*${t("bookings.changeState")}$`),
  });

async function plan(office: Page, { t, field, name }: Journey): Promise<string> {
  const [request] = await field.api<{ id: string; number: string }[]>("GET", "/booking-requests?status=new");
  await office.getByRole("link", { name }).first().click();
  const panel = office.getByRole("complementary", {
    name: t("booking-requests.panel.label", { number: request?.number ?? "" }),
  });
  const times = panel.getByRole("region", { name: t("booking-requests.panel.slots") });
  await expect(times.getByRole("listitem").first()).toBeVisible();
  await expectFit(office);
  await times.getByRole("listitem").first().click();
  const listVisits = () => field.api<{ id: string }[]>("GET", "/bookings?status=scheduled");
  await expect.poll(async () => (await listVisits()).length).toBe(1);
  const [visit] = await listVisits();
  return visit?.id ?? "";
}

const question = (page: Page, name: string) => page.getByRole("listitem").filter({ hasText: name });

/** Answers, picture and signature, each by the hand of the technician. */
async function prove(phone: Page, { t, name }: Journey): Promise<void> {
  await phone.getByRole("button", { name: t("field.step.checklist", { count: 2 }) }).click();
  await question(phone, "Is there a leak?")
    .getByRole("radio", { name: t("field.answer.no") })
    .click();
  const measured = phone.getByRole("textbox", { name: "CO" });
  await measured.fill("4");
  await measured.press("Enter");
  await phone.getByRole("button", { name: t("field.step.photo", { label: "Flue after the work" }) }).click();
  await phone.getByRole("button", { name: t("field.photos.shutter"), exact: true }).click();
  await expect(phone.getByRole("heading", { name: t("field.photos.title", { count: 1 }) })).toBeVisible();
  await phone.getByRole("link", { name: t("field.photos.visit") }).click();
  await phone.getByRole("button", { name: t("field.step.signature") }).click();
  // Signing speaks the customer's language, which he has asked in.
  await phone.getByRole("textbox", { name: t("field.signature.name") }).fill(name);
  const line = phone.getByRole("img", { name: t("field.signature.field") });
  await line.scrollIntoViewIfNeeded();
  const box = await line.boundingBox();
  if (!box) throw new Error("There is nothing to sign on.");
  await phone.mouse.move(box.x + 30, box.y + 60);
  await phone.mouse.down();
  for (const step of [1, 2, 3, 4, 5])
    await phone.mouse.move(box.x + 30 + step * 30, box.y + 60 + (step % 2) * 50, { steps: 4 });
  await phone.mouse.up();
  await expectFit(phone);
  await phone.getByRole("button", { name: t("field.signature.accept") }).click();
  await expect(phone).toHaveURL(/\/field\/bookings\/[^/]+$/);
}

async function openPhone(browser: Browser, session: string, look: Look): Promise<Page> {
  const context = await browser.newContext({
    storageState: session,
    viewport: { width: look.width, height: 844 },
    hasTouch: true,
    isMobile: true,
    colorScheme: look.colorScheme,
    timezoneId: ZONE,
    permissions: ["camera"],
    reducedMotion: "reduce",
  });
  return context.newPage();
}

test.use({
  launchOptions: {
    executablePath: process.env.CHROME ?? "",
    args: [
      "--use-fake-device-for-media-stream",
      "--use-fake-ui-for-media-stream",
      ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
    ],
  },
});

const LOOKS: readonly Look[] = [
  { locale: "en", width: 390, colorScheme: "light" },
  { locale: "de", width: 320, colorScheme: "dark" },
];

for (const look of LOOKS) {
  const name = `from the request to the reply to the rating, in ${look.locale}, ${look.width} px, ${look.colorScheme}`;
  test(name, async ({ browser, openAs, sessionOf }) => {
    const t = wordsOf(look.locale);
    const field = await createFieldCompany("Journey Heating", "Sam Okafor", look.locale);
    await requireSignature(field.company);
    const last = uniqueWord();
    const journey: Journey = {
      look,
      t,
      field,
      name: `Claire ${last}`,
      email: `claire.${last}@example.test`.toLowerCase(),
    };
    const customer = await openCustomer(browser, look);
    const office = await openOffice(openAs, journey);
    const phone = await openPhone(
      browser,
      await sessionOf(field.technician.email, field.technician.password),
      look,
    );
    const officeDocuments = countDocuments(office);

    await test.step("a request comes in by the booking page", async () => {
      await askOnline(customer, journey);
      await expectSeen("the office", LIVE_MS, office.getByRole("link", { name: journey.name }).first(), () =>
        customer.getByRole("button", { name: t("online-booking.who.request") }).click(),
      );
      await expect(customer.getByText(t("online-booking.done.requestedLead"))).toBeVisible();
      await expectFit(customer);
    });

    const visit = await test.step("the office plans it with one press", () => plan(office, journey));

    await test.step("the customer opens the link of the mail and confirms", async () => {
      await customer.goto(await waitForLink(journey.email, "/p/"));
      await expect(customer).toHaveURL(/\/v\//);
      // In the language he asked in: nobody chose it again.
      await expect(customer.locator("html")).toHaveAttribute("lang", look.locale);
      await expectFit(customer);
      await office.goto(`/o/${field.company.slug}/bookings/${visit}`);
      await expect(stateOf(office, t, "scheduled")).toBeVisible();
      await expectLive(office, t);
      await expectSeen("the office", LIVE_MS, office.getByText(t("bookings.promise.confirmed")).first(), () =>
        customer.getByRole("button", { name: t("portal.confirm.button") }).click(),
      );
    });
    const atVisit = officeDocuments();
    const customerDocuments = countDocuments(customer);

    const onTrack = (step: string) =>
      customer
        .getByRole("list", { name: t("portal.step.label") })
        .locator('[aria-current="step"]')
        .filter({ hasText: t(`portal.step.${step}`) });

    await test.step("the technician goes, arrives and proves the work, and everybody sees it", async () => {
      await phone.goto(`/field/bookings/${visit}`);
      const go = phone.getByRole("button", { name: t("field.step.go"), exact: true });
      await expect(go).toBeVisible();
      await expectFit(phone);
      const following = onTrack("on_the_way").waitFor({ timeout: CUSTOMER_MS + LIVE_MS });
      await expectSeen("the office", LIVE_MS, stateOf(office, t, "en_route"), () => go.click());
      await following;
      await expectFit(customer);
      await expectSeen("the customer", CUSTOMER_MS, onTrack("here"), () =>
        phone.getByRole("button", { name: t("field.step.arrive"), exact: true }).click(),
      );
      await prove(phone, journey);
      await expectFit(phone);
      await phone.getByRole("button", { name: t("field.step.complete") }).click();
      await expectSeen("the customer", CUSTOMER_MS, onTrack("done"), () =>
        phone
          .getByRole("dialog")
          .getByRole("button", { name: t("field.slip.complete") })
          .click(),
      );
      await expect(stateOf(office, t, "completed")).toBeVisible();
    });

    await test.step("the signed report appears, the visit is rated, the office answers", async () => {
      await expect(customer.getByRole("link", { name: t("portal.report.save") })).toBeVisible({
        timeout: 60_000,
      });
      expect(customerDocuments(), "the customer's page was loaded once").toBe(0);
      await expectFit(customer);
      await customer.getByRole("link", { name: t("portal.rating.give", { stars: 5 }) }).click();
      await customer.getByLabel(t("portal.rating.comment")).fill("Warm again within an hour");
      await expectFit(customer);
      const said = office.getByText("Warm again within an hour").first();
      await expectSeen("the office", LIVE_MS, said, () =>
        customer
          .getByRole("button", { name: t("portal.rating.send", { company: field.company.name }) })
          .click(),
      );
      await expectFit(office);
      const reply = t("feedback.replyTo", { name: journey.name });
      await office.getByRole("button", { name: reply }).click();
      await office.getByRole("textbox", { name: reply }).fill("We are glad. Stay warm.");
      await expectSeen("the customer", CUSTOMER_MS, customer.getByText("We are glad. Stay warm."), () =>
        office.getByRole("button", { name: t("feedback.sendReply") }).click(),
      );
      expect(officeDocuments(), "the visit's page was loaded once").toBe(atVisit);
    });
    for (const page of [customer, phone]) await page.context().close();
  });
}

async function openOffice(openAs: OpenAs, { field, look, t }: Journey): Promise<Page> {
  const office = await openAs(field.dispatcher.email, field.dispatcher.password);
  await office.setViewportSize({ width: 1440, height: 900 });
  await office.emulateMedia({ colorScheme: look.colorScheme, reducedMotion: "reduce" });
  await office.goto(`/o/${field.company.slug}/backlog`);
  await expect(office.getByRole("heading", { level: 1 })).toBeVisible();
  await expectLive(office, t);
  return office;
}

/** From then on what others do is told; before that the page would find out by looking, as soon as it is connected. */
async function expectLive(office: Page, t: Words): Promise<void> {
  await expect(office.getByText(t("office.connection.live"), { exact: true }).first()).toBeAttached();
}

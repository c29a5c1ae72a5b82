import postgres from "postgres";
import type { Browser, Page } from "@playwright/test";
import { addDays, dateIn, wallToInstant } from "@/lib/time";
import { createFieldCompany } from "./support/field-company";
import type { FieldCompany } from "./support/field-company";
import { installation } from "./support/installation";
import { lookAt } from "./support/screens";
import { expect, test } from "./support/people";
import { ZONE } from "./support/zone";

test.describe.configure({ timeout: 240_000 });

const sql = postgres(installation.adminUrl, { max: 1, idle_timeout: 1, onnotice: () => undefined });

type Visit = { id: string; version: number; number: string };
type Guest = { field: FieldCompany; visit: Visit; linkId: string; token: string };

/** A visit in four days, late enough that its customer may move it, with a link to it. */
async function createGuest(name: string): Promise<Guest> {
  const field = await createFieldCompany(name);
  await sql`update public.organizations set phone = '+15185550142', brand_color = '#c2410c' where id = ${field.company.id}`;
  const made = await field.addVisit({ from: "20:00", to: "21:00", isPlain: true });
  const day = addDays(dateIn(Date.now(), ZONE), 4);
  const at = (time: string) => new Date(wallToInstant(day, time, ZONE)).toISOString();
  await sql`delete from public.business_hours where org_id = ${field.company.id}`;
  await sql`
    insert into public.business_hours (org_id, weekday, opens, closes)
    select ${field.company.id}, weekday, '08:00', '18:00' from generate_series(1, 7) as weekday`;
  const visit = await field.api<Visit>("POST", "/bookings", {
    job_id: made.jobId,
    starts_at: at("10:00"),
    ends_at: at("11:00"),
    arrival_window: { starts_at: at("10:00"), ends_at: at("12:00") },
    assignments: [{ resource_id: field.resourceId }],
  });
  const [row] = await sql<{ token: string }[]>`
    select private.portal_token_for(${field.company.id}, ${visit.id}, 'copy', null) as token`;
  const [link] = await sql<{ id: string }[]>`
    select id from public.customer_portal_access where booking_id = ${visit.id}`;
  return { field, visit, token: row?.token ?? "", linkId: link?.id ?? "" };
}

const foreignRequests = (page: Page): string[] => {
  const seen: string[] = [];
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (url.protocol.startsWith("http") && url.origin !== installation.url) seen.push(request.url());
  });
  return seen;
};

const expectNoSideways = async (page: Page) =>
  expect(
    await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth),
  ).toBe(0);

async function walk({ field, visit }: Guest, ...steps: Record<string, unknown>[]): Promise<void> {
  for (const step of steps) {
    await field.api("POST", `/bookings/${visit.id}/transitions`, step);
  }
}

test("the page follows the visit in each of its states, without a reload", async ({ page }) => {
  const guest = await createGuest("Follow Heating");
  const foreign = foreignRequests(page);
  await page.goto(`/p/${guest.token}`);
  await expect(page).toHaveURL(new RegExp(`/v/${guest.linkId}$`));
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Sam comes on");
  await expect(page.getByText(/^10:00.AM–12:00.PM$/)).toBeVisible();
  await expect(page).toHaveTitle(/10:00.*12:00.*Sam/);
  await lookAt(page, "portal-booked");
  await page.getByRole("button", { name: "Confirm this time" }).click();
  await expect(page.getByText(/^You confirmed this time/)).toBeVisible();
  const heading = page.getByRole("heading", { level: 1 });
  await walk(guest, { to: "dispatched" }, { to: "en_route" });
  await expect(heading).toHaveText("Sam is on the way");
  await lookAt(page, "portal-on-the-way");
  await walk(guest, { to: "on_site" });
  await expect(heading).toHaveText("Sam is here");
  await walk(guest, { to: "completed", outcome: "done" });
  await expect(heading).toHaveText("Your visit is done");
  await lookAt(page, "portal-done");
  await page.getByRole("link", { name: "Give 4 stars" }).click();
  await expect(page.getByRole("radio", { name: "4 of 5 stars" }).first()).toBeChecked();
  await lookAt(page, "portal-feedback");
  await page.getByLabel("In your words (optional)").fill("Warm again.");
  await page.getByRole("button", { name: /^Send to / }).click();
  await expect(page.getByRole("img", { name: "4 of 5 stars" })).toBeVisible();
  await expect(page.getByText("Warm again.")).toBeVisible();
  expect(foreign).toEqual([]);
});

test("a customer writes, takes another time that is kept for him, and cancels", async ({ page }) => {
  const guest = await createGuest("Change Heating");
  await page.goto(`/p/${guest.token}`);
  await page.getByLabel(/^Write to /).fill("The gate is open.");
  await page.reload();
  await expect(page.getByLabel(/^Write to /)).toHaveValue("The gate is open.");
  await page.getByRole("button", { name: "Send message" }).click();
  const thread = page.getByRole("list", { name: "Messages" });
  await expect(thread).toContainText("The gate is open.");
  await page.getByRole("link", { name: "Choose another time" }).click();
  await expect(page.getByRole("heading", { name: "Free times" })).toBeVisible();
  await lookAt(page, "portal-reschedule");
  const times = page.getByRole("region", { name: "Free times" }).getByRole("button");
  // The last one: the first may be so near that it could not be called off any more.
  await times.last().click();
  await expect(page.getByRole("timer")).toContainText(/Kept free for you for [45]:\d\d/);
  await page.getByRole("button", { name: "Move the visit to this time" }).click();
  await expect(page.getByText("Your visit has a new time.")).toBeVisible();
  await expect(page.getByText(/^You confirmed this time/)).toBeVisible();
  await page.getByText("Cancel this visit").click();
  await page.getByRole("button", { name: /^Cancel the visit on / }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("This visit is cancelled");
  await lookAt(page, "portal-cancelled");
});

test("a link that was taken back ends on the open page", async ({ page }) => {
  const guest = await createGuest("Ended Heating");
  await page.goto(`/p/${guest.token}`);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await sql`update public.customer_portal_access set revoked_at = now() where id = ${guest.linkId}`;
  await expect(page).toHaveURL(/\/ended$/);
  await expect(page.getByRole("heading", { name: "This link has ended" })).toBeVisible();
  await lookAt(page, "portal-ended");
  await page.getByRole("button", { name: "Send me a new one" }).click();
  await expect(page.getByRole("status")).toContainText("a new link is on its way");
});

test("a link with a code asks for it, takes it pasted, and says what is left", async ({ page, context }) => {
  const guest = await createGuest("Code Heating");
  await sql`
    insert into private.portal_codes (org_id, access_id, code_hash)
    values (${guest.field.company.id}, ${guest.linkId}, extensions.crypt('481516', extensions.gen_salt('bf', 4)))`;
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto(`/p/${guest.token}`);
  await lookAt(page, "portal-code");
  const field = page.getByLabel("Code", { exact: true });
  await field.fill("111111");
  await expect(page.getByText("That is not the code. 4 tries left.")).toBeVisible();
  await field.fill("481516");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Sam comes on");
});

const openWith = async (browser: Browser, options: Parameters<Browser["newContext"]>[0]): Promise<Page> => {
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    timezoneId: ZONE,
    ...options,
  });
  return context.newPage();
};

test("everything that matters works without script", async ({ browser }) => {
  const guest = await createGuest("Plain Heating");
  const page = await openWith(browser, { javaScriptEnabled: false, baseURL: installation.url });
  await page.goto(`/p/${guest.token}`);
  await expect(page.getByText(/^10:00.AM–12:00.PM$/)).toBeVisible();
  await page.getByRole("button", { name: "Confirm this time" }).click();
  await expect(page.getByText("Confirmed. We see you then.")).toBeVisible();
  await page.getByLabel(/^Write to /).fill("By form.");
  await page.getByRole("button", { name: "Send message" }).click();
  await expect(page.getByRole("list", { name: "Messages" })).toContainText("By form.");
  await page.getByRole("link", { name: "Choose another time" }).click();
  await page.getByRole("region", { name: "Free times" }).getByRole("button").last().click();
  await page.getByRole("button", { name: "Move the visit to this time" }).click();
  await expect(page.getByText("Your visit has a new time.")).toBeVisible();
  await page.getByText("Cancel this visit").click();
  await page.getByRole("button", { name: /^Cancel the visit on / }).click();
  await expect(page.getByText("The visit is cancelled.")).toBeVisible();
  await page.context().close();
});

test("it speaks German, keeps the dark, fits 320 pixels, and says when it lost the connection", async ({
  browser,
}) => {
  const guest = await createGuest("Schmale Heizung");
  const page = await openWith(browser, {
    baseURL: installation.url,
    viewport: { width: 320, height: 700 },
    colorScheme: "dark",
  });
  await page.goto(`/p/${guest.token}`);
  await page.getByRole("link", { name: "Deutsch" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Sam kommt am");
  await expect(page.locator("html")).toHaveAttribute("lang", "de");
  await expectNoSideways(page);
  await page.getByRole("link", { name: "Andere Zeit wählen" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Andere Zeit wählen");
  await expectNoSideways(page);
  await page.getByRole("link", { name: "Zurück zu Ihrem Termin" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Sam kommt am");
  await page.context().setOffline(true);
  await expect(page.getByText(/^Keine Verbindung seit/)).toBeVisible();
  await page.context().setOffline(false);
  await expect(page.getByText(/^Keine Verbindung seit/)).toHaveCount(0);
  await page.context().close();
});

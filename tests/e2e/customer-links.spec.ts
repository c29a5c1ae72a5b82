import postgres from "postgres";
import type { Page } from "@playwright/test";
import { expectAccessible } from "./support/accessibility";
import { createFieldCompany } from "./support/field-company";
import type { FieldCompany, FieldVisit } from "./support/field-company";
import { installation } from "./support/installation";
import { apiOf, tokenOf } from "./support/office";
import { expect, test } from "./support/people";

test.describe.configure({ timeout: 180_000 });

type OpenAs = (email: string, password: string) => Promise<Page>;

async function openOffice(field: FieldCompany, openAs: OpenAs, path: string): Promise<Page> {
  const page = await openAs(field.dispatcher.email, field.dispatcher.password);
  await page.goto(`/o/${field.company.slug}${path}`);
  return page;
}

async function giveAddress(field: FieldCompany, { jobId }: FieldVisit): Promise<void> {
  const job = await field.api<{ customer: { id: string } }>("GET", `/jobs/${jobId}`);
  await field.api("PATCH", `/customers/${job.customer.id}`, { email: "claire@moreau.test" });
}

test("a link is drawn, opened by the customer, seen by the office, and ended for good", async ({
  openAs,
  browser,
}) => {
  const field = await createFieldCompany("Link Heating");
  const visit = await field.addVisit({ from: "09:00", to: "10:00", isPlain: true });
  await giveAddress(field, visit);
  const page = await openOffice(field, openAs, `/bookings/${visit.id}`);
  const panel = page.getByRole("region", { name: "Customer link" });
  await expect(panel).toContainText("No link yet.");
  await panel.getByRole("button", { name: "QR code" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByRole("img", { name: `QR code of the page of ${visit.customer}` })).toBeVisible();
  const shown = dialog.getByRole("textbox", { name: "Address of the page" });
  await expect(shown).toHaveValue(/^http/);
  const address = await shown.inputValue();
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Done" }).click();
  await expect(panel).toContainText("Not opened yet");

  const customer = await (await browser.newContext()).newPage();
  await customer.goto(address);
  await expect(customer.getByText(field.company.name).first()).toBeVisible();
  await expect(panel).toContainText("Seen once", { timeout: 30_000 });
  await panel.getByRole("button", { name: "All views" }).click();
  await expect(page.getByRole("dialog").getByRole("listitem")).toHaveCount(1);
  await page.getByRole("dialog").getByRole("button", { name: "Close" }).click();

  await panel.getByRole("button", { name: "Send", exact: true }).click();
  await expect(page.getByRole("alertdialog")).toContainText("claire@moreau.test");
  await page
    .getByRole("alertdialog")
    .getByRole("button", { name: `E-mail ${visit.customer}` })
    .click();
  await expect(panel).toContainText("sent");
  const stream = page.getByRole("region", { name: "Notes and changes" });
  await stream.getByRole("radio", { name: "Messages" }).click();
  const message = stream.getByRole("listitem").filter({ hasText: "Link to the visit to claire@moreau.test" });
  const soon = { timeout: 30_000 };
  await expect(message, "seen without a reload").toContainText("Sent by Dora Dispatcher", soon);
  await expect(message.getByText("Sent", { exact: true })).toBeVisible(soon);
  await stream.getByRole("radio", { name: "Notes" }).click();
  await expect(message).toHaveCount(0);

  await panel.getByRole("button", { name: "End", exact: true }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "End link" }).click();
  await expect(panel).toContainText("The link has ended.");
  await expect.poll(async () => (await customer.request.get(address)).status()).toBe(410);

  await panel.getByRole("button", { name: "New link with access code" }).click();
  await expect(page.getByRole("dialog").getByRole("textbox", { name: "Access code" })).toHaveValue(/^\d{6}$/);
  await page.getByRole("dialog").getByRole("button", { name: "Done" }).click();
  await expect(panel).toContainText("asks for a code");
});

/** As the customers' pages would have written it. */
async function rate(visits: readonly FieldVisit[], stars: readonly number[]): Promise<void> {
  const sql = postgres(installation.adminUrl, { max: 1, onnotice: () => undefined });
  for (const [index, { id }] of visits.entries())
    await sql`
      insert into public.customer_feedback (org_id, booking_id, customer_id, overall, comment, is_verified)
      select b.org_id, b.id, j.customer_id, ${stars[index] ?? 5}, ${`Words of visit ${index + 1}`}, true
      from public.bookings as b
      join public.jobs as j on j.org_id = b.org_id and j.id = b.job_id
      where b.id = ${id}`;
  await sql.end();
}

test("what customers said is listed, filtered in the address, answered by keyboard and hidden with a reason", async ({
  openAs,
}) => {
  const field = await createFieldCompany("Star Heating");
  const visits = [
    await field.addVisit({ from: "08:00", to: "09:00", isPlain: true }),
    await field.addVisit({ from: "10:00", to: "11:00", isPlain: true }),
  ];
  await rate(visits, [5, 2]);
  const page = await openOffice(field, openAs, "/feedback");
  await expect(page.getByRole("region", { name: "Average" })).toContainText("3.5");
  const list = page.getByRole("list", { name: "What customers said, the latest first" });
  await expect(list.getByRole("listitem")).toHaveCount(2);
  await expectAccessible(page);
  await page.getByRole("button", { name: "Only 2 stars: 1" }).click();
  await expect(page).toHaveURL(/stars=2/);
  await page.reload();
  await expect(list.getByRole("listitem")).toHaveCount(1);

  await list.getByRole("button", { name: `Reply to ${visits[1]?.customer ?? ""}` }).click();
  await page.getByRole("textbox", { name: `Reply to ${visits[1]?.customer ?? ""}` }).fill("We are sorry.");
  await page.keyboard.press("ControlOrMeta+Enter");
  await expect(list).toContainText("Dora Dispatcher answered");
  await expect(list).toContainText("We are sorry.");

  await list.getByRole("button", { name: `Hide the rating of ${visits[1]?.customer ?? ""}` }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Hide rating" }).click();
  await expect(dialog).toContainText("Say why.");
  await dialog.getByLabel("Reason").fill("About another company");
  await dialog.getByRole("button", { name: "Hide rating" }).click();
  await expect(
    page.getByText("No rows match").or(page.getByRole("button", { name: "Clear filters" })),
  ).toBeVisible();
  await page.goto(`/o/${field.company.slug}/feedback?hidden=true`);
  await expect(list).toContainText("Hidden by Dora Dispatcher: About another company");
  await list.getByRole("button", { name: "Show again" }).click();
  await expect(page.getByText("hidden", { exact: true })).toBeHidden();
  await page.goto(`/o/${field.company.slug}/bookings/${visits[1]?.id ?? ""}`);
  await expect(page.getByRole("region", { name: "What the customer said" })).toContainText("We are sorry.");
});

test("a customer is told from Today that we are late, after saying who reads it", async ({ openAs }) => {
  const field = await createFieldCompany("Late Heating");
  const visit = await field.addVisit({ from: "00:01", to: "00:31", isPlain: true });
  await giveAddress(field, visit);
  const sql = postgres(installation.adminUrl, { max: 1, onnotice: () => undefined });
  // Whatever the hour this runs at: it began forty minutes ago.
  await sql`
    update public.bookings set starts_at = now() - interval '40 minutes', ends_at = now() + interval '20 minutes',
      window_starts_at = now() - interval '40 minutes', window_ends_at = now() - interval '10 minutes'
    where id = ${visit.id}`;
  await sql.end();
  const page = await openOffice(field, openAs, "/today");
  await page.getByRole("button", { name: `Tell ${visit.customer}` }).click();
  const dialog = page.getByRole("alertdialog");
  await expect(dialog).toContainText("claire@moreau.test");
  await dialog.getByLabel("Minutes late").fill("45");
  await dialog.getByRole("button", { name: `Tell ${visit.customer}` }).click();
  await expect(dialog).toBeHidden();
  const api = apiOf(await tokenOf(field.dispatcher));
  const messages = () =>
    api<{ event: string; recipient: string }[]>("GET", `/notifications?booking_id=${visit.id}`);
  await expect.poll(async () => (await messages()).map(({ event }) => event)).toContain("visit.late");
});

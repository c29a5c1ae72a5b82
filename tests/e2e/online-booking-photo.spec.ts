import type { Page } from "@playwright/test";
import postgres from "postgres";
import { expectAccessible } from "./support/accessibility";
import { createFieldCompany } from "./support/field-company";
import { installation } from "./support/installation";
import { waitForMail } from "./support/mailbox";
import { uniqueWord } from "./support/office";
import { expect, test } from "./support/people";
import { openPhone } from "./support/phone";
import { lookAt } from "./support/screens";

test.describe.configure({ timeout: 240_000 });

const sql = postgres(installation.adminUrl, { max: 1, idle_timeout: 1, onnotice: () => undefined });

/** A picture that is red on its left and blue on its right, as a camera would give it. */
async function takePicture(page: Page): Promise<Buffer> {
  const text = await page.evaluate(() => {
    const canvas = document.createElement("canvas");
    canvas.width = 1200;
    canvas.height = 800;
    const brush = canvas.getContext("2d");
    if (brush) {
      brush.fillStyle = "#e00000";
      brush.fillRect(0, 0, 600, 800);
      brush.fillStyle = "#0000e0";
      brush.fillRect(600, 0, 600, 800);
    }
    return canvas.toDataURL("image/jpeg", 0.9).split(",")[1] ?? "";
  });
  return Buffer.from(text, "base64");
}

/** Which of the two colours stands at the left and at the right of the picture that is shown; null while none is. */
const coloursOf = (page: Page, selector: string) =>
  page.evaluate((where) => {
    const image = document.querySelector<HTMLImageElement>(where);
    if (!image?.complete || image.naturalWidth === 0) return null;
    const canvas = document.createElement("canvas");
    canvas.width = image.naturalWidth;
    canvas.height = image.naturalHeight;
    const brush = canvas.getContext("2d");
    brush?.drawImage(image, 0, 0);
    const sides = [0.25, 0.75].map((share) => {
      const [red = 0, , blue = 0] =
        brush?.getImageData(Math.floor(canvas.width * share), Math.floor(canvas.height / 2), 1, 1).data ?? [];
      return red > blue ? "red" : "blue";
    });
    return sides.join(" ");
  }, selector);

async function choose(page: Page): Promise<void> {
  await page.getByRole("button", { name: /^Boiler repair/ }).click();
  await page.getByLabel("Postcode").fill("12203");
  await expect(page.getByRole("status").filter({ hasText: "12203" })).toBeVisible();
  await page.getByLabel("Street and number").fill("12 Elm Street");
  await page.getByRole("textbox", { name: "City", exact: true }).fill("Albany");
}

async function introduce(page: Page, email: string): Promise<void> {
  await page.getByLabel("Name", { exact: true }).fill("Ana Ruiz");
  await page.getByLabel("Telephone", { exact: true }).fill("(212) 555-0101");
  await page.getByLabel("E-mail", { exact: true }).fill(email);
}

async function addPicture(page: Page): Promise<void> {
  const buffer = await takePicture(page);
  const input = page.locator('input[type="file"][multiple]');
  await input.setInputFiles({ name: "IMG_1.jpg", mimeType: "image/jpeg", buffer });
  await expect(page.getByRole("img", { name: "Photo 1" })).toBeVisible();
  await expect(page.getByText("Photo 1", { exact: true })).toBeVisible();
}

async function bookWithPicture(page: Page, slug: string): Promise<string> {
  const email = `${uniqueWord().toLowerCase()}@visitors.test`;
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`/book/${slug}`);
  await choose(page);
  await page.getByRole("button", { name: "Show free times" }).click();
  await page.locator("section section button[aria-pressed]").first().click();
  await addPicture(page);
  const notes = { name: "notes.txt", mimeType: "image/jpeg", buffer: Buffer.from("The boiler is loud.") };
  await page.locator('input[type="file"][multiple]').setInputFiles(notes);
  await expect(page.getByText("This is no picture we can read.")).toBeVisible();
  await expectAccessible(page);
  await lookAt(page, "booking-photo");
  await page.getByRole("button", { name: "Remove photo 2" }).click();
  await expect(page.getByText("This is no picture we can read.")).toHaveCount(0);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  // What was sent outlives a reload of the page.
  await page.reload();
  await expect(page.getByText("Photo 1", { exact: true })).toBeVisible();
  await introduce(page, email);
  await page.getByRole("button", { name: "Mail me the code" }).click();
  await expect(page.getByLabel("Code, 6 digits")).toBeVisible();
  const code = /\b\d{6}\b/.exec((await waitForMail(email)).text)?.[0] ?? "";
  await page.getByLabel("Code, 6 digits").fill(code);
  await page.getByRole("button", { name: "Book this visit" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Booked" })).toBeVisible();
  return (await page.getByText(/^V-\d+$/).textContent()) ?? "";
}

test("a picture taken while booking is on the visit's page, and on the technician's with and without signal", async ({
  page,
  openAs,
}) => {
  const field = await createFieldCompany("Pictured Heating");
  await sql`delete from private.api_rate_limits where bucket like 'book%'`;
  await field.addVisit({ from: "09:00", to: "10:00", isPlain: true });
  const number = await bookWithPicture(page, field.company.slug);
  const [visit] = await field.api<{ id: string }[]>("GET", `/bookings?q=${number}`);

  const office = await openAs(field.dispatcher.email, field.dispatcher.password);
  await office.goto(`/o/${field.company.slug}/bookings/${visit?.id}`);
  await expect(office.getByText("Sent with the booking")).toBeVisible({ timeout: 30_000 });
  const shown = 'img[alt="Sent with the booking"]';
  await expect.poll(() => coloursOf(office, shown), { timeout: 30_000 }).toBe("red blue");

  const phone = await openPhone(field.technician);
  const screen = phone.page();
  await screen.goto("/field");
  await expect(screen.getByRole("button", { name: "On my way" })).toBeVisible();
  await screen.evaluate(() => navigator.serviceWorker.ready);
  await screen.goto(`/field/bookings/${visit?.id}`);
  const part = screen.getByRole("region", { name: "Pictures from the customer and the office" });
  await expect(part.getByRole("listitem")).toHaveCount(1);
  await expect.poll(() => coloursOf(screen, shown), { timeout: 30_000 }).toBe("red blue");
  await expectAccessible(screen);
  await lookAt(screen, "field-visit-pictures");

  await phone.setOffline(true);
  await screen.reload();
  await expect.poll(() => coloursOf(screen, shown)).toBe("red blue");
  await part.getByRole("button", { name: "Open picture 1: Sent with the booking" }).click();
  await expect(screen.getByRole("dialog")).toBeVisible();
  await expect.poll(() => coloursOf(screen, `[role="dialog"] ${shown}`)).toBe("red blue");
  await screen.keyboard.press("Escape");

  await phone.setOffline(false);
  const attachments = await field.api<Row[]>("GET", `/attachments?booking_id=${visit?.id}`);
  await field.api("DELETE", `/attachments/${attachments[0]?.id}`);
  await screen.reload();
  await expect(part).toHaveCount(0);
  await phone.end();
});

type Row = { id: string };

test("a picture sent with a request stands beside it where it is planned", async ({ page, openAs }) => {
  const field = await createFieldCompany("Asked Heating");
  await sql`delete from private.api_rate_limits where bucket like 'book%'`;
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`/book/${field.company.slug}`);
  await choose(page);
  await page.getByRole("button", { name: "Show free times" }).click();
  await page.getByRole("button", { name: "None of these suits me" }).click();
  await page.getByRole("button", { name: "Continue" }).click();
  await addPicture(page);
  await introduce(page, "ana@visitors.test");
  await page.getByRole("button", { name: "Send request" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Request received" })).toBeVisible();

  const office = await openAs(field.dispatcher.email, field.dispatcher.password);
  const [request] = await field.api<{ id: string; number: string }[]>("GET", "/booking-requests?status=new");
  await office.goto(`/o/${field.company.slug}/backlog?open=${request?.id}`);
  const panel = office.getByRole("complementary", { name: `Plan ${request?.number}` });
  await expect(panel.getByRole("list", { name: "What the customer has shown" })).toBeVisible();
  const shown = 'img[alt="Sent with the booking"]';
  await expect.poll(() => coloursOf(office, shown), { timeout: 30_000 }).toBe("red blue");
  await expectAccessible(office);
  await lookAt(office, "backlog-photo");
});

import { expect, test } from "@playwright/test";
import type { BrowserContext } from "@playwright/test";
import { requireSignature } from "./support/company";
import { createFieldCompany } from "./support/field-company";
import type { FieldCompany, FieldVisit } from "./support/field-company";
import { answerQuestions, arrive, complete, openDay, photographFlue, sign } from "./support/field-work";
import { openPhone } from "./support/phone";

test.describe.configure({ timeout: 300_000 });

type Journal = { op_id: string; kind: string; result: string; device_time: string }[];
type Work = {
  missing: unknown[];
  checklists: { answers: Record<string, { value: unknown }> }[];
  photos: { file_state: string }[];
  signatures: { kind: string; signer_name: string | null; report_sha256: string }[];
  time_entries: { kind: string; starts_at: string; ends_at: string | null }[];
};

/** Each third answer is lost on its way back: the office has done what was asked, the phone does not know. */
async function breakLine(context: BrowserContext): Promise<void> {
  let count = 0;
  await context.route(/\/(?:api\/v1|supabase\/storage)\//, async (route) => {
    count += 1;
    if (count % 3 !== 0) return route.continue();
    await route.fetch();
    await route.abort("connectionreset");
  });
}

const STEPS = ["booking.transition", "booking.transition"];
const ALL = [
  ...STEPS,
  "checklist.answer",
  "checklist.answer",
  "photo.add",
  "signature.add",
  "booking.transition",
];

async function expectWhole({ api }: FieldCompany, visit: FieldVisit, signer: string): Promise<void> {
  const record = await api<{ status: string; outcome: string }>("GET", `/bookings/${visit.id}`);
  expect(record).toMatchObject({ status: "completed", outcome: "done" });
  const journal = await api<Journal>("GET", `/sync/operations?state=all&booking_id=${visit.id}&limit=100`);
  const work = journal
    .filter(({ kind }) => kind !== "booking.seen")
    .toSorted((a, b) => a.device_time.localeCompare(b.device_time));
  expect(work.map(({ kind }) => kind)).toEqual(ALL);
  expect(new Set(work.map(({ result }) => result))).toEqual(new Set(["applied"]));
  const done = await api<Work>("GET", `/bookings/${visit.id}/work`);
  expect(done.missing).toEqual([]);
  expect(done.checklists[0]?.answers).toMatchObject({ leak: { value: false }, co: { value: 4 } });
  expect(done.photos).toHaveLength(1);
  expect(done.signatures.map(({ kind, signer_name }) => [kind, signer_name])).toEqual([["customer", signer]]);
  expect(done.time_entries.map(({ kind }) => kind)).toEqual(["travel", "on_site"]);
  expect(done.time_entries.every(({ ends_at }) => ends_at !== null)).toBe(true);
}

test("two visits without signal, through a dying phone and a bad line, arrive once and in order", async () => {
  const field = await createFieldCompany("Offline Heating");
  await requireSignature(field.company);
  const first = await field.addVisit({ from: "09:00", to: "10:00" });
  const second = await field.addVisit({ from: "11:00", to: "12:00" });
  const third = await field.addVisit({ from: "14:00", to: "15:00", isPlain: true });
  const phone = await openPhone(field.technician);
  await openDay(phone.page());
  await phone.setOffline(true);

  await test.step("the first visit, and half of the second, before the phone dies", async () => {
    const page = phone.page();
    await arrive(page);
    await answerQuestions(page);
    await photographFlue(page);
    await sign(page, "Claire Moreau");
    await complete(page);
    await page.getByRole("link", { name: "Day" }).click();
    await expect(page.getByText("1 done")).toBeVisible();
    await arrive(page);
    await answerQuestions(page);
  });
  await phone.kill();

  await test.step("opened again without signal, everything is there", async () => {
    const page = await phone.reopen();
    await page.goto("/field");
    await expect(page.getByText("1 done")).toBeVisible();
    await page.getByRole("button", { name: /^Take photo/ }).click();
    await page.getByRole("link", { name: "Visit" }).click();
    await photographFlue(page);
    await sign(page, "Jo Super");
    await complete(page);
    await page.getByRole("link", { name: "Day" }).click();
    await page.getByRole("button", { name: "On my way" }).click();
    await expect(page.getByRole("button", { name: "I am here", exact: true })).toBeVisible();
  });

  // The office hears nothing of that and cancels the third.
  await field.api("POST", `/bookings/${third.id}/transitions`, {
    to: "cancelled",
    reason: "Customer called",
  });

  await test.step("a line that loses each third answer", async () => {
    const page = phone.page();
    await breakLine(phone.context());
    await phone.setOffline(false);
    await expect(page.getByText("1 needs you")).toBeVisible({ timeout: 90_000 });
    // What waits for a person may be known before the last of the lost answers was asked for again.
    await expect(async () => {
      await expectWhole(field, first, "Claire Moreau");
      await expectWhole(field, second, "Jo Super");
    }).toPass({ timeout: 60_000 });
    for (const visit of [first, second]) {
      const states = async () =>
        (await field.api<Work>("GET", `/bookings/${visit.id}/work`)).photos.map(
          ({ file_state }) => file_state,
        );
      await expect.poll(states, { timeout: 90_000 }).toEqual(["ready"]);
    }
  });

  await test.step("the cancelled visit shows both versions and is decided", async () => {
    const page = phone.page();
    await page.getByText("1 needs you").click();
    await expect(page.getByText("The office changed this visit before your step arrived.")).toBeVisible();
    await expect(page.getByRole("heading", { name: "On this phone" })).toBeVisible();
    await expect(page.getByText("At the office")).toBeVisible();
    await page.getByRole("button", { name: "Take office’s" }).click();
    await expect(page.getByText("Everything is in the office.")).toBeVisible({ timeout: 60_000 });
    const record = await field.api<{ status: string }>("GET", `/bookings/${third.id}`);
    expect(record.status).toBe("cancelled");
  });
  await phone.end();
});

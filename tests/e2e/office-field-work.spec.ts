import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import { expectAccessible } from "./support/accessibility";
import { createFieldCompany } from "./support/field-company";
import type { FieldCompany, FieldVisit } from "./support/field-company";
import { apiOf, tokenOf } from "./support/office";
import type { Api } from "./support/office";
import { expect, test } from "./support/people";
import { ZONE } from "./support/zone";
import { dateIn, wallToInstant } from "@/lib/time";

test.describe.configure({ timeout: 180_000 });

type Operation = { kind: string; entity: string; entity_id: string; payload: Record<string, unknown> };

/** What a phone sends, without the phone. */
async function phoneOf(
  field: FieldCompany,
): Promise<{ send: (operation: Operation) => Promise<string>; api: Api }> {
  const api = apiOf(await tokenOf(field.technician));
  const device_id = randomUUID();
  return {
    api,
    send: async (operation) => {
      const now = new Date().toISOString();
      const op_id = randomUUID();
      const device = {
        name: "Sam's Pixel",
        platform: "android",
        unsent_count: 3,
        unsent_bytes: 900,
        clock: now,
      };
      await api("POST", "/sync", {
        device_id,
        device: { ...device, oldest_unsent_at: now, app_version: "7" },
        operations: [{ op_id, device_time: now, ...operation }],
      });
      return op_id;
    },
  };
}

const step = ({ id }: FieldVisit, to: string): Operation => ({
  kind: "booking.transition",
  entity: "booking",
  entity_id: id,
  payload: { to },
});

async function openOffice(
  field: FieldCompany,
  openAs: (email: string, password: string) => Promise<Page>,
  path: string,
): Promise<Page> {
  const page = await openAs(field.dispatcher.email, field.dispatcher.password);
  await page.goto(`/o/${field.company.slug}${path}`);
  return page;
}

test("what a phone reports of a cancelled visit waits in the office with both versions, and the technician hears why it was decided", async ({
  openAs,
}) => {
  const field = await createFieldCompany("Sync Heating");
  const visit = await field.addVisit({ from: "09:00", to: "10:00", isPlain: true });
  const page = await openOffice(field, openAs, "/sync");
  await expect(page.getByText("Nothing waits for a decision.")).toBeVisible();
  await expect(page.getByText("Live", { exact: true }).first()).toBeAttached();
  const bookings = [{ id: visit.id, version: visit.version }];
  await field.api("POST", "/bookings/cancellations", { bookings, reason: "Customer is away" });
  const phone = await phoneOf(field);
  const opId = await phone.send(step(visit, "en_route"));
  const entry = page.getByRole("article", { name: /Sam Okafor reported the visit as “On the way”/ });
  await expect(entry).toBeVisible();
  await expect(entry).toContainText("At the office it was “Cancelled”");
  await expect(page.getByText("Sam's Pixel")).toBeVisible();
  await expect(page.getByText("3 things not sent")).toBeVisible();
  await expectAccessible(page);
  await entry.getByRole("textbox", { name: /Why/ }).fill("She called at seven");
  await entry.getByRole("button", { name: "Keep “Cancelled”, file Sam Okafor's work as note" }).click();
  await expect(entry).toBeHidden();
  type Entry = { op_id: string; decision: string; decision_reason: string; decided_by: { name: string } };
  const journal = () => phone.api<Entry[]>("GET", "/sync/operations?state=all");
  await expect
    .poll(async () => (await journal()).find(({ op_id }) => op_id === opId))
    .toMatchObject({
      decision: "note",
      decision_reason: "She called at seven",
      decided_by: { name: "Dora Dispatcher" },
    });
});

test("a visit's page shows its work as it is done, and hours are corrected with a reason", async ({
  openAs,
}) => {
  const field = await createFieldCompany("Work Heating");
  const visit = await field.addVisit({ from: "09:00", to: "10:00" });
  const at = (time: string) => new Date(wallToInstant(dateIn(Date.now(), ZONE), time, ZONE)).toISOString();
  await field.api("POST", "/time-entries", {
    booking_id: visit.id,
    resource_id: field.resourceId,
    kind: "travel",
    starts_at: at("00:10"),
    ends_at: at("00:40"),
  });
  const page = await openOffice(field, openAs, `/bookings/${visit.id}`);
  await expect(page.getByText("Live", { exact: true }).first()).toBeAttached();
  const phone = await phoneOf(field);
  await phone.send(step(visit, "en_route"));
  await phone.send(step(visit, "on_site"));
  const missing = page.getByRole("region", { name: "To finish" });
  await expect(missing).toContainText("Is there a leak?");
  const time = page.getByRole("region", { name: "Time" });
  await expect(time.getByText(/^running/)).toBeVisible();
  const work = await field.api<{ checklists: { id: string }[] }>("GET", `/bookings/${visit.id}/work`);
  await phone.send({
    kind: "checklist.answer",
    entity: "checklist",
    entity_id: work.checklists[0]?.id ?? "",
    payload: { key: "leak", value: false },
  });
  await expect(page.getByRole("region", { name: "Boiler" })).toContainText("No");
  await expect(missing).not.toContainText("Is there a leak?");
  await time.getByRole("button", { name: "Correct" }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("To", { exact: true }).fill("00:30");
  await dialog.getByRole("button", { name: "Correct time" }).click();
  await expect(dialog).toContainText("Say why.");
  await dialog.getByLabel("Reason").fill("He stood at the gate");
  await dialog.getByRole("button", { name: "Correct time" }).click();
  await expect(dialog).toBeHidden();
  await expect(time).toContainText("Corrected by Dora Dispatcher: He stood at the gate");
  await expectAccessible(page);
});

test("a phone is shut out by the office, and let in again", async ({ openAs }) => {
  const field = await createFieldCompany("Phone Heating");
  const visit = await field.addVisit({ from: "09:00", to: "10:00", isPlain: true });
  const phone = await phoneOf(field);
  await phone.send(step(visit, "en_route"));
  const page = await openOffice(field, openAs, "/sync");
  await page.getByRole("button", { name: "Shut out Sam Okafor's Sam's Pixel" }).click();
  const dialog = page.getByRole("alertdialog");
  await expect(dialog).toContainText("3 things on it are not sent yet");
  await dialog.getByRole("button", { name: "Shut out phone" }).click();
  await expect(page.getByText("shut out", { exact: true })).toBeVisible();
  await expect(phone.send(step(visit, "on_site"))).rejects.toThrow("device_revoked");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Let in again: Sam Okafor's Sam's Pixel" }).click();
  await expect(page.getByText("shut out", { exact: true })).toBeHidden();
  await phone.send(step(visit, "on_site"));
});

test("what a phone could not settle waits on Today, and leads to the decision", async ({ openAs }) => {
  const field = await createFieldCompany("Parked Heating");
  const visit = await field.addVisit({ from: "09:00", to: "10:00", isPlain: true });
  const bookings = [{ id: visit.id, version: visit.version }];
  await field.api("POST", "/bookings/cancellations", { bookings, reason: "Customer is away" });
  await (await phoneOf(field)).send(step(visit, "en_route"));
  const page = await openOffice(field, openAs, "/today");
  const needs = page.getByRole("region", { name: "Needs a person" });
  await expect(needs).toContainText("Sam Okafor reported “On the way”, the office has “Cancelled”.");
  await needs.getByRole("link", { name: "Decide" }).click();
  await expect(page.getByRole("article", { name: /Sam Okafor reported the visit/ })).toBeVisible();
});

test("hours that no step made are added by hand", async ({ openAs }) => {
  const field = await createFieldCompany("Hours Heating");
  const visit = await field.addVisit({ from: "00:10", to: "00:40", isPlain: true });
  await (await phoneOf(field)).send(step(visit, "on_site"));
  const page = await openOffice(field, openAs, `/bookings/${visit.id}`);
  const time = page.getByRole("region", { name: "Time" });
  await time.getByRole("button", { name: "Add hours" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Day").fill("2026-01-05");
  await dialog.getByLabel("From").fill("07:00");
  await dialog.getByLabel("To", { exact: true }).fill("07:45");
  await dialog.getByRole("button", { name: "Add hours" }).click();
  await expect(dialog).toBeHidden();
  await expect(time).toContainText("45 min");
});

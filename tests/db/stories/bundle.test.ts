import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { missingOf } from "@/lib/job-checklists/rules";
import { canonicalJson, reportOf } from "@/lib/reports/rules";
import { fieldSettings, visit as visitSchema } from "@/lib/sync/schema";
import { call } from "./company";
import { answerAll, foundField, photoOf, signatureOf } from "./field";
import type { Field, Phone, Polled } from "./field";
import { openPlanning } from "./planning";
import type { Planning, Visit } from "./planning";

let base: Planning;
let field: Field;
let phone: Phone;
beforeAll(async () => {
  base = await openPlanning();
  field = await foundField(base);
  phone = field.phone();
});
afterAll(() => base.database.close());

const ids = (answer: Polled): string[] =>
  answer.changes.filter(({ entity }) => entity === "visit").map(({ id }) => id);
const days = (count: number): string => new Date(Date.now() + count * 86_400_000).toISOString();
const on = (day: number): Record<string, unknown> => ({
  starts_at: days(day),
  ends_at: new Date(Date.parse(days(day)) + 600_000).toISOString(),
});

describe("what a phone holds", () => {
  test("are own visits from three days back to two weeks ahead, what is open, and what has no time", async () => {
    const lone = await foundField(base);
    const mine = lone.phone();
    const soon = await lone.today(on(13));
    const waiting = await lone.today({ starts_at: undefined, ends_at: undefined });
    const forgotten = await lone.today(on(-30));
    const later = await lone.today(on(20));
    let over = await lone.today(on(-5));
    over = await lone.step(await lone.step(over, "on_site"), "completed");
    const others = await lone.today({}, lone.max);
    const held = ids(await mine.poll());
    expect(held.toSorted()).toEqual([soon.id, waiting.id, forgotten.id].toSorted());
    expect(held).not.toContain(later.id);
    expect(held).not.toContain(others.id);
  });

  test("stays when a visit is cancelled, and goes when it is given to somebody else", async () => {
    const kept = await field.today();
    const given = await field.today();
    const { known } = await phone.poll();
    await field.step(kept, "cancelled", { reason: "Rain" });
    await field.change(given, { assignments: [{ resource_id: field.max }] });
    const answer = await phone.poll(known);
    expect(answer.changes.map(({ id, row }) => [id, "status" in row ? row.status : null])).toEqual([
      [kept.id, "cancelled"],
    ]);
    expect(answer.removals).toEqual([{ entity: "visit", id: given.id }]);
    expect(ids(await field.phone(field.other).poll())).toContain(given.id);
  });

  test("is of the form the field app is written for", async () => {
    const visit = await field.today({
      assignments: [{ resource_id: field.tina }, { resource_id: field.max }],
    });
    await answerAll(field, phone, visit);
    await phone.send([
      phone.op("booking.transition", visit.id, { to: "on_site" }),
      phone.op("note.add", randomUUID(), { booking_id: visit.id, body: "Dog" }),
      phone.op("signature.add", randomUUID(), await signatureOf(phone, visit.id)),
      phone.op("booking.transition", visit.id, { to: "scheduled" }),
    ]);
    const row = visitSchema.strict().parse(await phone.visit(visit.id));
    expect(row).toMatchObject({
      role: "lead",
      colleagues: [{ name: "Max", role: "helper" }],
      notes: [{ body: "Dog" }],
    });
    expect(row.transitions.map(({ to }) => to)).toEqual(["completed", "no_show", "paused"]);
    fieldSettings.strict().parse(await phone.settings());
  });

  test("is asked for again without an answer when nothing has changed", async () => {
    const { known } = await phone.poll();
    const again = await phone.poll(known);
    expect(again).toMatchObject({ changes: [], removals: [], known });
  });

  test("is nobody's who may not sync", async () => {
    const viewer = await field.hire("viewer");
    await expect(field.phone(viewer).poll()).rejects.toMatchObject({ code: "42501" });
  });
});

describe("each thing that a phone shows is told when it changes:", () => {
  let visit: Visit;
  let checklistId: string;
  const photoId = randomUUID();
  beforeAll(async () => {
    visit = await field.today();
    checklistId = (await field.checklist(visit)).id;
    await phone.send([phone.op("photo.add", photoId, photoOf(visit.id))]);
  });
  const sql = (): Field["sql"] => field.sql;
  const update = (table: string, set: string, where: string) => (): Promise<unknown> =>
    sql().unsafe(`update public.${table} set ${set} where org_id = '${field.orgId}' and ${where}`);
  const changes: [string, () => Promise<unknown>][] = [
    ["the visit", () => field.change(visit, { instructions: "Ring twice" })],
    ["the job", () => update("jobs", "title = 'Other'", `id = '${visit.job_id}'`)()],
    ["the customer", () => update("customers", "phone = '+12025550188'", `id = '${field.customerId}'`)()],
    ["the place", () => update("properties", "access_notes = 'Gate 3'", `id = '${field.propertyId}'`)()],
    ["the service", () => update("service_types", "name = 'Renamed'", `id = '${field.serviceTypeId}'`)()],
    ["a colleague", () => update("bookable_resources", "phone = '+12025550189'", `id = '${field.tina}'`)()],
    ["that it was seen", () => phone.send([phone.op("booking.seen", visit.id, {})])],
    [
      "a contact",
      () => sql()`insert into public.customer_contacts (org_id, customer_id, name)
        values (${field.orgId}, ${field.customerId}, 'Caretaker')`,
    ],
    [
      "an answer",
      () => phone.send([phone.op("checklist.answer", checklistId, { key: "safe", value: true })]),
    ],
    ["a photo's words", () => phone.send([phone.op("photo.update", photoId, { caption: "New" })])],
    [
      "a photo's bytes",
      () => sql()`update public.file_storage set state = 'uploaded', expires_at = null
        where org_id = ${field.orgId} and id = (select file_id from public.field_photos where id = ${photoId})`,
    ],
    [
      "a note",
      () => phone.send([phone.op("note.add", randomUUID(), { booking_id: visit.id, body: "More" })]),
    ],
    [
      "a signature",
      async () => phone.send([phone.op("signature.add", randomUUID(), await signatureOf(phone, visit.id))]),
    ],
    ["hours", () => phone.send([phone.op("booking.transition", visit.id, { to: "en_route" })])],
    ["corrected hours", () => update("time_entries", "note = 'Ferry'", `booking_id = '${visit.id}'`)()],
    ["what is parked", () => phone.send([phone.op("booking.transition", visit.id, { to: "closed" })])],
    [
      "what was done there before",
      async () => {
        const before = await field.today(on(-2), field.max);
        await field.step(await field.step(before, "on_site"), "completed");
      },
    ],
  ];
  test.each(changes)("%s", async (_, change) => {
    const { known } = await phone.poll();
    await change();
    const answer = await phone.poll(known);
    expect(ids(answer)).toContain(visit.id);
  });

  test("and the company's own words", async () => {
    const { known } = await phone.poll();
    await sql()`update public.organizations set name = 'Acme Renamed' where id = ${field.orgId}`;
    const answer = await phone.poll(known);
    expect(answer.changes.map(({ entity }) => entity)).toEqual(["settings"]);
  });
});

describe("phone and office say the same", () => {
  test("of what is missing and of the report, also with signs, gaps and numbers of every kind", async () => {
    const visit = await field.today({
      assignments: [{ resource_id: field.tina }, { resource_id: field.max }],
    });
    const { id } = await field.checklist(visit);
    const note = 'Ω "quoted" \\ back\u2028slash\n\ttab \u0001 \u{1F6E0}';
    const rounds: object[][] = [
      [],
      [phone.op("checklist.answer", id, { key: "safe", value: false, note })],
      [phone.op("checklist.answer", id, { key: "pressure", value: 0.1 + 0.2 })],
      [phone.op("checklist.answer", id, { key: "pressure", value: 1e-6 })],
      [phone.op("checklist.answer", id, { key: "why", value: note })],
      [phone.op("checklist.answer", id, { key: "state", value: "worn" })],
      [phone.op("photo.add", randomUUID(), photoOf(visit.id, { checklist_id: id, item_key: "plate" }))],
      [phone.op("note.add", randomUUID(), { booking_id: visit.id, body: note, is_for_customer: true })],
      [phone.op("note.add", randomUUID(), { booking_id: visit.id, body: "Not for the customer" })],
      [phone.op("checklist.answer", id, { key: "pressure", value: 10 })],
    ];
    for (const operations of rounds) {
      for (const { result } of await phone.send(operations)) expect(result).toBe("applied");
      const [row] = await field.sql<{ missing: unknown; report: string; sum: string }[]>`
        select private.visit_missing(${field.orgId}, ${visit.id}) as missing,
          private.canonical_json(private.visit_report(${field.orgId}, ${visit.id})) as report`;
      const held = await phone.visit(visit.id);
      const settings = await phone.settings();
      expect(missingOf(held, settings.features.signature_required)).toEqual(row?.missing);
      expect(canonicalJson(reportOf(held, settings))).toBe(row?.report);
    }
  });

  test("of canonical forms", async () => {
    const vectors = [
      {},
      [],
      null,
      { b: 1, a: [true, false, null], "": "" },
      { z: { y: { x: -1 } }, "a b": "\u007f\u0080€𝄞" },
      { "10": 1, "9": 2, A: 3, a: 4, é: 5 },
    ];
    for (const value of vectors) {
      const [row] = await field.sql<{ text: string }[]>`
        select private.canonical_json(${JSON.stringify(value)}::text::jsonb) as text`;
      expect(row?.text).toBe(canonicalJson(value));
    }
  });
});

test("the office reads the work of a visit in one answer", async () => {
  const visit = await field.today();
  await answerAll(field, phone, visit);
  const work = await call<Record<string, unknown>>(field.sql, field.at(field.owner), "get_visit_work", {
    id: visit.id,
  });
  expect(work).toMatchObject({
    missing: [],
    checklists: [{ name: "Boiler", answers: { safe: { value: true, by: field.tech.id } } }],
    photos: [{ item_key: "plate", file_state: "pending" }],
    signatures: [],
    minutes: { travel: 0, on_site: 0, break: 0 },
  });
});

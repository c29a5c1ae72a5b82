import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { canonicalJson, reportOf } from "@/lib/reports/rules";
import { applyLocally } from "@/lib/sync/rules";
import { answerAll, foundField, photoOf, signatureOf, sum } from "./field";
import type { Field, Phone } from "./field";
import { openPlanning } from "./planning";
import type { Planning } from "./planning";

let base: Planning;
let field: Field;
let phone: Phone;
beforeAll(async () => {
  base = await openPlanning();
  field = await foundField(base);
  phone = field.phone();
});
afterAll(() => base.database.close());

const journal = (opId: string) => field.sql<Record<string, unknown>[]>`
  select result, code, state, booking_id, office_version, is_synced from public.offline_sync_queue
  where org_id = ${field.orgId} and op_id = ${opId}`;
const outcomes = (results: { result: string; code?: string | null | undefined }[]): string[] =>
  results.map(({ result, code }) => (code ? `${result} ${code}` : result));

describe("answers of a checklist", () => {
  test("of different questions merge, and each phone holds both", async () => {
    const visit = await field.today({
      assignments: [{ resource_id: field.tina }, { resource_id: field.max }],
    });
    const { id, version } = await field.checklist(visit);
    const his = field.phone(field.other);
    const base_version = version;
    await phone.send([phone.op("checklist.answer", id, { key: "safe", value: true }, { base_version })]);
    const late = his.op("checklist.answer", id, { key: "pressure", value: 3 }, { base_version });
    expect(outcomes(await his.send([late]))).toEqual(["applied"]);
    for (const each of [phone, his]) {
      const [list] = (await each.visit(visit.id)).checklists;
      expect(list?.answers).toMatchObject({ safe: { value: true }, pressure: { value: 3 } });
    }
  });

  test("of the same question: the later by the clock stands, the other is kept beside it", async () => {
    const visit = await field.today({
      assignments: [{ resource_id: field.tina }, { resource_id: field.max }],
    });
    const { id, version: base_version } = await field.checklist(visit);
    const his = field.phone(field.other);
    const at = (minutes: number): object => ({
      base_version,
      device_time: new Date(Date.now() - minutes * 60_000).toISOString(),
    });
    const answer = (by: Phone, value: number, when: object): object =>
      by.op("checklist.answer", id, { key: "pressure", value }, when as Record<string, unknown>);
    expect(outcomes(await phone.send([answer(phone, 2, at(10))]))).toEqual(["applied"]);
    // Arrives last and was made first: it loses, and is not lost.
    expect(outcomes(await his.send([answer(his, 1, at(20))]))).toEqual(["merged"]);
    expect(outcomes(await his.send([answer(his, 3, at(5))]))).toEqual(["merged"]);
    const [list] = (await phone.visit(visit.id)).checklists;
    expect(list?.answers.pressure).toMatchObject({
      value: 3,
      by: field.other.id,
      was: [
        { value: 1, by: field.other.id },
        { value: 2, by: field.tech.id },
      ],
    });
  });

  test("given over what was read replace it without a word", async () => {
    const visit = await field.today({
      assignments: [{ resource_id: field.tina }, { resource_id: field.max }],
    });
    const { id } = await field.checklist(visit);
    await phone.send([phone.op("checklist.answer", id, { key: "pressure", value: 2 })]);
    const his = field.phone(field.other);
    const { version: base_version } = await field.checklist(visit);
    const op = his.op("checklist.answer", id, { key: "pressure", value: 4 }, { base_version });
    expect(outcomes(await his.send([op]))).toEqual(["applied"]);
    const [list] = (await his.visit(visit.id)).checklists;
    expect(list?.answers.pressure).toMatchObject({ value: 4 });
    expect(list?.answers.pressure).not.toHaveProperty("was");
  });

  test("that fit no question or not its kind are refused", async () => {
    const { id } = await field.checklist(await field.today());
    const answers = [
      { key: "nothing", value: true },
      { key: "safe", value: "yes" },
      { key: "pressure", value: 11 },
      { key: "state", value: "broken" },
      { key: "plate", value: "photo" },
    ];
    const results = await phone.send(answers.map((payload) => phone.op("checklist.answer", id, payload)));
    expect(outcomes(results)).toEqual(["rejected unknown_question", ...Array(4).fill("rejected invalid")]);
  });

  test("a question is required while it is asked, and a note says what was not possible", async () => {
    const visit = await field.today();
    const { id } = await field.checklist(visit);
    const missing = async (): Promise<string[]> => {
      const [row] = await field.sql<{ missing: { key: string }[] }[]>`
        select private.visit_missing(${field.orgId}, ${visit.id}) as missing`;
      return (row?.missing ?? []).map(({ key }) => key);
    };
    await phone.send([phone.op("checklist.answer", id, { key: "safe", value: false })]);
    expect(await missing()).toEqual(["why", "pressure", "plate"]);
    await phone.send([
      phone.op("checklist.answer", id, { key: "why", value: "No key" }),
      phone.op("checklist.answer", id, { key: "plate", value: null, note: "Behind the wall" }),
    ]);
    expect(await missing()).toEqual(["pressure"]);
  });
});

describe("photos", () => {
  test("make their file known, are changed, and taken away", async () => {
    const visit = await field.today();
    const id = randomUUID();
    const payload = photoOf(visit.id, { caption: "Leak" });
    await phone.send([phone.op("photo.add", id, payload)]);
    await phone.send([phone.op("photo.update", id, { caption: "Leak below", category: "problem" })]);
    expect((await phone.visit(visit.id)).photos).toMatchObject([
      { id, caption: "Leak below", category: "problem", file_state: "pending", sha256: payload.file.sha256 },
    ]);
    await phone.send([phone.op("photo.remove", id, {}), phone.op("photo.remove", id, {})]);
    expect((await phone.visit(visit.id)).photos).toEqual([]);
  });

  test("of a colleague's visit cannot be touched", async () => {
    const visit = await field.today({}, field.max);
    const his = field.phone(field.other);
    const id = randomUUID();
    await his.send([his.op("photo.add", id, photoOf(visit.id))]);
    expect(outcomes(await phone.send([phone.op("photo.remove", id, {})]))).toEqual(["rejected not_found"]);
    expect((await his.visit(visit.id)).photos).toHaveLength(1);
  });

  test("are sixty at most", async () => {
    const visit = await field.today();
    const ops = Array.from({ length: 61 }, () => phone.op("photo.add", randomUUID(), photoOf(visit.id)));
    const results = outcomes(await phone.send(ops));
    expect(results.filter((result) => result === "applied")).toHaveLength(60);
    expect(results.at(-1)).toBe("rejected photo_limit");
  });
});

describe("a signature", () => {
  test("stands under the report that was shown, with the sum of it", async () => {
    const visit = await field.today();
    await answerAll(field, phone, visit);
    const note = { booking_id: visit.id, body: "Bleed it in spring", is_for_customer: true };
    await phone.send([phone.op("note.add", randomUUID(), note)]);
    const payload = await signatureOf(phone, visit.id);
    const id = randomUUID();
    expect(outcomes(await phone.send([phone.op("signature.add", id, payload)]))).toEqual(["applied"]);
    const [row] = await field.sql`
      select signer_name, report, report_sha256, created_by from public.digital_signatures where id = ${id}`;
    expect(row).toMatchObject({
      signer_name: "Ana Ruiz",
      created_by: field.tech.id,
      report: {
        customer: "Ana Ruiz",
        site: "12 Oak Street, Albany, 12207, US",
        technicians: ["Tina"],
        notes_for_customer: ["Bleed it in spring"],
        checklist: [
          {
            name: "Boiler",
            answers: [
              { label: "Gas shut off", value: "yes", note: null },
              { label: "Pressure", value: "2.5 bar", note: null },
              { label: "Name plate", value: "1", note: null },
              { label: "State", value: null, note: null },
            ],
          },
        ],
      },
    });
  });

  test("given without signal stands under the report of what is still on the phone", async () => {
    const visit = await field.today({
      assignments: [{ resource_id: field.tina }, { resource_id: field.max }],
    });
    const { id } = await field.checklist(visit);
    const settings = await phone.settings();
    const answers = [
      { key: "safe", value: false, note: "  Valve is stuck \n" },
      { key: "why", value: "No key" },
      { key: "pressure", value: 0.30000000000000004 },
    ];
    const operations = [
      phone.op("booking.transition", visit.id, { to: "on_site" }),
      ...answers.map((payload) => phone.op("checklist.answer", id, payload)),
      phone.op("photo.add", randomUUID(), photoOf(visit.id, { checklist_id: id, item_key: "plate" })),
      phone.op("note.add", randomUUID(), {
        booking_id: visit.id,
        body: " Come back. ",
        is_for_customer: true,
      }),
    ];
    const seen = operations.reduce(
      (row, each) => applyLocally(row, each, field.tina),
      await phone.visit(visit.id),
    );
    const report = reportOf(seen, settings);
    const payload = await signatureOf(phone, visit.id, { report, report_sha256: sum(canonicalJson(report)) });
    const signed = phone.op("signature.add", randomUUID(), payload);
    const done = phone.op("booking.transition", visit.id, { to: "completed" });
    const results = outcomes(await phone.send([...operations, signed, done]));
    expect(results).toEqual(Array(8).fill("applied"));
  });

  test("under a report that has changed waits for a person", async () => {
    const visit = await field.today();
    const payload = await signatureOf(phone, visit.id);
    const { id } = await field.checklist(visit);
    await phone.send([phone.op("checklist.answer", id, { key: "pressure", value: 1 })]);
    const op = phone.op("signature.add", randomUUID(), payload);
    expect(outcomes(await phone.send([op]))).toEqual(["conflict report_changed"]);
    expect((await phone.visit(visit.id)).signatures).toEqual([]);
    const [line] = await journal(op.op_id);
    expect(line?.office_version).toMatchObject({ report: { customer: "Ana Ruiz" } });
  });

  test("whose sum is of another report is none", async () => {
    const visit = await field.today();
    const payload = { ...(await signatureOf(phone, visit.id)), report_sha256: "0".repeat(64) };
    expect(outcomes(await phone.send([phone.op("signature.add", randomUUID(), payload)]))).toEqual([
      "rejected invalid",
    ]);
  });

  test("of nobody says why", async () => {
    const visit = await field.today();
    const nobody = { kind: "absent", signer_name: null, file: undefined };
    const without = phone.op("signature.add", randomUUID(), await signatureOf(phone, visit.id, nobody));
    const absent = { ...nobody, absent_reason: "Key box" };
    const withReason = phone.op("signature.add", randomUUID(), await signatureOf(phone, visit.id, absent));
    expect(outcomes(await phone.send([without, withReason]))).toEqual(["rejected invalid", "applied"]);
  });
});

import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { refusal } from "@/tests/support/database";
import type { TestUser } from "@/tests/support/database";
import { call, callRows } from "./company";
import type { Answer } from "./company";
import { foundField, signatureOf } from "./field";
import type { Field, Phone } from "./field";
import { openPlanning } from "./planning";
import type { Planning, Visit } from "./planning";

type Line = {
  op_id: string;
  state: string;
  decision: string | null;
  decision_reason: string | null;
  decided_by: { id: string } | null;
  booking: { number: string } | null;
  office: object | null;
};

let base: Planning;
let field: Field;
let phone: Phone;
let dispatcher: TestUser;
beforeAll(async () => {
  base = await openPlanning();
  field = await foundField(base);
  phone = field.phone();
  dispatcher = await field.hire("dispatcher");
});
afterAll(() => base.database.close());

const decide = async (opId: string, decision: string, as = dispatcher, reason?: string): Promise<Line> => {
  const payload = { op_id: opId, decision, reason };
  return (await call<Answer<Line>>(field.sql, field.at(as), "decide_operation", { payload })).data;
};
const list = (as: TestUser, filters: object = {}): Promise<Line[]> =>
  callRows<{ value: Line }>(field.sql, field.at(as), "list_operations", { filters }).then((rows) =>
    rows.map(({ value }) => value),
  );

/** The phone did the whole visit while the office had cancelled it. */
async function workedCancelled(): Promise<{ visit: Visit; ops: { op_id: string }[] }> {
  const visit = await field.today();
  await field.step(visit, "cancelled", { reason: "Called off" });
  const at = (minutes: number): Record<string, unknown> => ({
    device_time: new Date(Date.now() - minutes * 60_000).toISOString(),
  });
  const ops = [
    phone.op("booking.transition", visit.id, { to: "on_site" }, at(50)),
    phone.op(
      "booking.transition",
      visit.id,
      { to: "completed", outcome: "incomplete", outcome_reason: "No valve" },
      at(20),
    ),
  ];
  expect((await phone.send(ops)).map(({ code }) => code)).toEqual(["illegal_step", "illegal_step"]);
  return { visit, ops };
}

describe("the office", () => {
  test("lets in what the phone did: by the legal steps, at the visit's time, by the phone's clock", async () => {
    const { visit, ops } = await workedCancelled();
    await expect(decide(ops[1]?.op_id ?? "", "apply", dispatcher, "He was there")).resolves.toMatchObject({
      state: "decided",
      decision: "keep_mine",
      decision_reason: "He was there",
      decided_by: { id: dispatcher.id },
    });
    const now = await field.visit(visit.id);
    expect(now).toMatchObject({ status: "completed", outcome: "incomplete" });
    expect(Date.parse(now.starts_at ?? "")).toBe(Date.parse(visit.starts_at ?? ""));
    const minutes = (Date.parse(now.actual_end ?? "") - Date.parse(now.actual_start ?? "")) / 60_000;
    expect(Math.round(minutes)).toBe(30);
    const steps = await field.sql<{ to_status: string }[]>`
      select to_status from public.booking_status_history where booking_id = ${visit.id} order by booking_version`;
    expect(steps.map((step) => step.to_status)).toEqual([
      "scheduled",
      "cancelled",
      "unscheduled",
      "scheduled",
      "on_site",
      "completed",
    ]);
    // The arrival before it came in with it: nothing of this visit waits any more.
    expect((await phone.visit(visit.id)).parked).toEqual([]);
  });

  test("is told when the time was given away meanwhile, and nothing has happened then", async () => {
    const { visit, ops } = await workedCancelled();
    const times = { starts_at: visit.starts_at, ends_at: visit.ends_at };
    await field.plan({ ...times, assignments: [{ resource_id: field.tina }] });
    const refused = await refusal(decide(ops[1]?.op_id ?? "", "apply"));
    expect(refused).toMatchObject({ code: "CO409", message: expect.stringContaining("double_booking:") });
    expect((await field.visit(visit.id)).status).toBe("cancelled");
    expect((await phone.visit(visit.id)).parked).toHaveLength(2);
  });

  test("finds what waits among what needs a person today, until it is decided, and only where it may decide", async () => {
    const { visit, ops } = await workedCancelled();
    type Need = { kind: string; entry?: Line };
    const needs = async (as: TestUser): Promise<string[]> => {
      const payload = { parts: ["needs"] };
      const day = await call<{ needs: Need[] }>(field.sql, field.at(as), "get_today", { payload });
      const parked = day.needs.filter(({ kind }) => kind === "parked");
      return parked.flatMap(({ entry }) => (entry?.booking?.number === visit.number ? [entry.op_id] : []));
    };
    expect(await needs(dispatcher)).toEqual(ops.map(({ op_id }) => op_id));
    await field.sql`
      delete from public.role_permissions
      where org_id = ${field.orgId} and role = 'viewer' and resource = 'sync'`;
    expect(await needs(await field.hire("viewer"))).toEqual([]);
    await decide(ops[0]?.op_id ?? "", "discard");
    expect(await needs(dispatcher)).toEqual([ops[1]?.op_id]);
    await decide(ops[1]?.op_id ?? "", "discard");
  });

  test("keeps its own version, or keeps the words as a note", async () => {
    const { visit, ops } = await workedCancelled();
    expect(await decide(ops[0]?.op_id ?? "", "discard")).toMatchObject({ decision: "take_office" });
    expect(await decide(ops[1]?.op_id ?? "", "note")).toMatchObject({ decision: "note" });
    expect((await field.visit(visit.id)).status).toBe("cancelled");
    const notes = await field.sql<{ body: string; created_by: string }[]>`
      select body, created_by from public.activities where booking_id = ${visit.id}`;
    expect(notes[0]?.body).toContain("→ completed · incomplete · No valve");
    expect(notes[0]?.created_by).toBe(field.tech.id);
    const events = await field.sql`
      select type from private.outbox where entity_id in ${field.sql(ops.map(({ op_id }) => op_id))} order by id`;
    expect(events.map((event) => event.type)).toEqual([
      "sync.parked",
      "sync.parked",
      "sync.decided",
      "sync.decided",
    ]);
  });

  test("decides once", async () => {
    const { ops } = await workedCancelled();
    await decide(ops[0]?.op_id ?? "", "discard");
    expect(await refusal(decide(ops[0]?.op_id ?? "", "apply"))).toMatchObject({
      code: "CO409",
      message: expect.stringContaining("already_decided:"),
    });
  });

  test("takes a signature under the report as it was shown", async () => {
    const visit = await field.today();
    const payload = await signatureOf(phone, visit.id);
    await phone.send([
      phone.op("note.add", randomUUID(), { booking_id: visit.id, body: "More", is_for_customer: true }),
    ]);
    const op = phone.op("signature.add", randomUUID(), payload);
    expect((await phone.send([op]))[0]?.code).toBe("report_changed");
    await decide(op.op_id, "apply");
    const [row] = await field.sql`
      select report, created_by, ip from public.digital_signatures where booking_id = ${visit.id}`;
    expect(row).toMatchObject({ report: { notes_for_customer: [] }, created_by: field.tech.id, ip: null });
  });

  test("lets in work at a visit that was given to somebody else", async () => {
    const visit = await field.today();
    await field.change(visit, { assignments: [{ resource_id: field.max }] });
    const op = phone.op("note.add", randomUUID(), { booking_id: visit.id, body: "I was there first" });
    expect((await phone.send([op]))[0]).toMatchObject({ result: "rejected", code: "not_found" });
    await decide(op.op_id, "apply");
    const notes =
      await field.sql`select body, created_by from public.activities where booking_id = ${visit.id}`;
    expect([...notes]).toEqual([{ body: "I was there first", created_by: field.tech.id }]);
  });

  test("sees what waits, of everybody, with both versions", async () => {
    const { visit, ops } = await workedCancelled();
    const lines = await list(dispatcher, { booking_id: visit.id });
    expect(lines.map(({ op_id }) => op_id)).toEqual(ops.map(({ op_id }) => op_id).toReversed());
    expect(lines[0]).toMatchObject({
      booking: { number: visit.number },
      office: { status: "cancelled", status_reason: "Called off" },
    });
    expect(await list(field.other)).toEqual([]);
  });
});

describe("the technician", () => {
  test("takes the office's version by a further operation, without signal", async () => {
    const { visit, ops } = await workedCancelled();
    const [op] = ops;
    const discard = phone.op("conflict.decide", op?.op_id ?? "", { decision: "discard" });
    expect(await phone.send([discard, discard])).toMatchObject([
      { result: "applied" },
      { result: "applied" },
    ]);
    expect((await phone.visit(visit.id)).parked).toHaveLength(1);
  });

  test("hands the question to the office, and tries again when the office has changed its mind", async () => {
    const { visit, ops } = await workedCancelled();
    const [arrived] = ops;
    const ask = phone.op("conflict.decide", arrived?.op_id ?? "", { decision: "ask_office" });
    await phone.send([ask]);
    expect((await phone.visit(visit.id)).parked[0]).toMatchObject({ state: "with_office" });
    const retry = (): object => phone.op("conflict.decide", arrived?.op_id ?? "", { decision: "retry" });
    expect((await phone.send([retry()]))[0]).toMatchObject({ result: "conflict", code: "illegal_step" });
    let now = await field.visit(visit.id);
    now = await field.step(now, "unscheduled");
    await field.change(now, { starts_at: visit.starts_at, ends_at: visit.ends_at });
    expect((await phone.send([retry()]))[0]).toMatchObject({ result: "applied" });
    expect((await field.visit(visit.id)).status).toBe("on_site");
  });

  test("lets nothing in against the office, and decides nothing of others", async () => {
    const { ops } = await workedCancelled();
    const id = ops[0]?.op_id ?? "";
    expect(await refusal(decide(id, "apply", field.tech))).toMatchObject({ code: "42501" });
    expect(await refusal(decide(id, "discard", field.other))).toMatchObject({ code: "CO404" });
    const his = field.phone(field.other);
    const op = his.op("conflict.decide", id, { decision: "discard" });
    expect((await his.send([op]))[0]).toMatchObject({ result: "rejected", code: "not_found" });
  });

  test("reads his own words of a visit that is another's by now, and nothing of the visit", async () => {
    const visit = await field.today();
    await field.change(visit, { assignments: [{ resource_id: field.max }] });
    const op = phone.op("booking.transition", visit.id, { to: "en_route" });
    await phone.send([op]);
    const line = (await list(field.tech)).find(({ op_id }) => op_id === op.op_id);
    expect(line).toMatchObject({ booking: null, office: null });
  });
});

import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { refusal } from "@/tests/support/database";
import { call } from "./company";
import { answerAll, foundField, signatureOf } from "./field";
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

describe("an operation", () => {
  test("is done once, and sent again is answered as the first time", async () => {
    const visit = await field.today();
    const op = phone.op("note.add", randomUUID(), {
      booking_id: visit.id,
      body: "Key is with the neighbour",
    });
    const [first] = await phone.send([op]);
    expect(first).toMatchObject({ op_id: op.op_id, result: "applied" });
    await expect(phone.send([op])).resolves.toMatchObject([{ op_id: op.op_id, result: "applied" }]);
    const rows =
      await field.sql`select body, created_by from public.activities where booking_id = ${visit.id}`;
    expect([...rows]).toEqual([{ body: "Key is with the neighbour", created_by: field.tech.id }]);
  });

  test("twice in one batch is done once", async () => {
    const visit = await field.today();
    const op = phone.op("note.add", randomUUID(), { booking_id: visit.id, body: "Twice" });
    expect(outcomes(await phone.send([op, op]))).toEqual(["applied", "applied"]);
    expect(await field.sql`select from public.activities where booking_id = ${visit.id}`).toHaveLength(1);
  });

  test("with another content under the same id is refused and leaves the first as it was", async () => {
    const visit = await field.today();
    const op = phone.op("note.add", randomUUID(), { booking_id: visit.id, body: "One" });
    await phone.send([op]);
    const other = { ...op, payload: { booking_id: visit.id, body: "Two" } };
    expect(outcomes(await phone.send([other]))).toEqual(["rejected op_mismatch"]);
    const rows = await field.sql`select body from public.activities where booking_id = ${visit.id}`;
    expect([...rows]).toEqual([{ body: "One" }]);
  });

  test("about somebody else's visit, another tenant's and none at all is answered alike", async () => {
    const colleagues = await field.today({}, field.max);
    const stranger = await (await foundField(base)).today();
    const ids = [colleagues.id, stranger.id, randomUUID()];
    const results = await phone.send(
      ids.map((id) => phone.op("note.add", randomUUID(), { booking_id: id, body: "Not mine" })),
    );
    expect(outcomes(results)).toEqual(Array(3).fill("rejected not_found"));
    expect(results.map(({ detail }) => JSON.stringify(detail))).toEqual(
      Array(3).fill(JSON.stringify(results[0]?.detail)),
    );
    expect(results.every(({ row }) => !row)).toBe(true);
    expect(await field.sql`select from public.activities where body = 'Not mine'`).toHaveLength(0);
  });

  test("that is wrong stops nothing behind it, and is parked with its reason", async () => {
    const visit = await field.today();
    const wrong = phone.op("note.add", randomUUID(), { booking_id: visit.id, body: " " });
    const unknown = { ...phone.op("note.add", randomUUID(), { booking_id: visit.id }), kind: "tea.made" };
    const right = phone.op("note.add", randomUUID(), { booking_id: visit.id, body: "Right" });
    expect(outcomes(await phone.send([wrong, unknown, right]))).toEqual([
      "rejected invalid",
      "rejected unknown_kind",
      "applied",
    ]);
    expect(await journal(wrong.op_id)).toMatchObject([{ state: "parked", is_synced: false }]);
    expect((await phone.visit(visit.id)).parked.map(({ op_id }) => op_id)).toEqual([
      wrong.op_id,
      unknown.op_id,
    ]);
  });

  test("of a kind about one sort of record cannot name another", async () => {
    const visit = await field.today();
    const op = phone.op("photo.remove", visit.id, {}, { entity: "booking" });
    expect(outcomes(await phone.send([op]))).toEqual(["rejected invalid"]);
  });

  test("answers the visit after it, once per visit", async () => {
    const [a, b] = [await field.today(), await field.today()];
    const results = await phone.send([
      phone.op("booking.seen", a.id, {}),
      phone.op("booking.seen", b.id, {}),
      phone.op("booking.transition", a.id, { to: "en_route" }),
    ]);
    expect(results.map(({ row }) => row?.status ?? null)).toEqual([null, "scheduled", "en_route"]);
  });

  test("stands in the journal once, whoever writes", async () => {
    const visit = await field.today();
    const op = phone.op("booking.seen", visit.id, {});
    await phone.send([op]);
    const again = field.sql`
      insert into public.offline_sync_queue
        (org_id, op_id, user_id, device_id, kind, entity, entity_id, device_time, payload, result)
      select org_id, op_id, user_id, device_id, kind, entity, entity_id, device_time, payload, result
      from public.offline_sync_queue where op_id = ${op.op_id}`;
    expect(await refusal(again)).toMatchObject({ code: "23505" });
  });

  test("sent by two tabs at the same moment is done once", async () => {
    const visit = await field.today();
    const op = phone.op("note.add", randomUUID(), { booking_id: visit.id, body: "At once" });
    const answers = await Promise.all(Array.from({ length: 4 }, () => phone.send([op])));
    expect(answers.map((results) => results[0]?.result)).toEqual(Array(4).fill("applied"));
    expect(await field.sql`select from public.activities where booking_id = ${visit.id}`).toHaveLength(1);
  });
});

describe("a step", () => {
  test("carries the phone's time, and is done already where the visit is there", async () => {
    const visit = await field.today();
    const early = new Date(Date.now() - 3_600_000).toISOString();
    await phone.send([phone.op("booking.transition", visit.id, { to: "on_site" }, { device_time: early })]);
    expect(new Date((await phone.visit(visit.id)).actual_start ?? "").toISOString()).toBe(early);
    const again = phone.op("booking.transition", visit.id, { to: "on_site" });
    expect(outcomes(await phone.send([again]))).toEqual(["applied"]);
  });

  test("by a clock that is wrong by an hour is put right", async () => {
    const visit = await field.today();
    const wrong = new Date(Date.now() - 3_600_000).toISOString();
    const device = { name: "Slow", platform: "android", unsent_count: 1, unsent_bytes: 0, clock: wrong };
    await phone.send(
      [phone.op("booking.transition", visit.id, { to: "on_site" }, { device_time: wrong })],
      device,
    );
    const { actual_start } = await phone.visit(visit.id);
    // A minute is what the asking may take; the clock was wrong by sixty.
    expect(Math.abs(Date.parse(actual_start ?? "") - Date.now())).toBeLessThan(60_000);
    await phone.send([], { ...device, clock: new Date().toISOString() });
  });

  test("that became impossible is parked with both versions", async () => {
    const visit = await field.today();
    await field.step(visit, "cancelled", { reason: "Customer called" });
    const op = phone.op("booking.transition", visit.id, { to: "en_route" });
    const [result] = await phone.send([op]);
    expect(result).toMatchObject({ result: "conflict", code: "illegal_step", row: { status: "cancelled" } });
    expect(result?.row?.parked).toMatchObject([
      {
        op_id: op.op_id,
        code: "illegal_step",
        payload: { to: "en_route" },
        office: { status: "cancelled", status_reason: "Customer called" },
        state: "parked",
      },
    ]);
    const events = await field.sql`
      select type, data ->> 'booking_id' as booking from private.outbox where entity_id = ${op.op_id}`;
    expect([...events]).toEqual([{ type: "sync.parked", booking: visit.id }]);
  });

  test("to done is refused until all that is required is there", async () => {
    const visit = await field.today();
    const done = (): object => phone.op("booking.transition", visit.id, { to: "completed", outcome: "done" });
    await phone.send([phone.op("booking.transition", visit.id, { to: "on_site" })]);
    const refused = done() as { op_id: string };
    const [result] = await phone.send([refused]);
    expect(result).toMatchObject({ result: "rejected", code: "incomplete" });
    expect(result?.detail?.missing?.map((line) => (line.kind === "item" ? line.label : line.kind))).toEqual([
      "Gas shut off",
      "Pressure",
      "Name plate",
    ]);
    await answerAll(field, phone, visit);
    expect(outcomes(await phone.send([done()]))).toEqual(["applied"]);
    // What was refused for what was missing is settled by what came after.
    expect(await journal(refused.op_id)).toMatchObject([{ state: "decided" }]);
    expect((await phone.visit(visit.id)).parked).toEqual([]);
  });

  test("to done asks for a signature where the organization does", async () => {
    const strict = await foundField(base);
    await strict.sql`
      insert into public.system_settings (org_id, category, name, value)
      values (${strict.orgId}, 'field', 'signature_required', 'true')`;
    const hers = strict.phone();
    expect((await hers.settings()).features.signature_required).toBe(true);
    const visit = await strict.today();
    await hers.send([hers.op("booking.transition", visit.id, { to: "on_site" })]);
    await answerAll(strict, hers, visit);
    const done = (): object => hers.op("booking.transition", visit.id, { to: "completed" });
    const [refused] = await hers.send([done()]);
    expect(refused?.detail?.missing).toEqual([{ kind: "signature" }]);
    const signed = hers.op("signature.add", randomUUID(), await signatureOf(hers, visit.id));
    expect(outcomes(await hers.send([signed, done()]))).toEqual(["applied", "applied"]);
  });

  test("to incomplete says why, skips what is required, and leaves a visit to be planned", async () => {
    const visit = await field.today();
    await phone.send([phone.op("booking.transition", visit.id, { to: "on_site" })]);
    const left = (more: object): object =>
      phone.op("booking.transition", visit.id, { to: "completed", outcome: "incomplete", ...more });
    expect(outcomes(await phone.send([left({})]))).toEqual(["rejected reason_required"]);
    const follow_up = { reason: "Fit the new valve", duration_min: 90 };
    expect(outcomes(await phone.send([left({ outcome_reason: "No valve", follow_up })]))).toEqual([
      "applied",
    ]);
    const rows = await field.sql`
      select status, instructions, assigned from public.bookings where parent_booking_id = ${visit.id}`;
    expect([...rows]).toEqual([
      { status: "unscheduled", instructions: "Fit the new valve · 90 min", assigned: [] },
    ]);
  });

  test("to done from the office says what was waived; a technician's token may not waive anything", async () => {
    const visit = await field.step(await field.today(), "on_site");
    const refused = await refusal(field.step(visit, "completed", {}, field.tech));
    expect(refused).toMatchObject({ code: "CO409", message: expect.stringContaining("incomplete:") });
    await field.step(visit, "completed");
    const answer = await call<{ status_history: { to: string; waived: string[] }[] }>(
      field.sql,
      field.at(field.owner),
      "get_booking",
      { id: visit.id },
    );
    expect(answer.status_history.at(-1)).toMatchObject({
      to: "completed",
      waived: ["Gas shut off", "Pressure", "Name plate"],
    });
  });
});

describe("a phone", () => {
  test("that another member carries is not hers", async () => {
    await phone.send([]);
    const payload = { device_id: phone.deviceId, operations: [] };
    const refused = refusal(call(field.sql, field.at(field.other), "apply_operations", { payload }));
    expect(await refused).toMatchObject({ code: "CO404", hint: "device_id" });
  });

  test("that was shut out sends nothing", async () => {
    const lost = field.phone();
    await lost.send([]);
    await field.sql`update public.devices set revoked_at = now() where id = ${lost.deviceId}`;
    expect(await refusal(lost.send([]))).toMatchObject({ code: "42501", hint: "device_id" });
  });

  test("says how much it still holds, without a line of history", async () => {
    const told = { name: "Pixel", platform: "android", unsent_count: 3, unsent_bytes: 9_000 };
    const mine = field.phone();
    for (let time = 0; time < 3; time++) await mine.send([], { ...told, clock: new Date().toISOString() });
    const rows = await call<object[]>(field.sql, field.at(field.owner), "list_devices", {
      filters: { user_id: field.tech.id },
    });
    expect(rows).toMatchObject({ name: "Pixel", unsent_count: 3 });
    const changes = await field.sql`select from private.change_log where entity_id = ${mine.deviceId}`;
    expect(changes).toHaveLength(1);
  });
});

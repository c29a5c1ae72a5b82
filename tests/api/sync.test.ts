import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { operationResult, syncAnswer } from "@/lib/sync/schema";
import type { OperationResult, SyncAnswer } from "@/lib/sync/schema";
import { call, expectStatus, type Answer, type Row } from "./support/call";
import { database } from "./support/installation";
import { createCompany, type Company, type Person } from "./support/people";
import { by, createGround, during, planned, step, type Ground } from "./support/planning";

const ITEMS = [{ key: "safe", label: "Gas shut off", kind: "yes_no", required: true }];

let home: Company;
let ground: Ground;
let stranger: Company;
let templateId: string;
let nextHour = 0;

beforeAll(async () => {
  [home, stranger] = [await createCompany("numbat"), await createCompany("bilby")];
  ground = await createGround(home);
  const [template] = await database()<{ id: string }[]>`
    insert into public.checklist_templates (org_id, name, items)
    values (${home.id}, 'Boiler', ${database().json(ITEMS)}) returning id`;
  templateId = template?.id ?? "";
  await database()`
    update public.service_types set checklist_template_id = ${templateId} where id = ${ground.serviceTypeId}`;
});

const technician = () => home.people.technician;
const dispatcher = () => home.people.dispatcher;

async function visit(): Promise<Row> {
  nextHour += 2;
  const job = await call("POST", "/jobs", {
    as: dispatcher(),
    body: {
      customer_id: ground.customerId,
      property_id: ground.propertyId,
      service_type_id: ground.serviceTypeId,
      title: "No heat",
    },
  });
  return planned(dispatcher(), { job_id: job.row.id, ...during(nextHour), ...by(ground.resourceIds[0]) });
}

const deviceId = randomUUID();
const op = (kind: string, entity: string, entity_id: string, payload: object) => ({
  op_id: randomUUID(),
  kind,
  entity,
  entity_id,
  device_time: new Date().toISOString(),
  payload,
});
const send = (operations: object[], as: Person = technician(), device_id = deviceId): Promise<Answer> =>
  call("POST", "/sync", { as, body: { device_id, operations } });
const results = (answer: Answer): OperationResult[] => {
  expectStatus(answer, 200);
  return (JSON.parse(answer.text) as { results: unknown[] }).results.map((each) =>
    operationResult.parse(each),
  );
};
const fill = async (cursor?: string, as: Person = technician()): Promise<SyncAnswer> => {
  const answer = await call("GET", `/sync${cursor ? `?cursor=${cursor}` : ""}`, { as });
  expectStatus(answer, 200);
  return syncAnswer.parse(JSON.parse(answer.text));
};

describe("POST /sync", () => {
  it("does each operation once and answers the visit after it", async () => {
    const { id } = await visit();
    const operations = [
      op("booking.transition", "booking", id, { to: "on_site" }),
      op("note.add", "note", randomUUID(), { booking_id: id, body: "Dog in the yard" }),
    ];
    const [first, again] = [results(await send(operations)), results(await send(operations))];
    expect(first.map(({ result }) => result)).toEqual(["applied", "applied"]);
    expect(again.map(({ result }) => result)).toEqual(["applied", "applied"]);
    expect(first[1]?.row).toMatchObject({ status: "on_site", notes: [{ body: "Dog in the yard" }] });
    expect(again[1]?.row?.notes).toHaveLength(1);
  });

  it("refuses the batch for a broken envelope, and only the operation for a broken payload", async () => {
    const { id } = await visit();
    const broken = await send([{ ...op("note.add", "note", id, {}), device_time: "yesterday" }]);
    expect([broken.status, broken.problem.errors?.[0]?.field]).toEqual([422, "operations.0.device_time"]);
    const wrong = results(await send([op("note.add", "note", randomUUID(), { booking_id: id })]));
    expect(wrong.map(({ result, code }) => [result, code])).toEqual([["rejected", "invalid"]]);
    const many = await send(Array.from({ length: 101 }, () => op("booking.seen", "booking", id, {})));
    expect(many.status).toBe(422);
  });

  it("knows no visit of another company or technician, and no viewer", async () => {
    const { id } = await visit();
    const note = () => op("note.add", "note", randomUUID(), { booking_id: id, body: "Not mine" });
    const theirs = results(await send([note()], stranger.people.technician, randomUUID()));
    expect(theirs.map(({ code }) => code)).toEqual(["not_found"]);
    const office = results(await send([note()], dispatcher(), randomUUID()));
    expect(office.map(({ code }) => code)).toEqual(["not_found"]);
    expect((await send([note()], home.people.viewer)).status).toBe(403);
  });

  it("survives the same batch from two tabs at the same moment", async () => {
    const { id } = await visit();
    const operations = Array.from({ length: 5 }, (_, index) =>
      op("note.add", "note", randomUUID(), { booking_id: id, body: `Note ${index}` }),
    );
    const answers = await Promise.all([send(operations), send(operations), send(operations)]);
    for (const answer of answers) {
      expect(results(answer).map(({ result }) => result)).toEqual(Array(5).fill("applied"));
    }
    const found = (await fill()).changes.find((change) => change.id === id);
    expect(found?.entity === "visit" && found.row.notes).toHaveLength(5);
  });
});

describe("GET /sync", () => {
  it("tells everything first, then nothing, then what changed, then what went", async () => {
    const { id } = await visit();
    const first = await fill();
    expect(first.changes.map(({ entity }) => entity)).toContain("settings");
    expect(first.changes.map((change) => change.id)).toContain(id);
    expect(await fill(first.cursor)).toMatchObject({ changes: [], removals: [], cursor: first.cursor });
    const current = (await call("GET", `/bookings/${id}`, { as: dispatcher() })).row;
    const moved = await call("PATCH", `/bookings/${id}`, {
      as: dispatcher(),
      version: current.version,
      body: { instructions: "Ring twice" },
    });
    expectStatus(moved, 200);
    const second = await fill(first.cursor);
    expect(second.changes.map((change) => change.id)).toEqual([id]);
    const given = await call("PATCH", `/bookings/${id}`, {
      as: dispatcher(),
      version: moved.row.version,
      body: by(ground.resourceIds[1]),
    });
    expectStatus(given, 200);
    expect((await fill(second.cursor)).removals).toEqual([{ entity: "visit", id }]);
  });

  it("refuses a cursor it did not make", async () => {
    for (const cursor of ["AAAA", "%20", "x".repeat(9_000)]) {
      const answer = await call("GET", `/sync?cursor=${cursor}`, { as: technician() });
      expect([answer.status, answer.problem.errors?.[0]?.field]).toEqual([422, "cursor"]);
    }
  });
});

describe("what is parked", () => {
  it("is listed for the office with both versions, and decided once with a reason", async () => {
    const booked = await visit();
    expectStatus(await step(dispatcher(), booked, { to: "cancelled", reason: "Rain" }), 200);
    const arrived = op("booking.transition", "booking", booked.id, { to: "on_site" });
    expect(results(await send([arrived]))[0]).toMatchObject({ result: "conflict", code: "illegal_step" });
    const listed = await call("GET", `/sync/operations?booking_id=${booked.id}`, { as: dispatcher() });
    expect(listed.rows).toMatchObject([
      { op_id: arrived.op_id, state: "parked", office: { status: "cancelled" }, payload: { to: "on_site" } },
    ]);
    const address = `/sync/operations/${arrived.op_id}/decisions`;
    const body = { decision: "apply", reason: "He was there" };
    expect((await call("POST", address, { as: technician(), body })).status).toBe(403);
    expect((await call("POST", address, { as: stranger.people.owner, body })).status).toBe(404);
    const key = randomUUID();
    const decided = await call("POST", address, { as: dispatcher(), body, key });
    expectStatus(decided, 200);
    expect(decided.row).toMatchObject({
      state: "decided",
      decision: "keep_mine",
      decision_reason: "He was there",
    });
    const replayed = await call("POST", address, { as: dispatcher(), body, key });
    expect(replayed.headers.get("idempotent-replayed")).toBe("true");
    const again = await call("POST", address, { as: dispatcher(), body });
    expect([again.status, again.problem.code]).toEqual([409, "already_decided"]);
    const now = await call("GET", `/bookings/${booked.id}`, { as: dispatcher() });
    expect(now.row.status).toBe("on_site");
  });
});

describe("the work of a visit", () => {
  it("is read, answered and waived by the office", async () => {
    const booked = await visit();
    const work = await call("GET", `/bookings/${booked.id}/work`, { as: home.people.viewer });
    expect(work.row).toMatchObject({ missing: [{ key: "safe" }], photos: [], minutes: { on_site: 0 } });
    const jobId = String(booked.job_id);
    const lists = await call("GET", `/jobs/${jobId}/checklists`, { as: technician() });
    const [list] = lists.rows as [Row];
    const address = `/jobs/${jobId}/checklists/${list.id}`;
    const body = { answers: [{ key: "safe", value: true }] };
    expect((await call("PATCH", address, { as: technician(), version: list.version, body })).status).toBe(
      403,
    );
    const answered = await call("PATCH", address, { as: dispatcher(), version: list.version, body });
    expectStatus(answered, 200);
    const stale = await call("PATCH", address, { as: dispatcher(), version: list.version, body });
    expect([stale.status, stale.problem.current?.version]).toEqual([412, answered.row.version]);
    const elsewhere = `/jobs/${ground.jobId}/checklists/${list.id}`;
    expect((await call("PATCH", elsewhere, { as: dispatcher(), version: "*", body })).status).toBe(404);
    const kept = await call("DELETE", address, { as: dispatcher(), version: "*" });
    expect([kept.status, kept.problem.code]).toEqual([409, "answered"]);
    const added = await call("POST", `/jobs/${jobId}/checklists`, {
      as: dispatcher(),
      body: { template_id: templateId },
    });
    expectStatus(added, 201);
    const gone = `/jobs/${jobId}/checklists/${added.row.id}`;
    expectStatus(await call("DELETE", gone, { as: dispatcher(), version: added.row.version }), 200);
  });

  it("has photos that are worded and taken away", async () => {
    const { id } = await visit();
    const photoId = randomUUID();
    const file = {
      id: randomUUID(),
      name: "a.jpg",
      size_bytes: 10,
      mime: "image/jpeg",
      sha256: "a".repeat(64),
    };
    const payload = { booking_id: id, file, category: "before", taken_at: new Date().toISOString() };
    results(await send([op("photo.add", "photo", photoId, payload)]));
    const [photo] = (await call("GET", `/bookings/${id}/photos`, { as: dispatcher() })).rows as [Row];
    expect(photo).toMatchObject({ id: photoId, file_state: "pending", category: "before" });
    const address = `/bookings/${id}/photos/${photoId}`;
    const body = { category: "after", caption: "Done" };
    expect((await call("PATCH", address, { as: home.people.viewer, version: 1, body })).status).toBe(403);
    expect((await call("PATCH", address, { as: stranger.people.owner, version: 1, body })).status).toBe(404);
    const worded = await call("PATCH", address, { as: dispatcher(), version: photo.version, body });
    expect(worded.row).toMatchObject(body);
    expectStatus(await call("DELETE", address, { as: technician(), version: worded.row.version }), 200);
    expect((await call("GET", `/bookings/${id}/photos`, { as: dispatcher() })).rows).toEqual([]);
  });

  it("has hours that are corrected with a reason", async () => {
    const { id } = await visit();
    const body = {
      resource_id: ground.resourceIds[1],
      booking_id: id,
      kind: "on_site",
      starts_at: "2029-01-05T09:00:00Z",
      ends_at: "2029-01-05T10:00:00Z",
    };
    const made = await call("POST", "/time-entries", { as: dispatcher(), body });
    expectStatus(made, 201);
    const twice = await call("POST", "/time-entries", { as: dispatcher(), body });
    expect([twice.status, twice.problem.code]).toEqual([409, "time_overlap"]);
    const address = `/time-entries/${made.row.id}`;
    const silent = { ends_at: "2029-01-05T09:30:00Z" };
    const refused = await call("PATCH", address, { as: dispatcher(), version: 1, body: silent });
    expect([refused.status, refused.problem.errors?.[0]?.field]).toEqual([422, "reason"]);
    const reason = "Left early";
    const fixed = await call("PATCH", address, { as: dispatcher(), version: 1, body: { ...silent, reason } });
    expect(fixed.row).toMatchObject({ minutes: 30, correction_reason: reason });
    const history = await call("GET", `${address}/history`, { as: home.people.accountant });
    expect(history.rows).toHaveLength(2);
    expectStatus(await call("DELETE", address, { as: dispatcher(), version: fixed.row.version }), 200);
    expectStatus(await call("POST", `${address}/restore`, { as: dispatcher() }), 200);
    const listed = await call("GET", `/time-entries?booking_id=${id}`, { as: dispatcher() });
    expect(listed.rows.map((row) => row.id)).toEqual([made.row.id]);
  });

  it("has signatures that the office verifies", async () => {
    const { id } = await visit();
    const [row] = await database()<{ report: object; sum: string }[]>`
      select private.visit_report(${home.id}, ${id}) as report,
        private.report_sha256(private.visit_report(${home.id}, ${id})) as sum`;
    const signatureId = randomUUID();
    const payload = {
      booking_id: id,
      kind: "absent",
      absent_reason: "Key box",
      report: row?.report,
      report_sha256: row?.sum,
      signed_at: new Date().toISOString(),
    };
    expect(results(await send([op("signature.add", "signature", signatureId, payload)]))[0]?.result).toBe(
      "applied",
    );
    const address = `/bookings/${id}/signatures`;
    const [signature] = (await call("GET", address, { as: dispatcher() })).rows as [Row];
    expect(signature).toMatchObject({ id: signatureId, is_current: true, verified_at: null });
    const verify = `${address}/${signatureId}/verifications`;
    expect((await call("POST", verify, { as: technician() })).status).toBe(403);
    const verified = await call("POST", verify, { as: dispatcher() });
    expect(verified.row.verified_by).toMatchObject({ id: dispatcher().id });
  });
});

it("phones are listed with what they still hold", async () => {
  const device = {
    name: "Pixel",
    platform: "android",
    unsent_count: 4,
    unsent_bytes: 900,
    clock: new Date().toISOString(),
  };
  const body = { device_id: randomUUID(), device, operations: [] };
  expectStatus(await call("POST", "/sync", { as: technician(), body }), 200);
  const all = await call("GET", "/devices", { as: dispatcher() });
  expect(all.rows[0]).toMatchObject({ name: "Pixel", unsent_count: 4 });
  expect((await call("GET", "/devices", { as: home.people.viewer })).status).toBe(403);
});

describe("a phone that is shut out", () => {
  it("sends and reads nothing, says why, and goes on with what it kept once it is let in again", async () => {
    const { id } = await visit();
    const device_id = randomUUID();
    const note = op("note.add", "note", randomUUID(), { booking_id: id, body: "Kept on the phone" });
    expectStatus(await send([], technician(), device_id), 200);
    const path = `/devices/${device_id}/revocations`;
    expect((await call("POST", path, { as: technician() })).status).toBe(403);
    expect((await call("POST", path, { as: stranger.people.dispatcher })).status).toBe(404);
    const shut = await call("POST", path, { as: dispatcher() });
    expectStatus(shut, 200);
    expect(shut.row).toMatchObject({ id: device_id, revoked_at: expect.stringMatching(/^20/) as string });
    expect((await call("POST", path, { as: dispatcher() })).row.revoked_at).toBe(shut.row.revoked_at);

    const refused = await send([note], technician(), device_id);
    expect([refused.status, refused.problem.code]).toEqual([403, "device_revoked"]);
    const unread = await call("GET", `/sync?device_id=${device_id}`, { as: technician() });
    expect([unread.status, unread.problem.code]).toEqual([403, "device_revoked"]);
    // His other phone is none of this.
    expectStatus(await send([]), 200);

    const back = await call("POST", `/devices/${device_id}/restore`, { as: dispatcher() });
    expect(back.row).toMatchObject({ id: device_id, revoked_at: null });
    expect(results(await send([note], technician(), device_id))[0]?.result).toBe("applied");
  });
});

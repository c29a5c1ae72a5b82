import "fake-indexeddb/auto";
import { expect, test } from "vitest";
import { drainOperations } from "@/lib/field/drain";
import { readLink } from "@/lib/field/link";
import { enqueue } from "@/lib/field/outbox";
import { openStore } from "@/lib/field/store";
import { pass } from "@/lib/field/sync-loop";
import { freshStore, madeVisit, note, photo, statesOf, step, writeNotes } from "./made";
import { phoneAt, problem, simulateOffice } from "./simulated-office";

const ids = (operations: readonly { op_id: string }[]) => operations.map(({ op_id }) => op_id);

test("everything goes out in the order it was done, at most a hundred at once", async () => {
  const [one, other] = [madeVisit(), madeVisit()];
  const office = simulateOffice([one, other]);
  const store = freshStore();
  const operations = await writeNotes(store, [one, other], 230);
  expect(await drainOperations(phoneAt(office, store))).toBe(230);
  expect(office.applied).toEqual(ids(operations));
  expect(office.requests.map((request) => request.operations.length)).toEqual([100, 100, 30]);
  expect(new Set(await statesOf(store))).toEqual(new Set(["done"]));
  expect((await store.visits.get(one.id))?.row.notes).toHaveLength(115);
});

test("each third answer lost after the office did it: everything arrives once, in order", async () => {
  const visit = madeVisit();
  const office = simulateOffice([visit]);
  const store = freshStore();
  const clock = { now: 1_000_000 };
  const phone = phoneAt(office, store, clock);
  const operations = [];
  let count = 0;
  office.after = () => {
    count += 1;
    if (count % 3 === 0) throw problem(0, "offline");
  };
  for (let round = 0; round < 12; round += 1) {
    operations.push(...(await writeNotes(store, [visit], 3)));
    await pass(phone, new Set(["act"])).catch(() => undefined);
    clock.now += 600_000;
  }
  await pass(phone, new Set(["button"])).catch(() => pass(phone, new Set(["button"])));
  expect(office.applied).toEqual(ids(operations));
  expect(new Set(await statesOf(store))).toEqual(new Set(["done"]));
});

test("a phone that died while sending sends again, and the office does nothing twice", async () => {
  const visit = madeVisit();
  const office = simulateOffice([visit]);
  const store = freshStore();
  const operations = await writeNotes(store, [visit], 3);
  const dies = new Promise<never>(() => {});
  const send = office.wire.send;
  const dying = {
    ...phoneAt(office, store),
    wire: { ...office.wire, send: async (body: Parameters<typeof send>[0]) => (await send(body), dies) },
  };
  void drainOperations(dying);
  await expect.poll(() => office.applied.length, { timeout: 10_000 }).toBe(3);
  expect(await statesOf(store)).toEqual(["sending", "sending", "sending"]);
  store.close();

  const reopened = openStore(...namesOf(store.name));
  await drainOperations(phoneAt(office, reopened));
  expect(office.applied).toEqual(ids(operations));
  expect(await statesOf(reopened)).toEqual(["done", "done", "done"]);
});

/** Both halves of a store's name are UUIDs of 36 characters. */
function namesOf(name: string): [string, string] {
  const rest = name.slice("callout-field-".length);
  return [rest.slice(0, 36), rest.slice(37)];
}

test("two tabs that drain at once make nothing happen twice", async () => {
  const visit = madeVisit();
  const office = simulateOffice([visit]);
  const store = freshStore();
  const operations = await writeNotes(store, [visit], 40);
  const second = openStore(...namesOf(store.name));
  await Promise.all([drainOperations(phoneAt(office, store)), drainOperations(phoneAt(office, second))]);
  expect(office.applied.toSorted()).toEqual(ids(operations).toSorted());
  expect(new Set(await statesOf(store))).toEqual(new Set(["done"]));
});

test.each([
  ["no answer", problem(0, "offline"), "offline"],
  ["an overloaded office", problem(503, "unavailable"), "busy"],
  ["too many calls", problem(429, "rate_limited"), "busy"],
  ["an ended session", problem(401, "session_expired"), "signed_out"],
  ["another organization's window", problem(409, "organization_changed"), "wrong_organization"],
  ["a lost membership", problem(403, "no_organization"), "removed"],
  ["a role without the right", problem(403, "forbidden"), "forbidden"],
])("%s stops the queue and loses nothing", async (_what, error, stop) => {
  const visit = madeVisit();
  const office = simulateOffice([visit]);
  const store = freshStore();
  await writeNotes(store, [visit], 3);
  office.before = () => {
    throw error;
  };
  const phone = phoneAt(office, store);
  await expect(pass(phone, new Set(["act"]))).rejects.toMatchObject({ stop });
  expect(await statesOf(store)).toEqual(["queued", "queued", "queued"]);
  expect(await readLink(store)).toMatchObject({ stop, attempts: 1, next_at: 1_001_000 });
  const asked = office.requests.length;
  await pass(phone, new Set(["act"]));
  expect(office.requests.length, "nothing is tried during a pause").toBe(asked);
  office.before = () => {};
  await pass(phone, new Set(["button"]));
  expect(await statesOf(store)).toEqual(["done", "done", "done"]);
  expect(await readLink(store)).toMatchObject({ stop: null, attempts: 0 });
});

test("an operation that the office cannot even read is parked alone; all others arrive", async () => {
  const visit = madeVisit();
  const office = simulateOffice([visit]);
  const store = freshStore();
  const operations = await writeNotes(store, [visit], 9);
  const bad = operations[4]?.op_id;
  office.before = (batch) => {
    if (batch.some(({ op_id }) => op_id === bad)) throw problem(422, "invalid");
  };
  await drainOperations(phoneAt(office, store));
  expect(office.applied).toEqual(ids(operations).filter((id) => id !== bad));
  expect(await store.operations.get({ op_id: bad })).toMatchObject({
    state: "parked",
    code: "invalid",
    parked_by: "phone",
  });
});

test("a batch that is too large is halved until it fits", async () => {
  const visit = madeVisit();
  const office = simulateOffice([visit]);
  const store = freshStore();
  const operations = await writeNotes(store, [visit], 16);
  office.before = (batch) => {
    if (batch.length > 4) throw problem(413, "too_large");
  };
  await drainOperations(phoneAt(office, store));
  expect(office.applied).toEqual(ids(operations));
});

test("an operation over which the server breaks holds back its own visit only", async () => {
  const [sick, well] = [madeVisit(), madeVisit()];
  const office = simulateOffice([sick, well]);
  const store = freshStore();
  const clock = { now: 1_000_000 };
  const phone = phoneAt(office, store, clock);
  const operations = await writeNotes(store, [sick, well], 6);
  const bad = operations[0]?.op_id;
  office.before = (batch) => {
    if (batch.some(({ op_id }) => op_id === bad)) throw problem(500);
  };
  await drainOperations(phone);
  expect(office.applied).toEqual(ids(operations).filter((_id, place) => place % 2 === 1));
  expect(await statesOf(store)).toEqual(["queued", "done", "queued", "done", "queued", "done"]);
  office.before = () => {};
  clock.now += 10_000;
  await drainOperations(phone);
  expect((await store.visits.get(sick.id))?.row.notes.map(({ body }) => body)).toEqual([
    "note 4",
    "note 2",
    "note 0",
  ]);
});

test("a conflict is parked with its reason and blocks nothing, not even its own visit", async () => {
  const visit = madeVisit();
  const office = simulateOffice([visit]);
  const store = freshStore();
  const leaving = step(visit.id, "en_route");
  office.judge = (op) =>
    op.op_id === leaving.op_id ? { result: "conflict", code: "illegal_step" } : { result: "applied" };
  await enqueue(store, leaving, { visitId: visit.id });
  await enqueue(store, note(visit.id, "still written"), { visitId: visit.id });
  await drainOperations(phoneAt(office, store));
  expect(await statesOf(store)).toEqual(["parked", "done"]);
  expect(await store.operations.get({ op_id: leaving.op_id })).toMatchObject({
    code: "illegal_step",
    parked_by: "office",
    answered_at: "2026-11-20T15:00:00Z",
  });
});

test("what belongs to a refused record is parked with it, its file too", async () => {
  const visit = madeVisit();
  const office = simulateOffice([visit]);
  const store = freshStore();
  const { op, file } = photo(visit.id);
  const caption = {
    ...op,
    op_id: note(visit.id, "").op_id,
    kind: "photo.update" as const,
    payload: { caption: "igniter" },
  };
  await enqueue(store, op, { visitId: visit.id, files: [file] });
  office.judge = ({ kind }) =>
    kind === "photo.add" ? { result: "rejected", code: "too_many" } : { result: "applied" };
  // Queued behind the creation while that one is on its way.
  office.before = () => {};
  const send = office.wire.send;
  const phone = {
    ...phoneAt(office, store),
    wire: {
      ...office.wire,
      send: async (body: Parameters<typeof send>[0]) => {
        if (body.operations.some(({ kind }) => kind === "photo.add"))
          await enqueue(store, caption, { visitId: visit.id });
        return send(body);
      },
    },
  };
  await drainOperations(phone);
  expect(await statesOf(store)).toEqual(["parked", "parked"]);
  expect(await store.operations.get({ op_id: caption.op_id })).toMatchObject({
    code: "depends_on",
    parked_by: "phone",
  });
  expect(await store.files.get(file.id)).toMatchObject({ state: "parked", code: "depends_on" });
  expect(office.applied).toEqual([]);
});

test("an answer that settles nothing ends the pass instead of asking for ever", async () => {
  const visit = madeVisit();
  const office = simulateOffice([visit]);
  const store = freshStore();
  await writeNotes(store, [visit], 2);
  const phone = phoneAt(office, store);
  const silent = { ...phone, wire: { ...phone.wire, send: async () => ({ results: [], server_time: "" }) } };
  await expect(drainOperations(silent)).rejects.toMatchObject({ stop: "busy" });
  expect(await statesOf(store)).toEqual(["queued", "queued"]);
});

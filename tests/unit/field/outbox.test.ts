import "fake-indexeddb/auto";
import { expect, test } from "vitest";
import { drainOperations } from "@/lib/field/drain";
import { fill } from "@/lib/field/fill";
import { enqueue, PhoneFull } from "@/lib/field/outbox";
import { prune } from "@/lib/field/prune";
import { summarizeUnsent } from "@/lib/field/store";
import { listParked, stateOf } from "@/lib/field/use-sync";
import { QUIET } from "@/lib/field/link";
import { foldVisit } from "@/lib/field/use-visits";
import { freshStore, madeVisit, note, photo, step, statesOf, writeNotes } from "./made";
import { phoneAt, problem, simulateOffice } from "./simulated-office";

const foldOf = async (store: ReturnType<typeof freshStore>, id: string) => {
  const stored = await store.visits.get(id);
  if (!stored) throw new Error("The phone does not hold the visit.");
  return foldVisit(stored.row, await store.operations.where("visit_id").equals(id).toArray(), null);
};

test("operation, file and bytes enter the queue together, and the draft goes", async () => {
  const visit = madeVisit();
  const store = freshStore();
  const { op, file } = photo(visit.id);
  await store.drafts.put({ key: "caption", value: "ig", saved_at: 1 });
  await enqueue(store, op, { visitId: visit.id, files: [file], draft: "caption" });
  await enqueue(store, op, { visitId: visit.id, files: [file] });
  expect(await statesOf(store)).toEqual(["queued"]);
  expect(await store.files.toArray()).toMatchObject([{ file_id: file.id, state: "held", size_bytes: 7 }]);
  expect(await (await store.blobs.get(file.id))?.blob.text()).toBe("picture");
  expect(await store.drafts.count()).toBe(0);
  expect(await summarizeUnsent(store)).toMatchObject({ count: 2, bytes: 7 });
});

test("a full phone refuses the new entry, says how many are unsent, and drops none", async () => {
  const visit = madeVisit();
  const store = freshStore();
  await writeNotes(store, [visit], 4);
  store.blobs.hook("creating", () => {
    throw new DOMException("full", "QuotaExceededError");
  });
  const { op, file } = photo(visit.id);
  const refused = enqueue(store, op, { visitId: visit.id, files: [file] });
  await expect(refused).rejects.toBeInstanceOf(PhoneFull);
  await expect(refused).rejects.toMatchObject({ unsent: 4 });
  expect(await statesOf(store)).toEqual(["queued", "queued", "queued", "queued"]);
  expect(await store.files.count()).toBe(0);
});

test("a full phone first lets go of what the office has", async () => {
  const visit = madeVisit();
  const store = freshStore();
  const office = simulateOffice([visit]);
  await writeNotes(store, [visit], 2);
  await drainOperations(phoneAt(office, store));
  let isFull = true;
  store.blobs.hook("creating", () => {
    if (isFull) {
      isFull = false;
      throw new DOMException("full", "QuotaExceededError");
    }
  });
  const { op, file } = photo(visit.id);
  await enqueue(store, op, { visitId: visit.id, files: [file] });
  expect(await statesOf(store)).toEqual(["queued"]);
});

test("the view shows unsent work at once and marks it, in the order it was done", async () => {
  const visit = madeVisit();
  const store = freshStore();
  await store.visits.put({ id: visit.id, row: visit, is_removed: 0 });
  await enqueue(store, step(visit.id, "en_route"), { visitId: visit.id });
  await enqueue(store, step(visit.id, "on_site"), { visitId: visit.id });
  const written = note(visit.id, "Igniter worn.");
  await enqueue(store, written, { visitId: visit.id });
  const folded = await foldOf(store, visit.id);
  expect(folded.visit.status).toBe("on_site");
  expect(folded.visit.notes.map(({ body }) => body)).toEqual(["Igniter worn."]);
  expect(folded.unsent.map(({ kind }) => kind)).toEqual([
    "booking.transition",
    "booking.transition",
    "note.add",
  ]);
  expect((await store.visits.get(visit.id))?.row.status, "the office's row stays as it is").toBe(
    "dispatched",
  );
});

test("confirmed work stays in the view while the office's row does not show it yet", async () => {
  const visit = madeVisit();
  const store = freshStore();
  const office = simulateOffice([visit]);
  office.withRows = false;
  await store.visits.put({ id: visit.id, row: visit, is_removed: 0 });
  await enqueue(store, step(visit.id, "en_route"), { visitId: visit.id });
  const phone = phoneAt(office, store);
  await drainOperations(phone);
  expect(await statesOf(store)).toEqual(["acked"]);
  const between = await foldOf(store, visit.id);
  expect(between.visit.status).toBe("en_route");
  expect(between.unsent).toEqual([]);
  await fill(phone);
  expect(await statesOf(store)).toEqual(["done"]);
  expect((await foldOf(store, visit.id)).visit.status).toBe("en_route");
});

test("a visit taken from this person goes, but not before its unsent work has gone out", async () => {
  const [busy, idle] = [madeVisit(), madeVisit()];
  const store = freshStore();
  const office = simulateOffice();
  for (const row of [busy, idle]) await store.visits.put({ id: row.id, row, is_removed: 0 });
  await enqueue(store, note(busy.id, "was here"), { visitId: busy.id });
  const phone = phoneAt(office, store);
  const gone = {
    changes: [],
    removals: [busy, idle].map(({ id }) => ({ entity: "visit" as const, id })),
    gate_codes: [],
    cursor: "none",
    server_time: "2026-11-20T15:00:00Z",
  };
  await fill({ ...phone, wire: { ...phone.wire, changes: async () => gone } });
  expect(await store.visits.get(idle.id)).toBeUndefined();
  expect(await store.visits.get(busy.id)).toMatchObject({ is_removed: 1 });
  await drainOperations(phone);
  await fill({ ...phone, wire: { ...phone.wire, changes: async () => ({ ...gone, removals: [] }) } });
  await prune(store);
  expect(await store.visits.get(busy.id)).toBeUndefined();
});

test("a question leaves the list with the person's answer, before the office has it", async () => {
  const visit = madeVisit();
  const leaving = step(visit.id, "en_route");
  const parked = {
    op_id: leaving.op_id,
    kind: leaving.kind,
    code: "illegal_step",
    device_time: leaving.device_time,
    payload: { to: "en_route" },
    office: { status: "cancelled" },
    state: "parked" as const,
  };
  const store = freshStore();
  await store.visits.put({ id: visit.id, row: { ...visit, parked: [parked] }, is_removed: 0 });
  expect(await listParked(store)).toHaveLength(1);
  const answer = {
    ...note(visit.id, ""),
    kind: "conflict.decide" as const,
    entity: "operation" as const,
    entity_id: leaving.op_id,
    payload: { decision: "discard" as const },
  };
  await enqueue(store, answer, { visitId: visit.id });
  expect(await listParked(store)).toEqual([]);
});

test("an answer that the office could not carry out leaves the question open", async () => {
  const visit = madeVisit();
  const store = freshStore();
  const office = simulateOffice([visit]);
  const leaving = step(visit.id, "en_route");
  await enqueue(store, leaving, { visitId: visit.id });
  office.judge = () => ({ result: "conflict", code: "illegal_step" });
  const phone = phoneAt(office, store);
  await drainOperations(phone);
  const answer = {
    ...note(visit.id, ""),
    kind: "conflict.decide" as const,
    entity: "operation" as const,
    entity_id: leaving.op_id,
    payload: { decision: "retry" as const },
  };
  await enqueue(store, answer, { visitId: visit.id });
  await drainOperations(phone);
  expect(await statesOf(store)).toEqual(["parked", "done"]);
  office.judge = () => ({ result: "applied" });
  await enqueue(store, { ...answer, op_id: leaving.entity_id }, { visitId: visit.id });
  await drainOperations(phone);
  expect(await statesOf(store)).toEqual(["done", "done", "acked"]);
});

test("the pill says the worst first", () => {
  expect(stateOf(0, 0, QUIET, true)).toBe("saved");
  expect(stateOf(2, 0, QUIET, true)).toBe("waiting");
  expect(stateOf(2, 0, QUIET, false)).toBe("offline");
  expect(stateOf(0, 0, { ...QUIET, stop: "offline" }, true)).toBe("offline");
  expect(stateOf(2, 1, QUIET, false)).toBe("trouble");
  expect(stateOf(0, 0, { ...QUIET, stop: "signed_out" }, true)).toBe("trouble");
});

test("what failed on the line is no error of the entry", async () => {
  const visit = madeVisit();
  const store = freshStore();
  const office = simulateOffice([visit]);
  office.before = () => {
    throw problem(0, "offline");
  };
  await writeNotes(store, [visit], 1);
  await drainOperations(phoneAt(office, store)).catch(() => undefined);
  expect(await store.operations.toArray()).toMatchObject([{ state: "queued", attempts: 1, code: null }]);
});

import "fake-indexeddb/auto";
import { expect, test } from "vitest";
import { freeSpace } from "@/lib/field/prune";
import { pass } from "@/lib/field/sync-loop";
import { enqueue } from "@/lib/field/outbox";
import { freshStore, madeVisit, note, photo } from "./made";
import { phoneAt, problem, simulateOffice } from "./simulated-office";

const picture = (file_id: string) => ({ id: `of ${file_id}`, file_id, caption: "The boiler" });
const heldBy = async (store: ReturnType<typeof freshStore>) =>
  (await store.pictures.toCollection().primaryKeys()).toSorted();
const start = new Set(["start"] as const);

test("a phone keeps each picture of its visits once, and forgets what no visit names any more", async () => {
  const visit = { ...madeVisit(), pictures: [picture("a"), picture("b")] };
  const office = simulateOffice([visit, { ...madeVisit(), pictures: [picture("b")] }, madeVisit()]);
  const store = freshStore();
  const phone = phoneAt(office, store);
  await pass(phone, start);
  await pass(phone, start);
  expect(office.shown).toEqual(["a", "b"]);
  expect(await heldBy(store)).toEqual(["a", "b"]);
  office.visits.set(visit.id, { ...visit, pictures: [picture("c")] });
  await pass(phone, start);
  expect(await heldBy(store)).toEqual(["b", "c"]);
  office.visits.set(visit.id, madeVisit(visit.id));
  await pass(phone, start);
  expect(await heldBy(store)).toEqual(["b"]);
});

test("what cannot be had is left for the next time and keeps nothing else waiting", async () => {
  const visit = { ...madeVisit(), pictures: [picture("a"), picture("b")] };
  const office = simulateOffice([visit]);
  const store = freshStore();
  const phone = phoneAt(office, store);
  const { picture: ask } = office.wire;
  for (const status of [404, 409, 500]) {
    const picky = async (id: string) => {
      if (id === "a") throw problem(status);
      return ask(id);
    };
    await pass({ ...phone, wire: { ...office.wire, picture: picky } }, start);
    expect(await heldBy(store), String(status)).toEqual(["b"]);
  }
  await pass(phone, start);
  expect(await heldBy(store)).toEqual(["a", "b"]);
});

test("pictures come after everything that is to be sent, and a line that brings none of them is no broken line", async () => {
  const visit = { ...madeVisit(), pictures: [picture("a"), picture("b")] };
  const office = simulateOffice([visit]);
  const store = freshStore();
  const { op, file } = photo(visit.id);
  await enqueue(store, op, { visitId: visit.id, files: [file] });
  const order: string[] = [];
  const { putBytes } = office.wire;
  const wire = {
    ...office.wire,
    putBytes: async (...given: Parameters<typeof putBytes>) => {
      order.push("sent");
      return putBytes(...given);
    },
    picture: async () => {
      order.push("asked");
      throw problem(0, "offline");
    },
  };
  await pass({ ...phoneAt(office, store), wire }, start);
  expect(order).toEqual(["sent", "asked"]);
  // Without a picture the visit is whole all the same.
  expect((await store.visits.get(visit.id))?.row.pictures).toHaveLength(2);
});

test("a full phone gives the pictures up before anything of its own", async () => {
  const visit = { ...madeVisit(), pictures: [picture("a")] };
  const store = freshStore();
  await pass(phoneAt(simulateOffice([visit]), store), start);
  await enqueue(store, note(visit.id, "unsent"), { visitId: visit.id });
  await freeSpace(store);
  expect(await heldBy(store)).toEqual([]);
  expect(await store.operations.where("state").equals("queued").count()).toBe(1);
});

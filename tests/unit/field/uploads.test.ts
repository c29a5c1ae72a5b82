import "fake-indexeddb/auto";
import { expect, test } from "vitest";
import { enqueue } from "@/lib/field/outbox";
import { pass } from "@/lib/field/sync-loop";
import { drainFiles } from "@/lib/field/uploads";
import { freshStore, madeVisit, note, photo } from "./made";
import { phoneAt, problem, simulateOffice } from "./simulated-office";

async function withPhotos(count: number) {
  const visit = madeVisit();
  const office = simulateOffice([visit]);
  const store = freshStore();
  const files: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const { op, file } = photo(visit.id);
    files.push(file.id);
    await enqueue(store, op, { visitId: visit.id, files: [file] });
  }
  return { visit, office, store, files, phone: phoneAt(office, store) };
}

const statesOf = async (store: ReturnType<typeof freshStore>, files: readonly string[]) =>
  (await store.files.bulkGet([...files])).map((file) => file?.state);

test("bytes go after their record, and a step done meanwhile goes between two pictures", async () => {
  const { visit, office, store, files, phone } = await withPhotos(3);
  const order: string[] = [];
  const { send, putBytes } = office.wire;
  const watched = {
    ...phone,
    wire: {
      ...office.wire,
      send: async (body: Parameters<typeof send>[0]) => {
        order.push(...body.operations.map(({ kind }) => kind));
        return send(body);
      },
      putBytes: async (...given: Parameters<typeof putBytes>) => {
        if (!order.includes("bytes"))
          await enqueue(store, note(visit.id, "meanwhile"), { visitId: visit.id });
        order.push("bytes");
        return putBytes(...given);
      },
    },
  };
  await pass(watched, new Set(["act"]));
  expect(order).toEqual(["photo.add", "photo.add", "photo.add", "bytes", "note.add", "bytes", "bytes"]);
  expect(await statesOf(store, files)).toEqual(["sent", "sent", "sent"]);
  expect([...office.completed].toSorted()).toEqual(files.toSorted());
});

test("a picture whose record is not known yet is not sent", async () => {
  const { office, store, files, phone } = await withPhotos(1);
  await drainFiles(phone, async () => {});
  expect(await statesOf(store, files)).toEqual(["held"]);
  expect(office.bytes.size).toBe(0);
});

test("each third answer lost while uploading: every picture arrives, none twice", async () => {
  const { office, store, files, phone } = await withPhotos(5);
  let count = 0;
  office.after = () => {
    count += 1;
    if (count % 3 === 0) throw problem(0, "offline");
  };
  for (let round = 0; round < 12; round += 1) await pass(phone, new Set(["button"])).catch(() => undefined);
  expect(new Set(await statesOf(store, files))).toEqual(new Set(["sent"]));
  expect(office.bytes.size).toBe(5);
  expect(office.completed.size).toBe(5);
});

test("a cut line repeats the step and not the whole way", async () => {
  const { office, store, files, phone } = await withPhotos(1);
  const { completeUpload } = office.wire;
  let puts = 0;
  let isCut = true;
  const cut = {
    ...phone,
    wire: {
      ...office.wire,
      putBytes: async (...given: Parameters<typeof office.wire.putBytes>) => {
        puts += 1;
        return office.wire.putBytes(...given);
      },
      completeUpload: async (id: string) => {
        if (isCut) throw problem(0, "offline");
        return completeUpload(id);
      },
    },
  };
  await pass(cut, new Set(["act"])).catch(() => undefined);
  expect(await store.files.toArray()).toMatchObject([{ state: "waiting", is_uploaded: true }]);
  isCut = false;
  await pass(cut, new Set(["button"]));
  expect(await statesOf(store, files)).toEqual(["sent"]);
  expect(puts).toBe(1);
});

test("a picture that the office refuses is parked with its reason, the next one goes", async () => {
  const { office, store, files, phone } = await withPhotos(2);
  const [bad] = files;
  const refusing = {
    ...phone,
    wire: {
      ...office.wire,
      putBytes: async (...given: Parameters<typeof office.wire.putBytes>) => {
        if (given[0].path === bad) throw problem(413, "too_large");
        return office.wire.putBytes(...given);
      },
    },
  };
  await pass(refusing, new Set(["act"]));
  expect(await store.files.get(bad ?? "")).toMatchObject({ state: "parked", code: "too_large" });
  expect(await statesOf(store, files)).toEqual(["parked", "sent"]);
});

test("bytes that the browser has cleared away are said to be gone", async () => {
  const { store, files, phone } = await withPhotos(1);
  await store.blobs.clear();
  await pass(phone, new Set(["act"]));
  expect(await store.files.get(files[0] ?? "")).toMatchObject({ state: "parked", code: "gone" });
});

import "fake-indexeddb/auto";
import { crc32 } from "node:zlib";
import { expect, test } from "vitest";
import { platformOf } from "@/lib/field/device";
import { enqueue } from "@/lib/field/outbox";
import { rescueFile } from "@/lib/field/rescue";
import { newId } from "@/lib/uuid";
import { freshStore, madeVisit, photo, writeNotes } from "./made";

test("what no office has becomes one archive that any machine can open", async () => {
  const visit = madeVisit();
  const store = freshStore();
  await writeNotes(store, [visit], 2);
  const { op, file } = photo(visit.id);
  await enqueue(store, op, { visitId: visit.id, files: [file] });
  const account = {
    key: store.name,
    user_id: newId(),
    org_id: newId(),
    user_name: "Dana Reyes",
    org_name: "Nördliche Heizung",
    last_used_at: 0,
  };
  const { name, blob } = await rescueFile(store, account, new Date("2026-11-20T15:00:00Z"));
  expect(name).toBe("callout-unsent-2026-11-20.zip");

  const entries = unzip(Buffer.from(await blob.arrayBuffer()));
  expect([...entries.keys()]).toEqual(["unsent.json", `files/${file.id}.jpg`]);
  expect(entries.get(`files/${file.id}.jpg`)?.toString()).toBe("picture");
  const list = JSON.parse(entries.get("unsent.json")?.toString() ?? "") as {
    organization: { name: string };
    operations: { kind: string }[];
  };
  expect(list.organization.name).toBe("Nördliche Heizung");
  expect(list.operations.map(({ kind }) => kind)).toEqual(["note.add", "note.add", "photo.add"]);
});

/** Reads an archive as programs do: from its end, by the directory, with each sum compared. */
function unzip(bytes: Buffer): Map<string, Buffer> {
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  const entries = new Map<string, Buffer>();
  let at = bytes.readUInt32LE(end + 16);
  for (let index = 0; index < bytes.readUInt16LE(end + 10); index += 1) {
    expect(bytes.readUInt32LE(at)).toBe(0x02014b50);
    const length = bytes.readUInt16LE(at + 28);
    const name = bytes.toString("utf8", at + 46, at + 46 + length);
    const local = bytes.readUInt32LE(at + 42);
    expect(bytes.readUInt32LE(local)).toBe(0x04034b50);
    const start = local + 30 + bytes.readUInt16LE(local + 26);
    const content = bytes.subarray(start, start + bytes.readUInt32LE(at + 24));
    expect(crc32(content)).toBe(bytes.readUInt32LE(at + 16));
    entries.set(name, content);
    at += 46 + length;
  }
  return entries;
}

test("new keys are version 7 and sort by their time", () => {
  const [early, late] = [newId(1_700_000_000_000), newId(1_700_000_000_001)];
  expect(early).toMatch(/^018bcfe5-6800-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(late > early).toBe(true);
  expect(new Set(Array.from({ length: 1000 }, () => newId())).size).toBe(1000);
});

test.each([
  ["Mozilla/5.0 (Linux; Android 15; Pixel 9) Chrome/147.0 Mobile Safari/537.36", 5, "android"],
  ["Mozilla/5.0 (iPhone; CPU iPhone OS 26_0 like Mac OS X) Version/26.0 Safari/604.1", 5, "ios"],
  ["Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/26.0 Safari/605.1.15", 5, "ios"],
  ["Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/26.0 Safari/605.1.15", 0, "desktop"],
  ["curl/8", 0, "other"],
])("%s is known as what it is", (agent, points, platform) => {
  expect(platformOf(agent, points)).toBe(platform);
});

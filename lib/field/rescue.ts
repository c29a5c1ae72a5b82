import type { Account } from "./registry";
import type { FieldStore } from "./store";
import { zip } from "./zip";

const SUFFIX: Record<string, string> = { "image/jpeg": "jpg", "image/png": "png", "image/webp": "webp" };

/**
 * Everything that no office has, as one file for the office: the operations as they would have been sent, and the
 * pictures. For somebody who is no member any more, or whose entries were refused.
 */
export async function rescueFile(
  store: FieldStore,
  account: Account,
  now: Date,
): Promise<{ name: string; blob: Blob }> {
  const rows = await store.operations.where("state").anyOf("queued", "sending", "parked").sortBy("seq");
  const files = await store.files.where("state").notEqual("sent").toArray();
  const pictures = await Promise.all(
    files.map(async (file) => {
      const bytes = await (await store.blobs.get(file.file_id))?.blob.arrayBuffer();
      const name = `files/${file.file_id}.${SUFFIX[file.mime] ?? "bin"}`;
      return bytes ? [{ name, bytes: new Uint8Array(bytes) }] : [];
    }),
  );
  const list = {
    organization: { id: account.org_id, name: account.org_name },
    person: { id: account.user_id, name: account.user_name },
    saved_at: now.toISOString(),
    operations: rows.map(({ op, state, code }) => ({ ...op, state, code })),
    files: files.map(({ file_id, op_id, name, mime, sha256 }) => ({ file_id, op_id, name, mime, sha256 })),
  };
  const json = new TextEncoder().encode(`${JSON.stringify(list, null, 2)}\n`);
  const day = now.toISOString().slice(0, 10);
  return {
    name: `callout-unsent-${day}.zip`,
    blob: zip([{ name: "unsent.json", bytes: json }, ...pictures.flat()], now),
  };
}

/** Hands a file to the browser's downloads, or to the share sheet where a phone has no folder for them. */
export function saveFile(name: string, blob: Blob): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

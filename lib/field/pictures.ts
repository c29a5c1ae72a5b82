import { ApiProblem } from "@/lib/http/api-problem";
import type { Visit } from "@/lib/sync/schema";
import { useLive } from "./current";
import type { Phone } from "./phone";
import type { FieldStore } from "./store";

export type VisitPicture = NonNullable<Visit["pictures"]>[number];

/**
 * Keeps a small copy of each picture of the visits this phone holds, so that it is there without signal, and forgets the
 * others. One that cannot be had is left for the next time. Without an answer it gives up and says nothing: the pictures
 * lie elsewhere than the office's answers, so they never tell whether there is signal.
 */
export async function fillPictures({ store, wire }: Phone): Promise<void> {
  const visits = await store.visits.toArray();
  const named = visits.flatMap(({ row }) => (row.pictures ?? []).map(({ file_id }) => file_id));
  const held = await store.pictures.toCollection().primaryKeys();
  await store.pictures.bulkDelete(held.filter((id) => !named.includes(id)));
  for (const id of new Set(named)) {
    if (held.includes(id)) continue;
    try {
      await store.pictures.put({ file_id: id, blob: await wire.picture(id) });
    } catch (error) {
      if (error instanceof ApiProblem && error.status === 0) return;
    }
  }
}

const urls = new Map<string, string>();

/** An address lives as long as the page, as those of the phone's own pictures. */
async function findUrl(store: FieldStore, fileId: string): Promise<string | null> {
  const stored = await store.pictures.get(fileId);
  if (!stored) return null;
  const url = urls.get(fileId) ?? URL.createObjectURL(stored.blob);
  urls.set(fileId, url);
  return url;
}

/** The copy on this phone; null where it holds none, undefined while the store is asked. */
export function usePicture(fileId: string): string | null | undefined {
  return useLive((store) => findUrl(store, fileId), [fileId]);
}

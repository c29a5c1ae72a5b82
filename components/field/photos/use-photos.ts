import { useState } from "react";
import { act } from "@/lib/field/outbox";
import { newId } from "@/lib/uuid";
import type { PayloadOf, Visit } from "@/lib/sync/schema";
import { findHere } from "../visit/here";
import { useWriting } from "../visit/use-writing";
import { shrink } from "./shrink";

export type Item = { checklistId: string; key: string };
type Category = PayloadOf<"photo.add">["category"];
type Kept = { category: Category; item: Item | null; maxPx: number };

/** Takes pictures into the phone's store, many in a row: each is safe there before the office hears of it. */
export function usePhotos(visit: Visit) {
  const writing = useWriting();
  const [isUnreadable, setIsUnreadable] = useState(false);
  const [working, setWorking] = useState(0);
  const keep = async (source: Blob | ImageBitmap, { category, item, maxPx }: Kept) => {
    const taken_at = new Date().toISOString();
    const { blob, sha256 } = await shrink(source, maxPx);
    const here = await findHere();
    const id = newId();
    const file = {
      id: newId(),
      name: `${category}-${id.slice(-6)}.jpg`,
      size_bytes: blob.size,
      mime: "image/jpeg",
      sha256,
    };
    const payload = {
      booking_id: visit.id,
      file,
      category,
      taken_at,
      ...here,
      ...(item ? { checklist_id: item.checklistId, item_key: item.key } : {}),
    };
    await act("photo.add", id, payload, { visitId: visit.id, files: [{ ...file, blob }] });
  };
  const add = async (source: Blob | ImageBitmap, kept: Kept) => {
    setWorking((count) => count + 1);
    try {
      // A full phone keeps everything it has; what just was taken is asked for again.
      return await writing.write(() => keep(source, kept));
    } catch {
      setIsUnreadable(true);
      return false;
    } finally {
      setWorking((count) => count - 1);
    }
  };
  const change = (id: string, payload: PayloadOf<"photo.update">) =>
    writing.write(() => act("photo.update", id, payload, { visitId: visit.id }));
  const remove = (id: string) => writing.write(() => act("photo.remove", id, {}, { visitId: visit.id }));
  return { add, change, remove, working, isUnreadable, fullWith: writing.fullWith, isBusy: writing.isBusy };
}
export type Photos = ReturnType<typeof usePhotos>;

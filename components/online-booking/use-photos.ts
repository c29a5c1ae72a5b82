"use client";

import { useReducer, useRef } from "react";
import { drawSmaller } from "@/components/shared/draw-smaller";
import { ApiProblem } from "@/lib/http/api-problem";
import { removePhoto, sendPhoto } from "@/lib/online-booking/client";
import { MAX_PHOTOS, PHOTO_PX } from "@/lib/online-booking/rules";
import type { BookPhoto } from "@/lib/online-booking/schema";
import { newId } from "@/lib/uuid";

export type PhotoFault = "unreadable" | "tooLarge" | "tooMany" | "offline" | "rate" | "other";

/** One picture. `share` is null until it is small enough to be sent; `url` is null where it was sent before a reload. */
export type Photo = {
  id: string;
  url: string | null;
  state: "working" | "sending" | "sent" | "failed";
  share: number | null;
  fault: PhotoFault | null;
  blob: Blob | null;
};

/** Larger ones no telephone takes; decoding them would stop the page. */
const MAX_CHOSEN_BYTES = 25 * 1024 * 1024;

type Step = { add: Photo } | { id: string; change: Partial<Photo> } | { gone: string } | { clear: true };

function reduce(list: Photo[], step: Step): Photo[] {
  if ("clear" in step) return [];
  if ("add" in step) return [...list, step.add];
  if ("gone" in step) return list.filter(({ id }) => id !== step.gone);
  return list.map((each) => (each.id === step.id ? { ...each, ...step.change } : each));
}

const FAULTS: Partial<Record<ApiProblem["code"], PhotoFault>> = {
  too_large: "tooLarge",
  too_many_photos: "tooMany",
  invalid_photo: "unreadable",
  unsupported_media_type: "unreadable",
  rate_limited: "rate",
  offline: "offline",
  timeout: "offline",
};

const faultOf = (error: unknown): PhotoFault =>
  (error instanceof ApiProblem ? FAULTS[error.code] : undefined) ?? "other";

const sentBefore = ({ id }: BookPhoto): Photo => ({
  id,
  url: null,
  state: "sent",
  share: 1,
  fault: null,
  blob: null,
});

/** Upright, small, and without what a camera writes into it; the same for whatever kind of picture the browser reads. */
async function makeSmall(file: Blob): Promise<Blob | null> {
  try {
    const bitmap = await createImageBitmap(file);
    const { blob } = await drawSmaller(bitmap, PHOTO_PX);
    bitmap.close();
    return blob;
  } catch {
    return null;
  }
}

/** Pictures for the visit: made small here, sent one after the other, each with its own second try. */
export function usePhotos(slug: string, known: readonly BookPhoto[]) {
  const [photos, step] = useReducer(reduce, known, (list) => list.map(sentBefore));
  // One at a time: the first answer gives a new browser the cookie by which the next is the same visitor's.
  const queue = useRef<Promise<void>>(Promise.resolve());

  const send = (id: string, blob: Blob) => {
    step({ id, change: { state: "sending", share: 0, fault: null, blob } });
    queue.current = queue.current.then(() =>
      sendPhoto(slug, id, blob, (share) => step({ id, change: { share } })).then(
        () => step({ id, change: { state: "sent", share: 1 } }),
        (error: unknown) => step({ id, change: { state: "failed", fault: faultOf(error) } }),
      ),
    );
    return queue.current;
  };
  const take = async (file: File, isLeftOut: boolean) => {
    const id = newId();
    const fault = isLeftOut ? "tooMany" : file.size > MAX_CHOSEN_BYTES ? "tooLarge" : null;
    step({
      add: { id, url: null, state: fault ? "failed" : "working", share: null, fault, blob: null },
    });
    if (fault) return;
    const blob = await makeSmall(file);
    if (!blob) return step({ id, change: { state: "failed", fault: "unreadable" } });
    step({ id, change: { url: URL.createObjectURL(blob) } });
    await send(id, blob);
  };
  const counted = photos.filter(({ state }) => state !== "failed").length;
  return {
    photos,
    isFull: counted >= MAX_PHOTOS,
    isSending: photos.some(({ state }) => state === "working" || state === "sending"),
    add: (files: readonly File[]) => {
      const room = Math.max(0, MAX_PHOTOS - counted);
      for (const [place, file] of files.slice(0, room + 1).entries()) void take(file, place >= room);
    },
    again: ({ id, blob }: Photo) => void (blob && send(id, blob)),
    remove: ({ id, url, state }: Photo) => {
      if (url) URL.revokeObjectURL(url);
      step({ gone: id });
      // Of one that did not arrive the office may have it all the same: the answer was lost.
      if (state === "sent" || url)
        queue.current = queue.current.then(() => removePhoto(slug, id)).catch(() => undefined);
    },
    clear: () => step({ clear: true }),
  };
}
export type Photos = ReturnType<typeof usePhotos>;

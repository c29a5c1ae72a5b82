"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useReducer } from "react";
import { attachmentKeys, createAttachment } from "@/lib/attachments/client";
import type { AttachmentFilters } from "@/lib/attachments/schema";
import { uploadFile } from "@/lib/files/client";
import { fileTypeOf, isImageType, MAX_FILE_BYTES } from "@/lib/files/rules";
import { newId } from "@/lib/uuid";

/** One file on its way. `refused` is what this page knows before anything is sent; an error can be tried again. */
export type Sending = {
  id: string;
  bytes: File;
  share: number;
  refused: "type" | "size" | "empty" | null;
  error: unknown;
};

type Step =
  | { add: Sending[] }
  | { id: string; share: number }
  | { id: string; error: unknown }
  | { id: string; gone: true };

function reduce(list: Sending[], step: Step): Sending[] {
  if ("add" in step) return [...list, ...step.add];
  if ("gone" in step) return list.filter(({ id }) => id !== step.id);
  const changed = "share" in step ? { share: step.share, error: null } : { error: step.error };
  return list.map((each) => (each.id === step.id ? { ...each, ...changed } : each));
}

function sendingOf(bytes: File): Sending {
  const isKnown = fileTypeOf(bytes.name, bytes.type) !== null;
  const size = bytes.size > MAX_FILE_BYTES ? "size" : bytes.size === 0 ? "empty" : null;
  // The id is made here and kept: a try after a lost answer goes on with the same file.
  return { id: newId(), bytes, share: 0, refused: isKnown ? size : "type", error: null };
}

/** Files chosen or dropped: sent one after the other, each with its own progress and its own second try. */
export function useUploads(of: AttachmentFilters) {
  const client = useQueryClient();
  const [list, step] = useReducer(reduce, []);

  const send = async ({ id, bytes }: Sending) => {
    const mime = fileTypeOf(bytes.name, bytes.type);
    if (!mime) return;
    step({ id, share: 0 });
    try {
      const onProgress = (share: number) => step({ id, share });
      await uploadFile(bytes, { id, name: bytes.name.slice(-200), mime }, { onProgress });
      await createAttachment({ ...of, file_id: id, category: isImageType(mime) ? "photo" : "document" });
      await client.invalidateQueries({ queryKey: attachmentKeys.all });
      step({ id, gone: true });
    } catch (error) {
      step({ id, error });
    }
  };

  return {
    list,
    add: async (files: Iterable<File>) => {
      const added = [...files].map(sendingOf);
      step({ add: added });
      for (const each of added) if (!each.refused) await send(each);
    },
    retry: (sending: Sending) => void send(sending),
    dismiss: (id: string) => step({ id, gone: true }),
  };
}

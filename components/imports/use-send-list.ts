"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { useMember } from "@/components/shared/member";
import { fetchFile, uploadFile } from "@/lib/files/client";
import { fileTypeOf, MAX_FILE_BYTES } from "@/lib/files/rules";
import type { File as FileRecord } from "@/lib/files/schema";
import { createImport } from "@/lib/imports/client";
import { newId } from "@/lib/uuid";

/** `refused` is what this page knows before anything is sent, or what the look at the bytes found. */
export type SendingList =
  | { step: "idle" }
  | { step: "sending"; name: string; share: number }
  | { step: "looking" }
  | { step: "refused"; reason: "type" | "size" | NonNullable<FileRecord["state_reason"]> }
  | { step: "failed"; error: unknown };

const LOOK_MS = 500;

/** Sends a list to Storage, waits until it was looked at, and goes to its import. */
export function useSendList() {
  const router = useRouter();
  const { slug } = useMember().organization;
  const [state, setState] = useState<SendingList>({ step: "idle" });

  const send = async (bytes: File) => {
    const mime = fileTypeOf(bytes.name, bytes.type);
    if (mime !== "text/csv" && mime !== "text/plain") return setState({ step: "refused", reason: "type" });
    if (bytes.size > MAX_FILE_BYTES) return setState({ step: "refused", reason: "size" });
    const onProgress = (share: number) => setState({ step: "sending", name: bytes.name, share });
    onProgress(0);
    try {
      const sent = await uploadFile(
        bytes,
        { id: newId(), name: bytes.name.slice(-200), mime },
        { onProgress },
      );
      setState({ step: "looking" });
      const file = await untilLookedAt(sent);
      if (file.state === "rejected") {
        return setState({ step: "refused", reason: file.state_reason ?? "unreadable" });
      }
      const made = await createImport(file.id);
      router.push(`/o/${slug}/imports/${made.id}`);
    } catch (error) {
      setState({ step: "failed", error });
    }
  };
  return { state, send: (bytes: File) => void send(bytes) };
}

async function untilLookedAt(file: FileRecord): Promise<FileRecord> {
  let seen = file;
  while (seen.state === "pending" || seen.state === "uploaded") {
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    seen = await fetchFile(file.id);
  }
  return seen;
}

"use client";

import { useState } from "react";
import { problemOf } from "@/components/shared/problem";
import { fetchFile, uploadFile } from "@/lib/files/client";
import { fileTypeOf, isImageType, MAX_FILE_BYTES } from "@/lib/files/rules";
import type { FileReason } from "@/lib/files/schema";

export type PictureStep =
  | { kind: "idle" | "wrongType" | "tooLarge" | "notSent" | "saved" | "removed" }
  | { kind: "sending"; share: number }
  | { kind: "checking" }
  | { kind: "refused"; reason: FileReason }
  | { kind: "problem"; error: unknown };

const LOOK_MS = 700;
const LOOKS = 60;

/** Sends a picture, waits until it was looked at and hands its file to `save`, null for none; every step is said. */
export function usePicturePicker(save: (fileId: string | null) => Promise<void>) {
  const [step, setStep] = useState<PictureStep>({ kind: "idle" });
  const isBusy = step.kind === "sending" || step.kind === "checking";

  const keep = async (fileId: string | null) => {
    await save(fileId);
    setStep({ kind: fileId ? "saved" : "removed" });
  };

  const choose = async (picture: File) => {
    const mime = fileTypeOf(picture.name, picture.type);
    if (!mime || !isImageType(mime)) return setStep({ kind: "wrongType" });
    if (picture.size > MAX_FILE_BYTES) return setStep({ kind: "tooLarge" });
    try {
      setStep({ kind: "sending", share: 0 });
      const onProgress = (share: number) => setStep({ kind: "sending", share: Math.round(share * 100) });
      const { id } = await uploadFile(picture, { name: picture.name, mime }, { onProgress });
      setStep({ kind: "checking" });
      const file = await checked(id);
      if (file.state === "ready") return await keep(id);
      setStep(file.state_reason ? { kind: "refused", reason: file.state_reason } : { kind: "notSent" });
    } catch (error) {
      setStep(problemOf(error).code === "offline" ? { kind: "notSent" } : { kind: "problem", error });
    }
  };

  const remove = () => keep(null).catch((error: unknown) => setStep({ kind: "problem", error }));
  return { step, isBusy, choose, remove };
}

async function checked(id: string) {
  for (let look = 0; look < LOOKS; look += 1) {
    const file = await fetchFile(id);
    if (file.state === "ready" || file.state === "rejected") return file;
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
  return fetchFile(id);
}

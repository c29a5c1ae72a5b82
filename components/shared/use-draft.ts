"use client";

import { useEffect, useRef, useState } from "react";
import type { FieldValues, UseFormReturn } from "react-hook-form";
import { dropDraft, readDraft, writeDraft } from "./draft";

const WAIT_MS = 250;

type DraftOptions<In extends FieldValues> = {
  form: Pick<UseFormReturn<In>, "subscribe" | "reset" | "getValues">;
  /** No key, no draft. */
  draftKey: string | undefined;
  /** What the form starts with: words equal to it are no draft. */
  stored: In;
  version: number | null;
};

/**
 * Keeps what is typed under `draftKey` and puts it back at the next visit. It restores after the first paint,
 * because the server rendered the stored values; leaving the page writes at once instead of after the pause.
 */
export function useDraft<In extends FieldValues>({ form, draftKey, stored, version }: DraftOptions<In>) {
  const { subscribe, reset } = form;
  const [restored, setRestored] = useState<{ atMs: number; version: number | null } | null>(null);
  const start = useRef(stored);
  const pending = useRef<{ timer: ReturnType<typeof setTimeout>; write: () => void } | null>(null);
  const baseVersion = restored ? restored.version : version;

  useEffect(() => {
    start.current = stored;
  });

  useEffect(() => {
    if (!draftKey) return;
    const draft = readDraft<In>(draftKey);
    if (!draft) return;
    reset({ ...start.current, ...draft.values }, { keepDefaultValues: true });
    setRestored({ atMs: draft.atMs, version: draft.version });
  }, [draftKey, reset]);

  useEffect(() => {
    if (!draftKey) return;
    let last = JSON.stringify(readDraft<In>(draftKey)?.values ?? start.current);
    const remember = (values: In) => {
      const text = JSON.stringify(values);
      if (text === last) return;
      last = text;
      if (text === JSON.stringify(start.current)) dropDraft(draftKey);
      else writeDraft(draftKey, { values, atMs: Date.now(), version: baseVersion });
    };
    const flush = () => {
      if (!pending.current) return;
      clearTimeout(pending.current.timer);
      pending.current.write();
      pending.current = null;
    };
    const unsubscribe = subscribe({
      formState: { values: true },
      callback: ({ values }) => {
        if (pending.current) clearTimeout(pending.current.timer);
        const write = () => remember(structuredClone(values));
        pending.current = { timer: setTimeout(flush, WAIT_MS), write };
      },
    });
    window.addEventListener("pagehide", flush);
    return () => {
      window.removeEventListener("pagehide", flush);
      unsubscribe();
      flush();
    };
  }, [draftKey, subscribe, baseVersion]);

  const clear = () => {
    if (pending.current) clearTimeout(pending.current.timer);
    pending.current = null;
    if (draftKey) dropDraft(draftKey);
    setRestored(null);
  };
  return {
    /** When the restored words were typed, in milliseconds; null where nothing was restored. */
    restoredAtMs: restored?.atMs ?? null,
    /** The version the words on the screen were written against. */
    baseVersion,
    clear,
    discard: () => {
      clear();
      reset(start.current);
    },
  };
}

"use client";

import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import type { FieldValues, UseFormReturn } from "react-hook-form";
import { createDraftKeeper } from "./draft-keeper";

type DraftOptions<In extends FieldValues> = {
  form: Pick<UseFormReturn<In>, "subscribe" | "reset">;
  /** No key, no draft. A form for another record is another component (give it a `key`). */
  draftKey: string | undefined;
  /** What the form starts with: words equal to it are no draft. */
  stored: In;
  version: number | null;
};

/** Keeps what is typed under `draftKey` and puts it back at the next visit, right after the first paint. */
export function useDraft<In extends FieldValues>({ form, draftKey, stored, version }: DraftOptions<In>) {
  const { subscribe, reset } = form;
  const [keeper] = useState(() => createDraftKeeper<In>(draftKey));
  const restored = useSyncExternalStore(keeper.subscribe, keeper.restored, () => null);
  const start = useRef(stored);
  const baseVersion = restored ? restored.version : version;

  useEffect(() => {
    start.current = stored;
  });

  useEffect(() => {
    if (restored) reset({ ...start.current, ...restored.values }, { keepDefaultValues: true });
  }, [restored, reset]);

  useEffect(() => {
    const unsubscribe = subscribe({
      formState: { values: true },
      callback: ({ values }) => keeper.remember(values, start.current, baseVersion),
    });
    window.addEventListener("pagehide", keeper.flush);
    return () => {
      window.removeEventListener("pagehide", keeper.flush);
      unsubscribe();
      keeper.flush();
    };
  }, [subscribe, keeper, baseVersion]);

  return {
    /** When the restored words were typed, in milliseconds; null where nothing was restored. */
    restoredAtMs: restored?.atMs ?? null,
    /** The version the words on the screen were written against. */
    baseVersion,
    clear: keeper.clear,
    discard: () => {
      keeper.clear();
      reset(start.current);
    },
  };
}

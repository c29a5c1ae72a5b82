"use client";

import { useEffect, useState, useSyncExternalStore } from "react";
import { createDraftKeeper } from "@/components/shared/draft-keeper";
import type { CallForm } from "./call-form";

/** The form of one call, kept as a draft under its key until the visit is planned or the words are thrown away. */
export function useCall(start: CallForm, draftKey: string) {
  const [form, setForm] = useState(start);
  const [keeper] = useState(() => createDraftKeeper<CallForm>(draftKey));
  const restored = useSyncExternalStore(keeper.subscribe, keeper.restored, () => null);
  const [taken, setTaken] = useState<typeof restored>(null);
  if (restored !== taken) {
    setTaken(restored);
    if (restored) setForm({ ...start, ...restored.values });
  }
  useEffect(() => {
    window.addEventListener("pagehide", keeper.flush);
    return () => {
      window.removeEventListener("pagehide", keeper.flush);
      keeper.flush();
    };
  }, [keeper]);
  useEffect(() => {
    keeper.remember(form, start, null);
  }, [keeper, form, start]);
  return {
    form,
    set: (patch: Partial<CallForm>) => setForm((before) => ({ ...before, ...patch })),
    restoredAtMs: restored?.atMs ?? null,
    clear: keeper.clear,
    discard: () => {
      keeper.clear();
      setForm(start);
    },
  };
}

export type Call = ReturnType<typeof useCall>;

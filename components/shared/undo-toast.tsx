"use client";

import { useCallback } from "react";
import { useTranslations } from "use-intl/react";
import { useToast } from "@/components/ui/toast";

type UndoOffer = {
  /** What happened: "Claire Moreau deleted." */
  title: string;
  description?: string;
  undo: () => void;
};

let last: { id: string; undo: () => void } | null = null;

/** What ⌘Z undoes: the newest offer that was not taken yet. True when there was one. */
export function undoLast(): boolean {
  const offer = last;
  last = null;
  offer?.undo();
  return offer !== null;
}

/** Undo before confirm: `offerUndo({ title, undo })` shows a toast for 10 s; ⌘Z works as long as the page. */
export function useUndo(): (offer: UndoOffer) => void {
  const t = useTranslations("shared");
  const toast = useToast();
  return useCallback(
    ({ title, description, undo }: UndoOffer) => {
      const run = () => {
        if (last?.id === id) last = null;
        toast.close(id);
        undo();
      };
      const id = toast.show({ title, description, action: { label: t("undo"), run } });
      last = { id, undo: run };
    },
    [t, toast],
  );
}

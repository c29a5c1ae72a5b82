"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { useCan } from "@/components/shared/member";
import { useUndo } from "@/components/shared/undo-toast";
import { useRefusal } from "@/components/shared/use-record-writes";
import { useToast } from "@/components/ui/toast";
import {
  createSavedView,
  fetchSavedViews,
  removeSavedView,
  savedViewKeys,
  updateSavedView,
} from "@/lib/saved-views/client";
import type { SavedView, SavedViewUpdate } from "@/lib/saved-views/schema";

/** Changing and deleting; what is gone comes back by Undo, made again. */
function useViewWrites(list: string, onChanged: (view: SavedView) => void) {
  const t = useTranslations("saved-views");
  const client = useQueryClient();
  const toast = useToast();
  const offerUndo = useUndo();
  const refuse = useRefusal();
  const attempt = async (work: () => Promise<void>, refusal: string) => {
    try {
      await work();
    } catch (error) {
      refuse(refusal, error);
    }
    await client.invalidateQueries({ queryKey: savedViewKeys.all });
  };
  const bringBack = ({ name, query, columns, is_shared }: SavedView) =>
    attempt(
      async () => void (await createSavedView({ list, name, query, columns, is_shared })),
      t("notRestored", { name }),
    );
  return {
    update: (view: SavedView, changes: SavedViewUpdate) =>
      attempt(async () => {
        const after = await updateSavedView(view.id, view.version, changes);
        onChanged(after);
        toast.show({ title: t("updated", { name: after.name }), tone: "success" });
      }, t("notSaved")),
    remove: (view: SavedView) =>
      attempt(
        async () => {
          const gone = await removeSavedView(view.id, view.version);
          offerUndo({ title: t("deleted", { name: gone.name }), undo: () => void bringBack(gone) });
        },
        t("notDeleted", { name: view.name }),
      ),
  };
}

/** One's own views and the shared ones of a list, and what can be done with them. */
export function useSavedViews(list: string) {
  const may = useCan();
  const [last, setLast] = useState<SavedView | null>(null);
  const { data } = useQuery({
    queryKey: savedViewKeys.list({ list }),
    queryFn: ({ signal }) => fetchSavedViews({ list }, signal),
    enabled: may("read", "saved_views"),
    staleTime: 60_000,
  });
  return {
    ...useViewWrites(list, setLast),
    views: data?.data ?? [],
    /** The one that was shown last, for "keep this change in it". */
    last: (shown: SavedView | undefined) => {
      if (shown && shown !== last) setLast(shown);
      return shown ?? last;
    },
  };
}

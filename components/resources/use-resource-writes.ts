"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { useUndo } from "@/components/shared/undo-toast";
import { useRefusal, useStoreRecord } from "@/components/shared/use-record-writes";
import { useToast } from "@/components/ui/toast";
import { ApiProblem } from "@/lib/http/api-problem";
import { removeResource, resourceKeys, restoreResource } from "@/lib/resources/client";
import type { Resource, VisitAhead } from "@/lib/resources/schema";

/** Null where the refusal is about something else. How a visit looks is loaded for those who are refused. */
async function visitsOf(error: unknown): Promise<VisitAhead[] | null> {
  if (!(error instanceof ApiProblem) || error.code !== "visits_ahead") return null;
  const schemas = await import("@/lib/resources/schema").catch(() => null);
  return schemas?.visitAhead.array().safeParse(error.members.visits).data ?? [];
}

/**
 * Deleting asks nothing and can be undone. It is not shown before the server has agreed: visits ahead refuse it, and
 * a page that goes and comes back would only startle.
 */
export function useResourceWrites() {
  const t = useTranslations("resources");
  const client = useQueryClient();
  const store = useStoreRecord<Resource>(resourceKeys);
  const offerUndo = useUndo();
  const refuse = useRefusal();
  const toast = useToast();
  const [blockedBy, setBlockedBy] = useState<VisitAhead[] | null>(null);

  const restore = useMutation({
    mutationFn: (resource: Resource) => restoreResource(resource.id),
    onSuccess: (resource) => {
      store(resource);
      toast.show({ title: t("page.restored", { name: resource.name }), tone: "success" });
    },
    onError: (error, resource) => refuse(t("notRestored", { name: resource.name }), error),
  });
  const remove = useMutation({
    mutationFn: (resource: Resource) => removeResource(resource.id, resource.version),
    onSuccess: (gone) => {
      store(gone);
      offerUndo({ title: t("page.deleted", { name: gone.name }), undo: () => restore.mutate(gone) });
    },
    onError: async (error, resource) => {
      const visits = await visitsOf(error);
      if (visits) setBlockedBy(visits);
      else refuse(t("notDeleted", { name: resource.name }), error);
      void client.invalidateQueries({ queryKey: resourceKeys.record(resource.id) });
    },
  });
  return {
    remove: remove.mutate,
    restore: restore.mutate,
    isPending: remove.isPending || restore.isPending,
    blockedBy,
    forgetBlocked: () => setBlockedBy(null),
  };
}

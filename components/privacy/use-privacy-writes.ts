"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl/react";
import { useToast } from "@/components/ui/toast";
import { erasePerson, exportPerson, privacyKeys } from "@/lib/privacy/client";
import type { PersonDocument } from "@/lib/privacy/schema";

/** A file of the browser's own: what it holds goes to no further server. */
function save(document_: PersonDocument): void {
  const blob = new Blob([JSON.stringify(document_, null, 2)], { type: "application/json" });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = `${document_.person.kind}-${document_.person.id}.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

export function useExport(onDone: () => void) {
  const t = useTranslations("privacy");
  const client = useQueryClient();
  const toast = useToast();
  return useMutation({
    mutationFn: exportPerson,
    onSuccess: async (made) => {
      save(made);
      toast.show({ title: t("export.done"), tone: "success" });
      await client.invalidateQueries({ queryKey: privacyKeys.list });
      onDone();
    },
  });
}

export function useErasure(onDone: () => void) {
  const t = useTranslations("privacy");
  const client = useQueryClient();
  const toast = useToast();
  return useMutation({
    mutationFn: erasePerson,
    onSuccess: async () => {
      toast.show({ title: t("erase.done"), tone: "success" });
      // The person stands in lists of every kind: all of them ask again.
      await client.invalidateQueries();
      onDone();
    },
  });
}

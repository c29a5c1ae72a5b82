"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl/react";
import { useToast } from "@/components/ui/toast";
import { copyPerson, erasePerson, privacyKeys } from "@/lib/privacy/client";

/** Begins the copy; its operation is followed where it was asked for. */
export function useCopy() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: copyPerson,
    onSuccess: () => client.invalidateQueries({ queryKey: privacyKeys.list }),
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

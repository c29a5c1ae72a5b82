"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { useRefusal } from "@/components/shared/use-record-writes";
import { useToast } from "@/components/ui/toast";
import type { Permissions } from "@/lib/auth/rules";
import { updateRole, roleKeys } from "@/lib/roles/client";
import { changedCells } from "@/lib/roles/rules";
import type { Cell } from "@/lib/roles/rules";
import type { CustomRole, RoleEffects } from "@/lib/roles/schema";
import { useRightWords } from "./role-names";

/** "3 people gain: approve mileage", a sentence for each right. */
export function useEffectWords() {
  const t = useTranslations("roles");
  const words = useRightWords();
  return ({ gains, losses }: RoleEffects): string[] => [
    ...gains.map((each) => t("gains", { count: each.people, right: words(each) })),
    ...losses.map((each) => t("losses", { count: each.people, right: words(each) })),
  ];
}

/** The rights as they stand in the matrix before they are saved. */
export function useRoleDraft(stored: Permissions, role: CustomRole | null) {
  const t = useTranslations("roles");
  const client = useQueryClient();
  const toast = useToast();
  const refuse = useRefusal();
  const effectWords = useEffectWords();
  const [draft, setDraft] = useState<Permissions | null>(null);
  const rights = draft ?? stored;
  const changed = changedCells(stored, rights);
  const saving = useMutation({
    mutationFn: (target: CustomRole) => updateRole(target.id, target.version, { rights }),
    onSuccess: async (saved) => {
      const lines = saved.effects ? effectWords(saved.effects) : [];
      toast.show({
        title: t("saved"),
        description: lines.slice(0, 4).join(" · ") || t("nobodyReached"),
        tone: "success",
      });
      await client.invalidateQueries({ queryKey: roleKeys.all });
      setDraft(null);
    },
    onError: (error) => refuse(t("notSaved"), error),
    onSettled: () => client.invalidateQueries({ queryKey: ["permissions"] }),
  });
  const isChanged = (cell: Cell) =>
    changed.some(({ resource, permission }) => resource === cell.resource && permission === cell.permission);
  return {
    rights,
    changed,
    isChanged,
    set: setDraft,
    discard: () => setDraft(null),
    isSaving: saving.isPending,
    save: () => (role ? saving.mutate(role) : undefined),
  };
}

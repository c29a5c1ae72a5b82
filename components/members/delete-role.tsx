"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "use-intl/react";
import { useCan, useMember } from "@/components/shared/member";
import { useUndo } from "@/components/shared/undo-toast";
import { useRefusal } from "@/components/shared/use-record-writes";
import { Button } from "@/components/ui/button";
import { removeRole, restoreRole, roleKeys } from "@/lib/roles/client";
import type { CustomRole } from "@/lib/roles/schema";

/** Only of a role nobody has: without it a person would fall back to all that the shipped one may do. */
export function DeleteRole({ role }: { role: CustomRole }) {
  const t = useTranslations("roles");
  const may = useCan();
  const { slug } = useMember().organization;
  const client = useQueryClient();
  const router = useRouter();
  const offerUndo = useUndo();
  const refuse = useRefusal();
  const refresh = () => client.invalidateQueries({ queryKey: roleKeys.all });
  const bringBack = () =>
    restoreRole(role.id).then(refresh, (error: unknown) =>
      refuse(t("notRestored", { name: role.name }), error),
    );
  const removal = useMutation({
    mutationFn: () => removeRole(role.id, role.version),
    onSuccess: () => {
      offerUndo({ title: t("deleted", { name: role.name }), undo: () => void bringBack() });
      router.push(`/o/${slug}/settings/roles`);
    },
    onError: (error) => refuse(t("notDeleted"), error),
    onSettled: refresh,
  });
  if (!may("delete", "roles") || role.people.length > 0) return null;
  return (
    <Button
      variant="ghost"
      icon={<Trash2 aria-hidden />}
      busy={removal.isPending}
      onClick={() => removal.mutate()}
    >
      {t("delete")}
    </Button>
  );
}

"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl/react";
import { FormProblem } from "@/components/shared/error-card";
import type { Permissions } from "@/lib/auth/rules";
import { updateRole } from "@/lib/roles/client";
import type { CustomRole } from "@/lib/roles/schema";
import { useEffectWords } from "./use-role-draft";

/** Whom the changes reach, asked of the server before they are saved: it makes them and takes them back. */
export function RoleEffectLines({ role, rights }: { role: CustomRole; rights: Permissions }) {
  const t = useTranslations("roles");
  const words = useEffectWords();
  const { data, error } = useQuery({
    // A head of its own: asked again with the version that was just replaced, it would be stale.
    queryKey: ["role-effects", role.id, role.version, rights],
    queryFn: () => updateRole(role.id, role.version, { rights, check_only: true }),
    placeholderData: (before) => before,
    gcTime: 0,
  });
  const lines = data?.effects ? words(data.effects) : [];
  return (
    <div aria-live="polite" className="rounded-card bg-info-tint px-4 py-3 text-13 text-info">
      <FormProblem error={error} />
      {data && lines.length === 0 ? t("nobodyReached") : null}
      <ul className="grid gap-0.5">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </div>
  );
}

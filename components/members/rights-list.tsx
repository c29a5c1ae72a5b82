"use client";

import { useTranslations } from "use-intl/react";
import { useFormats } from "@/lib/i18n/client";
import type { Right } from "@/lib/members/rules";
import type { Resource } from "@/lib/auth/rules";
import { PERMISSIONS, RESOURCE_GROUPS } from "@/lib/roles/rules";

const RESOURCES: readonly Resource[] = RESOURCE_GROUPS.flatMap(({ resources }) => resources);

/** Rights as words, a line per kind of record: "customers: see, add, change". */
export function RightsList({ rights }: { rights: readonly Right[] }) {
  const t = useTranslations("members");
  const formats = useFormats();
  const word = ({ permission, scope }: Right) =>
    scope === "own"
      ? t("roleDialog.own", { permission: t(`permission.${permission}`) })
      : t(`permission.${permission}`);
  const lines = RESOURCES.map((resource) => ({
    resource,
    // In the order people think of them, not in the order they are stored.
    held: PERMISSIONS.flatMap((permission) =>
      rights.filter((right) => right.resource === resource && right.permission === permission),
    ),
  })).filter(({ held }) => held.length > 0);
  return (
    <ul className="grid gap-1">
      {lines.map(({ resource, held }) => (
        <li key={resource}>
          <span className="inline-block font-medium first-letter:uppercase">{t(`resource.${resource}`)}</span>{" "}
          <span className="text-text-2">{formats.list(held.map(word))}</span>
        </li>
      ))}
    </ul>
  );
}

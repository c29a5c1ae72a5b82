"use client";

import { useTranslations } from "use-intl/react";
import { useMember } from "@/components/shared/member";
import type { AuditLog } from "@/lib/audit-logs/schema";
import { useFormats } from "@/lib/i18n/client";

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;

/** The name of a column where people have one for it, else the column's own, without its underscores. */
export function useFieldWord(): (field: string) => string {
  const t = useTranslations("history");
  const words = useTranslations("audit-logs");
  return (field) => {
    if (t.has(`field.${field as "name"}`)) return t(`field.${field as "name"}`);
    const column = `column.${field as "state"}` as const;
    return words.has(column) ? words(column) : field.replaceAll("_", " ");
  };
}

/** "customers:export" as "export customers"; what has no such form (a role above one's own) as it is. */
export function useRightNamed(): (right: string) => string {
  const t = useTranslations("members");
  const roles = useTranslations("roles");
  return (right) => {
    const [resource = "", permission = ""] = right.split(":");
    const words = [`permission.${permission as "read"}`, `resource.${resource as "jobs"}`] as const;
    // In the order of the language: "export customers", "Kunden exportieren".
    return words.every((word) => t.has(word))
      ? roles("right", { permission: t(words[0]), resource: t(words[1]) })
      : right.replaceAll("_", " ");
  };
}

/** A stored value as it can be read; null for "nothing". What has a structure is shown as it is stored. */
export function useStoredValue(): (value: unknown) => string | null {
  const t = useTranslations("history");
  const formats = useFormats();
  const zone = useMember().organization.time_zone;
  return (value) => {
    if (value === null || value === undefined || value === "") return null;
    if (typeof value === "boolean") return value ? t("yes") : t("no");
    if (typeof value === "number") return formats.number(value);
    if (typeof value !== "string") return JSON.stringify(value);
    return INSTANT.test(value) ? formats.dayTime(value, zone) : value;
  };
}

/** "visit V-2041", or the kind alone for what has no name. */
export function useRecordWords(): (line: Pick<AuditLog, "entity" | "title">) => string {
  const t = useTranslations("audit-logs");
  return ({ entity, title }) => {
    const kind = t.has(`entity.${entity as "job"}`)
      ? t(`entity.${entity as "job"}`)
      : entity.replaceAll("_", " ");
    return title ? `${kind} ${title}` : kind;
  };
}

const PAGES: Record<string, string> = {
  booking: "bookings",
  job: "jobs",
  customer: "customers",
  property: "properties",
  resource: "resources",
};

/** Below `/o/<slug>`; null for what has no page of its own. */
export function pageOf({ entity, entity_id: id }: Pick<AuditLog, "entity" | "entity_id">): string | null {
  const page = PAGES[entity];
  return page && id ? `/${page}/${id}` : null;
}

"use client";

import { useTranslations } from "use-intl/react";
import { useMember } from "@/components/shared/member";
import type { AuditLog } from "@/lib/audit-logs/schema";
import { useFormats } from "@/lib/i18n/client";
import { useAuditPeople } from "./use-audit-people";

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
export function useRightNamed(): (right: string, isOwn?: boolean) => string {
  const t = useTranslations("members");
  const roles = useTranslations("roles");
  return (right, isOwn) => {
    const [resource = "", permission = ""] = right.split(":");
    const words = [`permission.${permission as "read"}`, `resource.${resource as "jobs"}`] as const;
    // In the order of the language: "export customers", "Kunden exportieren".
    return words.every((word) => t.has(word))
      ? roles(isOwn ? "rightOwn" : "right", { permission: t(words[0]), resource: t(words[1]) })
      : right.replaceAll("_", " ");
  };
}

/** What people call a code, by the kind of record and the column that hold it; null for what has no word. */
function useCodeWord(): (entity: string, field: string, code: string) => string | null {
  const t = useTranslations("audit-logs");
  const roles = useTranslations("roles");
  const members = useTranslations("members");
  const bookings = useTranslations("bookings");
  const jobs = useTranslations("jobs");
  const customers = useTranslations("customers");
  return (entity, field, code) => {
    switch (`${entity}.${field}`) {
      case "user_permission.effect":
        return code === "grant" || code === "deny" ? t(`effect.${code}`) : null;
      case "user_permission.scope":
        return code === "own" || code === "all" ? roles(`scope.${code}`) : null;
      case "portal_link.scopes":
        return t.has(`linkScope.${code as "view"}`) ? t(`linkScope.${code as "view"}`) : null;
      case "user_permission.resource":
        return members.has(`resource.${code as "jobs"}`) ? members(`resource.${code as "jobs"}`) : null;
      case "user_permission.permission":
        return members.has(`permission.${code as "read"}`) ? members(`permission.${code as "read"}`) : null;
      case "member.role":
      case "role.based_on":
        return members.has(`role.${code as "admin"}`) ? members(`role.${code as "admin"}`) : null;
      case "member.status":
        return members.has(`status.${code as "active"}`) ? members(`status.${code as "active"}`) : null;
      case "booking.status":
        return bookings.has(`state.${code as "paused"}`) ? bookings(`state.${code as "paused"}`) : null;
      case "job.status":
        return jobs.has(`status.${code as "new"}`) ? jobs(`status.${code as "new"}`) : null;
      case "customer.status":
        return code === "lead" || code === "active" || code === "inactive"
          ? customers(`status.${code}`)
          : null;
      default:
        return null;
    }
  };
}

/** A stored value as it can be read; null for "nothing". What has parts is taken apart before. */
export function useStoredValue(): (entity: string, field: string, value: unknown) => string | null {
  const t = useTranslations("history");
  const formats = useFormats();
  const zone = useMember().organization.time_zone;
  const people = useAuditPeople();
  const word = useCodeWord();
  return (entity, field, value) => {
    if (value === null || value === undefined || value === "") return null;
    if (typeof value === "boolean") return value ? t("yes") : t("no");
    if (typeof value === "number") return formats.number(value);
    if (typeof value !== "string") return JSON.stringify(value);
    if (INSTANT.test(value)) return formats.dayTime(value, zone);
    return word(entity, field, value) ?? people.find(({ id }) => id === value)?.name ?? value;
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
export function pageOf(entity: string, id: string | null): string | null {
  const page = PAGES[entity];
  return page && id ? `/${page}/${id}` : null;
}

"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl/react";
import { useCan, useMember, usePeople } from "@/components/shared/member";
import { usePhoneFormat } from "@/components/shared/use-phone-format";
import { useFormats } from "@/lib/i18n/client";
import { fetchResources, resourceKeys } from "@/lib/resources/client";

/** Fields people know, in the words of the forms. What follows from another field (sort keys, stamps) is left out. */
const FIELDS = [
  "kind",
  "first_name",
  "last_name",
  "company_name",
  "email",
  "phone",
  "locale",
  "status",
  "source",
  "notes",
  "do_not_contact",
  "message_consent",
  "message_consent_source",
  "consent_marketing",
  "consent_photos",
  "consent_reviews",
  "payment_terms_days",
  "assigned_to",
  "referred_by",
  "custom_fields",
  "name",
  "role_title",
  "is_primary",
  "line1",
  "line2",
  "city",
  "region",
  "postcode",
  "country",
  "lat",
  "lng",
  "time_zone",
  "access_notes",
  "gate_code_set_at",
  "title",
  "description",
  "priority",
  "due_on",
  "duration_min",
  "wishes",
  "starts_at",
  "ends_at",
  "window_starts_at",
  "window_ends_at",
  "flexible_on",
  "assigned",
  "instructions",
  "status_reason",
  "outcome",
  "outcome_reason",
  "actual_start",
  "actual_end",
  "overlap_reason",
  "told_reason",
  "customer_instructions",
  "buffer_before_min",
  "buffer_after_min",
  "declined_reason",
  "user_id",
  "is_active",
  "home_address",
  "role",
  "based_on",
  "custom_roles",
  "department_id",
  "rights",
] as const;
export type KnownField = (typeof FIELDS)[number];

const TIMES: ReadonlySet<KnownField> = new Set([
  "starts_at",
  "ends_at",
  "window_starts_at",
  "window_ends_at",
  "actual_start",
  "actual_end",
  "gate_code_set_at",
]);

export function knownFields(changed: readonly string[]): KnownField[] {
  return FIELDS.filter((field) => changed.includes(field));
}

/** "Dispatched" of a visit, "On hold" of a job, "Suspended" of a member; a word of an older release stays as it is stored. */
function useStateWord(entity: string): (value: string) => string {
  const bookings = useTranslations("bookings");
  const jobs = useTranslations("jobs");
  const members = useTranslations("members.status");
  return (value) => {
    if (entity === "member") return members.has(value as "active") ? members(value as "active") : value;
    if (entity === "job")
      return jobs.has(`status.${value as "new"}`) ? jobs(`status.${value as "new"}`) : value;
    return bookings.has(`state.${value as "scheduled"}`) ? bookings(`state.${value as "scheduled"}`) : value;
  };
}

/** Who went, by name, as far as one may read the resources; a change stores ids only. */
function useNamesOf(): (value: unknown) => string | null {
  const may = useCan();
  const formats = useFormats();
  const { data } = useQuery({
    queryKey: resourceKeys.list({}),
    queryFn: ({ signal }) => fetchResources({}, { limit: 200, signal }),
    enabled: may("read", "resources"),
    staleTime: 300_000,
  });
  return (value) => {
    if (!Array.isArray(value) || value.length === 0) return null;
    const ids = value.map((one: unknown) => (one as { resource_id?: string }).resource_id);
    const names = ids
      .map((id) => data?.data.find((row) => row.id === id)?.name)
      .filter((name) => name !== undefined);
    return formats.list([...new Set(names)]) || null;
  };
}

/** A stored value as a person reads it; null for "nothing". Jobs and visits have states of their own. */
export function useChangeValue(entity: string): (field: KnownField, value: unknown) => string | null {
  const t = useTranslations("history");
  const customers = useTranslations("customers");
  const formats = useFormats();
  const people = usePeople();
  const bookings = useTranslations("bookings");
  const zone = useMember().organization.time_zone;
  const state = useStateWord(entity);
  const namesOf = useNamesOf();
  const formatPhone = usePhoneFormat();
  return (field, value) => {
    if (value === null || value === undefined || value === "") return null;
    if (typeof value === "boolean") return value ? t("yes") : t("no");
    if (typeof value === "number") return formats[field.endsWith("_min") ? "duration" : "number"](value);
    if (TIMES.has(field) && typeof value === "string") return formats.dayTime(value, zone);
    if (field === "assigned") return namesOf(value) ?? t("nobody");
    if (typeof value !== "string") return JSON.stringify(value);
    switch (field) {
      case "kind":
        return customers(value === "company" ? "kind.company" : "kind.person");
      case "status":
        if (entity !== "customer") return state(value);
        return value === "lead" || value === "active" || value === "inactive"
          ? customers(`status.${value}`)
          : value;
      case "priority":
        return bookings.has(`priority.${value as "normal"}`)
          ? bookings(`priority.${value as "normal"}`)
          : value;
      case "outcome":
        return bookings(value === "incomplete" ? "outcome.incomplete" : "outcome.done");
      case "due_on":
      case "flexible_on":
        return formats.day(`${value}T12:00:00Z`, "UTC");
      case "locale":
        return formats.language(value);
      case "country":
        return formats.country(value);
      case "time_zone":
        return formats.zone(value);
      case "phone":
        return formatPhone(value, null);
      case "user_id":
      case "assigned_to":
        return people.find((person) => person.id === value)?.name ?? t("by.unknown");
      default:
        // What the history itself does not hold: where somebody lives.
        return value === "***" ? t("masked") : value;
    }
  };
}

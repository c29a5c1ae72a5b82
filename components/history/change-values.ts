"use client";

import { useTranslations } from "use-intl/react";
import { usePeople } from "@/components/shared/member";
import { usePhoneFormat } from "@/components/shared/use-phone-format";
import { useFormats } from "@/lib/i18n/client";
import { zoneLabel } from "@/lib/places";

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
] as const;
export type KnownField = (typeof FIELDS)[number];

export function knownFields(changed: readonly string[]): KnownField[] {
  return FIELDS.filter((field) => changed.includes(field));
}

/** A stored value as a person reads it; null for "nothing". */
export function useChangeValue(): (field: KnownField, value: unknown) => string | null {
  const t = useTranslations("history");
  const customers = useTranslations("customers");
  const formats = useFormats();
  const people = usePeople();
  const formatPhone = usePhoneFormat();
  return (field, value) => {
    if (value === null || value === undefined || value === "") return null;
    if (typeof value === "boolean") return value ? t("yes") : t("no");
    if (typeof value === "number") return formats.number(value);
    if (typeof value !== "string") return JSON.stringify(value);
    switch (field) {
      case "kind":
        return customers(value === "company" ? "kind.company" : "kind.person");
      case "status":
        return value === "lead" || value === "active" || value === "inactive"
          ? customers(`status.${value}`)
          : value;
      case "locale":
        return formats.language(value);
      case "country":
        return formats.country(value);
      case "time_zone":
        return zoneLabel(value);
      case "phone":
        return formatPhone(value, null);
      case "assigned_to":
        return people.find((person) => person.id === value)?.name ?? t("by.unknown");
      default:
        return value;
    }
  };
}

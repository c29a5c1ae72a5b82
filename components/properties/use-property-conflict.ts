"use client";

import { useRef } from "react";
import { useTranslations } from "use-intl/react";
import { useFieldsText } from "@/components/custom-fields/field-text";
import { useConflict } from "@/components/shared/use-conflict";
import type { CustomField } from "@/lib/custom-fields/schema";
import { fetchHistory } from "@/lib/history/client";
import { useFormats } from "@/lib/i18n/client";
import type { Property, PropertyUpdate } from "@/lib/properties/schema";
import { flatten, formOf, unflatten } from "./property-form";
import type { PropertyWrite } from "./property-form";

const LABELS = {
  line1: "form.line1",
  line2: "form.line2",
  city: "form.city",
  region: "form.region",
  postcode: "form.postcode",
  country: "form.country",
  name: "form.name",
  position: "position.label",
  time_zone: "form.timeZone",
  access_notes: "form.access",
  is_primary: "form.isPrimary",
  custom_fields: "form.ownFields",
} as const;

const isLabelled = (name: string): name is keyof typeof LABELS => name in LABELS;

type Save = (changes: PropertyUpdate, version: number) => Promise<void>;

export function usePropertyConflict(property: Property, fields: readonly CustomField[], save: Save) {
  const t = useTranslations("properties");
  const formats = useFormats();
  const textOf = useFieldsText(fields);
  const mine = useRef<Pick<PropertyWrite, "lat" | "lng">>({ lat: null, lng: null });
  const value = (name: string, raw: unknown): string | null => {
    if (name === "custom_fields") return textOf(raw);
    if (typeof raw === "boolean") return raw ? t("form.yes") : t("form.no");
    if (typeof raw !== "string" || raw === "") return null;
    if (name === "country") return formats.country(raw);
    return name === "time_zone" ? formats.zone(raw) : raw;
  };
  const conflict = useConflict<Property>({
    stored: flatten(formOf(property, fields)),
    fieldsOf: (record) => flatten(formOf(record, fields)),
    words: { label: (name) => (isLabelled(name) ? t(LABELS[name]) : name), value },
    findAuthor: async () => {
      const latest = await fetchHistory("properties", property.id, { limit: 1 });
      return latest.data[0]?.actor?.name ?? null;
    },
    save: (kept, version) => save(unflatten(kept, mine.current), version),
  });
  return {
    props: conflict.props,
    open: (current: unknown, values: PropertyWrite) => {
      mine.current = values;
      conflict.open(current, flatten(values));
    },
  };
}

"use client";

import { useTranslations } from "use-intl/react";
import { useMember, usePeople } from "@/components/shared/member";
import { useConflict } from "@/components/shared/use-conflict";
import { fetchHistory } from "@/lib/history/client";
import { useFormats } from "@/lib/i18n/client";
import type { Resource, ResourceUpdate } from "@/lib/resources/schema";
import { formOf } from "./resource-form";

const LABELS = {
  name: "name",
  user_id: "account",
  email: "email",
  phone: "phone",
  home: "home",
  time_zone: "timeZone",
  color: "color",
  is_active: "isActive",
  notes: "notes",
} as const;

function isLabelled(name: string): name is keyof typeof LABELS {
  return name in LABELS;
}

type Home = { address?: string | null; lat?: number | null; lng?: number | null };

/** A resource's values as a person reads them, for both sides of a clash. */
function useResourceValue() {
  const t = useTranslations("resources");
  const records = useTranslations("records");
  const people = usePeople();
  const formats = useFormats();
  return (name: string, value: unknown): string | null => {
    if (value === null || value === undefined || value === "") return null;
    if (typeof value === "boolean") return value ? t("form.yes") : t("form.no");
    if (name === "color") return records("colorNumber", { number: Number(value) + 1 });
    if (name === "home") {
      const { address, lat, lng } = value as Home;
      return [address, lat === null || lat === undefined ? null : `${lat}, ${lng}`]
        .filter(Boolean)
        .join(" · ");
    }
    if (typeof value !== "string") return null;
    if (name === "user_id") return people.find((person) => person.id === value)?.name ?? null;
    return name === "time_zone" ? formats.zone(value) : value;
  };
}

type Save = (changes: ResourceUpdate, version: number) => Promise<void>;

export function useResourceConflict(resource: Resource, save: Save) {
  const t = useTranslations("resources");
  const { country } = useMember().organization;
  const value = useResourceValue();
  const fieldsOf = (record: Resource) => {
    const { kind: _kind, ...fields } = formOf(record, country);
    return fields;
  };
  return useConflict<Resource>({
    stored: fieldsOf(resource),
    fieldsOf,
    words: { label: (name) => (isLabelled(name) ? t(`form.${LABELS[name]}`) : name), value },
    findAuthor: async () => {
      const latest = await fetchHistory("resources", resource.id, { limit: 1 });
      return latest.data[0]?.actor?.name ?? null;
    },
    save,
  });
}

"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl/react";
import { useConflict } from "@/components/shared/use-conflict";
import { fetchHistory } from "@/lib/history/client";
import type { Page } from "@/lib/http/fields";
import { useFormats } from "@/lib/i18n/client";
import { resourceUpdate } from "@/lib/resources/schema";
import type { Resource, ResourceUpdate } from "@/lib/resources/schema";
import { serviceZoneKeys } from "@/lib/service-zones/client";
import { skillKeys } from "@/lib/skills/client";
import { useLimitWords } from "./use-limit-words";
import type { Limit } from "./use-limit-words";

const LABELS = { skills: "skills.title", zone_ids: "planning.zones", daily_limit: "planning.limit" } as const;

type Named = { id: string; name: string };
type Skills = NonNullable<ResourceUpdate["skills"]>;

/** Both sides of a clash as a person reads them: ids by the names that the sheet has read for its own fields. */
function usePartsValue() {
  const t = useTranslations("resources");
  const formats = useFormats();
  const client = useQueryClient();
  const limitWords = useLimitWords();
  const nameIn = (key: readonly unknown[], id: string) =>
    client.getQueryData<Page<Named>>(key)?.data.find((each) => each.id === id)?.name ?? "–";
  const skill = ({ skill_id, expires_on }: Skills[number]) => {
    const name = nameIn(skillKeys.list({}), skill_id);
    if (!expires_on) return name;
    return `${name}, ${t("skills.until", { date: formats.day(`${expires_on}T12:00:00Z`, "UTC") })}`;
  };
  return (field: string, value: unknown): string | null => {
    if (field === "skills") return formats.list((value as Skills).map(skill)) || null;
    if (field === "zone_ids")
      return formats.list((value as string[]).map((id) => nameIn(serviceZoneKeys.list({}), id))) || null;
    return limitWords(value as Limit | null);
  };
}

type Options<Parts extends ResourceUpdate> = {
  resource: Resource;
  partsOf: (resource: Resource) => Parts;
  save: (changes: ResourceUpdate, version: number) => Promise<void>;
};

/** A part of a resource that somebody else changed meanwhile: what shall stand is chosen by field. */
export function usePartsConflict<Parts extends ResourceUpdate>({ resource, partsOf, save }: Options<Parts>) {
  const t = useTranslations("resources");
  // As a write would say it, so that no limit at all and a limit of nothing are the same.
  const fieldsOf = (record: Resource) => resourceUpdate.parse(partsOf(record));
  return useConflict<Resource>({
    stored: fieldsOf(resource),
    fieldsOf,
    words: {
      label: (field) => (field in LABELS ? t(LABELS[field as keyof typeof LABELS]) : field),
      value: usePartsValue(),
    },
    findAuthor: async () => {
      const latest = await fetchHistory("resources", resource.id, { limit: 1 });
      return latest.data[0]?.actor?.name ?? null;
    },
    save,
  });
}

"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl/react";
import { useConflict } from "@/components/shared/use-conflict";
import type { Crew, CrewUpdate } from "@/lib/crews/schema";
import { useFormats } from "@/lib/i18n/client";
import { choiceOfMembers, formOf } from "./crew-form";
import type { CrewForm } from "./crew-form";

const LABELS = { name: "name", members: "members", is_active: "isActive" } as const;

/** Who is in, by name, with the days where there are any: two versions may differ in these alone. */
function useMemberLine(): (member: NonNullable<CrewForm["members"]>[number]) => string {
  const client = useQueryClient();
  const formats = useFormats();
  const day = (date: string | null | undefined) => (date ? formats.day(`${date}T12:00:00Z`, "UTC") : "");
  return ({ resource_id, valid_from, valid_to }) => {
    const people = client.getQueryData(choiceOfMembers.queryKey)?.data ?? [];
    const name = people.find(({ id }) => id === resource_id)?.name ?? "–";
    return valid_from || valid_to ? `${name} (${day(valid_from)} – ${day(valid_to)})` : name;
  };
}

/** A crew that somebody else changed meanwhile: what shall stand is chosen by field. */
export function useCrewConflict(
  stored: CrewForm,
  save: (changes: CrewUpdate, version: number) => Promise<void>,
) {
  const t = useTranslations("resources");
  const line = useMemberLine();
  const formats = useFormats();
  return useConflict<Crew>({
    stored,
    fieldsOf: formOf,
    words: {
      label: (field) => (field in LABELS ? t(`crews.${LABELS[field as keyof typeof LABELS]}`) : field),
      value: (_field, value) => {
        if (typeof value === "boolean") return t(value ? "form.yes" : "form.no");
        if (Array.isArray(value))
          return formats.list((value as NonNullable<CrewForm["members"]>).map(line)) || null;
        return typeof value === "string" ? value : null;
      },
    },
    save,
  });
}

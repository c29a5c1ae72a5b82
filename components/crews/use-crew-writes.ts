"use client";

import { useTranslations } from "use-intl/react";
import { useRecordWrites } from "@/components/shared/use-record-writes";
import { crewKeys, removeCrew, restoreCrew, updateCrew } from "@/lib/crews/client";
import type { Crew, CrewUpdate } from "@/lib/crews/schema";

export function useCrewWrites(id: string) {
  const t = useTranslations("resources");
  return useRecordWrites<Crew, CrewUpdate>(id, {
    keys: crewKeys,
    update: updateCrew,
    remove: removeCrew,
    restore: restoreCrew,
    preview: () => ({}),
    words: {
      deleted: (crew) => t("page.deleted", { name: crew.name }),
      restored: (crew) => t("page.restored", { name: crew.name }),
      notSaved: t("notSaved"),
      notDeleted: (crew) => t("notDeleted", { name: crew.name }),
      notRestored: (crew) => t("notRestored", { name: crew.name }),
    },
  });
}

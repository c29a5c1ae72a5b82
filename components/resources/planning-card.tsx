"use client";

import { Pencil } from "lucide-react";
import { useTranslations } from "use-intl/react";
import { Card } from "@/components/shared/card";
import { Facts } from "@/components/shared/facts";
import { useSheetParam } from "@/components/shared/use-sheet-param";
import { IconButton } from "@/components/ui/icon-button";
import { useFormats } from "@/lib/i18n/client";
import type { Resource } from "@/lib/resources/schema";
import { useLimitWords } from "./use-limit-words";

/** Where it goes, and the most a day may hold. */
export function PlanningCard({ resource, isEditable }: { resource: Resource; isEditable: boolean }) {
  const t = useTranslations("resources");
  const formats = useFormats();
  const sheet = useSheetParam();
  const limit = useLimitWords()(resource.daily_limit);
  return (
    <Card
      title={t("planning.title")}
      action={
        isEditable ? (
          <IconButton label={t("planning.edit")} size="sm" onClick={() => sheet.open("planning")}>
            <Pencil aria-hidden />
          </IconButton>
        ) : null
      }
    >
      <Facts
        facts={[
          {
            label: t("planning.zones"),
            value:
              resource.zones.length > 0
                ? formats.list(resource.zones.map((zone) => zone.name))
                : t("planning.everywhere"),
          },
          {
            label: t("planning.limit"),
            value: limit ?? t("planning.noLimit"),
          },
        ]}
      />
    </Card>
  );
}

"use client";

import { Camera } from "lucide-react";
import { useTranslations } from "use-intl/react";
import { PhotoTile } from "../photos/photo-tile";
import { FieldLink } from "../shell/router";
import { partPath } from "../visit/paths";
import type { AnswerProps } from "./answer-props";

/** The pictures that answer it, and the camera one tap away. */
export function PhotoAnswer({ visit, checklist, item }: AnswerProps) {
  const t = useTranslations("field.photos");
  const mine = visit.photos.filter(
    ({ checklist_id, item_key }) => checklist_id === checklist.id && item_key === item.key,
  );
  return (
    <div className="grid gap-3">
      {mine.length > 0 ? (
        <ul className="grid grid-cols-3 gap-2">
          {mine.map((photo) => (
            <li key={photo.id}>
              <PhotoTile photo={photo} />
            </li>
          ))}
        </ul>
      ) : null}
      <FieldLink
        href={partPath(visit.id, "photos", { checklistId: checklist.id, key: item.key })}
        className="flex min-h-16 items-center justify-center gap-3 rounded-card edge border-border-strong bg-surface px-3 text-18 font-medium"
      >
        <Camera aria-hidden className="size-6" strokeWidth={1.75} />
        {t("take")}
      </FieldLink>
    </div>
  );
}

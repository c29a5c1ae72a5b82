"use client";

import { Pencil } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { Card } from "@/components/shared/card";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { lazyShown } from "@/components/ui/lazy-overlay";
import type { Booking } from "@/lib/bookings/schema";

const InstructionsEditor = lazyShown(() =>
  import("./visit-instructions-editor").then((editor) => editor.InstructionsEditor),
);

/** What whoever goes there must know about this one visit. Edited where it stands. */
export function VisitInstructions({ visit, isEditable }: { visit: Booking; isEditable: boolean }) {
  const t = useTranslations("bookings.instructions");
  const [isEditing, setIsEditing] = useState(false);
  const edit = () => setIsEditing(true);
  if (!visit.instructions && !isEditable) return null;
  return (
    <Card
      title={t("title")}
      action={
        isEditable && visit.instructions && !isEditing ? (
          <IconButton label={t("edit")} size="sm" onClick={edit}>
            <Pencil aria-hidden />
          </IconButton>
        ) : null
      }
    >
      {isEditing ? (
        <InstructionsEditor visit={visit} onClose={() => setIsEditing(false)} />
      ) : visit.instructions ? (
        <p className="max-w-[68ch] break-words whitespace-pre-wrap">{visit.instructions}</p>
      ) : (
        <div className="flex flex-wrap items-center gap-3 text-text-2">
          {t("empty")}
          <Button size="sm" onClick={edit}>
            {t("add")}
          </Button>
        </div>
      )}
    </Card>
  );
}

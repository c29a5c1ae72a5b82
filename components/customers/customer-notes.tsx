"use client";

import { Pencil } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { Card } from "@/components/shared/card";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { lazyShown } from "@/components/ui/lazy-overlay";
import type { Customer } from "@/lib/customers/schema";

const NotesEditor = lazyShown(() => import("./customer-notes-editor").then((editor) => editor.NotesEditor));

/** What everyone reads before calling. Edited where it stands. */
export function CustomerNotes({ customer, isEditable }: { customer: Customer; isEditable: boolean }) {
  const t = useTranslations("customers");
  const [isEditing, setIsEditing] = useState(false);
  const edit = () => setIsEditing(true);
  return (
    <Card
      title={t("notes.title")}
      action={
        isEditable && customer.notes && !isEditing ? (
          <IconButton label={t("notes.edit")} size="sm" onClick={edit}>
            <Pencil aria-hidden />
          </IconButton>
        ) : null
      }
    >
      {isEditing ? (
        <NotesEditor customer={customer} onClose={() => setIsEditing(false)} />
      ) : customer.notes ? (
        <p className="max-w-[68ch] break-words whitespace-pre-wrap">{customer.notes}</p>
      ) : (
        <div className="flex flex-wrap items-center gap-3 text-text-2">
          {t("notes.empty")}
          {isEditable ? (
            <Button size="sm" onClick={edit}>
              {t("notes.add")}
            </Button>
          ) : null}
        </div>
      )}
    </Card>
  );
}

"use client";

import { MessageSquare, Phone, StickyNote } from "lucide-react";
import { useTranslations } from "use-intl/react";
import { Age } from "@/components/shared/when";
import type { ReactNode } from "react";
import type { Activity } from "@/lib/activities/schema";

type NoteEntryProps = {
  note: Activity;
  /** Who reads a message of the office. */
  reader?: string;
  /** Of a message of the office: whether it reached him. */
  delivery?: ReactNode;
};

/** What somebody wrote, whole: notes are short, and a folded one is not read. */
export function NoteEntry({ note, reader, delivery }: NoteEntryProps) {
  const t = useTranslations("activities");
  const Icon = { note: StickyNote, call: Phone, message: MessageSquare }[note.kind];
  const name = note.author?.name ?? t(note.author_kind === "customer" ? "customer" : "somebody");
  return (
    <li className="flex gap-3">
      <span className="mt-0.5 flex size-6 shrink-0 items-center justify-center rounded-full bg-accent-tint text-accent-text">
        <Icon aria-hidden className="size-3.5" strokeWidth={1.75} />
      </span>
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-baseline gap-x-2">
          <span className="font-medium">
            {note.kind === "message" && note.author_kind === "member" && reader
              ? t("wrote.toCustomer", { name, customer: reader })
              : t(`wrote.${note.kind}`, { name })}
          </span>
          <span className="text-13 text-text-3">
            <Age at={note.created_at} />
          </span>
        </p>
        <p className="max-w-[68ch] break-words whitespace-pre-wrap">{note.body}</p>
        {delivery}
      </div>
    </li>
  );
}

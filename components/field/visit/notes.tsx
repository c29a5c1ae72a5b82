"use client";

import { Hourglass, NotebookPen } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { When } from "@/components/shared/when";
import { Checkbox } from "@/components/ui/checkbox";
import { Textarea } from "@/components/ui/textarea";
import { act } from "@/lib/field/outbox";
import { isUnsent } from "@/lib/field/use-visits";
import type { Unsent } from "@/lib/field/use-visits";
import { newId } from "@/lib/uuid";
import type { Visit } from "@/lib/sync/schema";
import { BigField } from "./big-field";
import { BigButton } from "./big-button";
import { FullNotice } from "./full-notice";
import { useTyped } from "./use-typed";
import { useWriting } from "./use-writing";

type NotesProps = { visit: Visit; unsent: readonly Unsent[] };

/** What was said about the visit, the newest first. */
export function Notes({ visit, unsent }: NotesProps) {
  const t = useTranslations("field.note");
  if (visit.notes.length === 0) return null;
  return (
    <ul className="grid gap-3" aria-label={t("title")}>
      {visit.notes.map((note) => (
        <li key={note.id} className="border-s-2 border-border-strong ps-3 text-18">
          <p className="[overflow-wrap:anywhere] whitespace-pre-line">{note.body}</p>
          <p className="flex flex-wrap items-center gap-x-2 text-14 text-text-2">
            <span>{note.author?.name ?? t("me")}</span>
            <When at={note.created_at} timeZone={visit.time_zone} />
            {note.is_for_customer ? <span>{t("onReport")}</span> : null}
            {isUnsent(unsent, note.id) ? (
              <span className="inline-flex items-center gap-1">
                <Hourglass aria-hidden className="size-4" strokeWidth={1.75} />
                {t("unsent")}
              </span>
            ) : null}
          </p>
        </li>
      ))}
    </ul>
  );
}

/** Where there is no checklist this is what the work is proved by, so it stands open. */
export function NoteForm({ visit, label }: { visit: Visit; label: string }) {
  const t = useTranslations("field.note");
  const draft = `note:${visit.id}`;
  const typed = useTyped(draft);
  const writing = useWriting();
  const [isForCustomer, setIsForCustomer] = useState(true);
  const body = typed.value.trim();
  const save = async () => {
    const payload = { booking_id: visit.id, body, is_for_customer: isForCustomer };
    const isKept = await writing.write(() => act("note.add", newId(), payload, { visitId: visit.id, draft }));
    if (isKept) typed.forget();
  };
  return (
    <div className="grid gap-2">
      <BigField label={label} hint={t("dictate")}>
        <Textarea
          rows={3}
          value={typed.value}
          onChange={(event) => typed.type(event.target.value)}
          className="text-18"
        />
      </BigField>
      <Checkbox
        checked={isForCustomer}
        onCheckedChange={setIsForCustomer}
        className="min-h-14 py-3.5 text-16"
      >
        {t("forCustomer")}
      </Checkbox>
      <FullNotice unsent={writing.fullWith} />
      <BigButton
        icon={<NotebookPen aria-hidden />}
        disabled={body === ""}
        busy={writing.isBusy}
        onClick={() => void save()}
      >
        {t("save")}
      </BigButton>
    </div>
  );
}

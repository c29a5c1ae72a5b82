"use client";

import { Pencil } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { z } from "zod";
import { Card } from "@/components/shared/card";
import { CompareVersions } from "@/components/shared/compare-versions";
import { dropDraft } from "@/components/shared/draft";
import { FormProblem } from "@/components/shared/error-card";
import { DraftNote } from "@/components/shared/form-sheet";
import { useMember } from "@/components/shared/member";
import { useConflict } from "@/components/shared/use-conflict";
import { useRecordForm } from "@/components/shared/use-record-form";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import { Textarea } from "@/components/ui/textarea";
import { updateBooking } from "@/lib/bookings/client";
import { findAuthor } from "./use-reschedule-save";
import type { Booking } from "@/lib/bookings/schema";
import { optionalProse } from "@/lib/http/fields";
import { useStoreVisits } from "./use-visit-writes";

const instructionsOnly = z.strictObject({ instructions: optionalProse(10_000) });
type InstructionsForm = z.input<typeof instructionsOnly>;
type InstructionsWrite = z.output<typeof instructionsOnly>;

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
        <Editor visit={visit} onClose={() => setIsEditing(false)} />
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

function useInstructions(visit: Booking, onClose: () => void) {
  const t = useTranslations("bookings.instructions");
  const { user, organization } = useMember();
  const store = useStoreVisits();
  const draftKey = `${organization.id}.${user.id}.visit.${visit.id}.instructions`;
  const send = async (changes: InstructionsWrite, version: number) => {
    if (Object.keys(changes).length > 0) store([await updateBooking(visit.id, version, changes)]);
    onClose();
  };
  const conflict = useConflict<Booking>({
    stored: { instructions: visit.instructions },
    fieldsOf: (record) => ({ instructions: record.instructions }),
    words: { label: () => t("title"), value: (_name, value) => (typeof value === "string" ? value : null) },
    findAuthor: () => findAuthor(visit.id),
    save: async (changes, version) => {
      await send(changes, version);
      dropDraft(draftKey);
    },
  });
  const form = useRecordForm<InstructionsForm, InstructionsWrite>({
    schema: instructionsOnly,
    values: { instructions: visit.instructions ?? "" },
    version: visit.version,
    draftKey,
    save: (values, version) => send(values, version ?? visit.version),
    onStale: (current, values) => conflict.open(current, values),
  });
  return { form, conflict };
}

function Editor(props: { visit: Booking; onClose: () => void }) {
  // What the words are written against. A refetch behind the form must not pass for what was seen when typing began.
  const [visit] = useState(props.visit);
  const t = useTranslations("bookings.instructions");
  const { form, conflict } = useInstructions(visit, props.onClose);
  return (
    <form noValidate onSubmit={form.submit} className="grid gap-3">
      <DraftNote atMs={form.restoredAtMs} onDiscard={form.discardDraft} />
      <FormProblem error={form.problem} />
      <Field label={t("title")} hideLabel error={form.errorOf("instructions")}>
        <Textarea
          {...form.form.register("instructions")}
          rows={4}
          autoFocus
          onKeyDown={(event) => {
            if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) form.submit(event);
            if (event.key === "Escape") props.onClose();
          }}
        />
      </Field>
      <div className="flex justify-end gap-2">
        <Button onClick={props.onClose}>{t("back")}</Button>
        <Button type="submit" variant="primary" busy={form.isSaving}>
          {t("save")}
        </Button>
      </div>
      <CompareVersions {...conflict.props} />
    </form>
  );
}

"use client";

import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { z } from "zod";
import { CompareVersions } from "@/components/shared/compare-versions";
import { dropDraft } from "@/components/shared/draft";
import { FormProblem } from "@/components/shared/error-card";
import { DraftNote } from "@/components/shared/form-sheet";
import { useMember } from "@/components/shared/member";
import { useConflict } from "@/components/shared/use-conflict";
import { useRecordForm } from "@/components/shared/use-record-form";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import { updateBooking } from "@/lib/bookings/client";
import type { Booking } from "@/lib/bookings/schema";
import { optionalProse } from "@/lib/http/fields";
import { findAuthor } from "./find-author";
import { useStoreVisits } from "./use-visit-writes";

const instructionsOnly = z.strictObject({ instructions: optionalProse(10_000) });
type InstructionsForm = z.input<typeof instructionsOnly>;
type InstructionsWrite = z.output<typeof instructionsOnly>;

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

export function InstructionsEditor(props: { visit: Booking; onClose: () => void }) {
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

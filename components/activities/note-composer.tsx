"use client";

import { useQueryClient } from "@tanstack/react-query";
import { Phone, StickyNote } from "lucide-react";
import { useTranslations } from "use-intl/react";
import { z } from "zod";
import { FormProblem } from "@/components/shared/error-card";
import { DraftNote } from "@/components/shared/form-sheet";
import { useMember } from "@/components/shared/member";
import { useRecordForm } from "@/components/shared/use-record-form";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Kbd } from "@/components/ui/kbd";
import { Segmented } from "@/components/ui/segmented";
import { Textarea } from "@/components/ui/textarea";
import { activityKeys, createActivity } from "@/lib/activities/client";
import { activityCreate, activityKind } from "@/lib/activities/schema";
import type { ActivityFilters, ActivityKind } from "@/lib/activities/schema";

const noteForm = z.strictObject({ kind: activityKind, body: activityCreate.shape.body });
type NoteForm = z.input<typeof noteForm>;

const ICONS = { note: <StickyNote aria-hidden />, call: <Phone aria-hidden /> };

/** One place to write. What is typed survives a reload; once written it stays, and a correction is another note. */
export function NoteComposer({ of }: { of: ActivityFilters }) {
  const t = useTranslations("activities");
  const client = useQueryClient();
  const { user, organization } = useMember();
  const target = Object.values(of).find(Boolean) ?? "";
  const empty: NoteForm = { kind: "note", body: "" };
  const state = useRecordForm<NoteForm, NoteForm>({
    schema: noteForm,
    values: empty,
    draftKey: `${organization.id}.${user.id}.note.${target}`,
    save: async (values) => {
      await createActivity({ ...of, ...values });
      state.form.reset({ ...empty, kind: values.kind });
      await client.invalidateQueries({ queryKey: activityKeys.all });
    },
  });
  const kind = state.form.watch("kind");
  return (
    <form noValidate onSubmit={state.submit} className="grid gap-2">
      <DraftNote atMs={state.restoredAtMs} onDiscard={state.discardDraft} />
      <FormProblem error={state.problem} />
      <Field label={t("write")} hideLabel error={state.errorOf("body")}>
        <Textarea
          {...state.form.register("body")}
          rows={2}
          placeholder={t(`placeholder.${kind}`)}
          onKeyDown={(event) => {
            if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) state.submit(event);
          }}
        />
      </Field>
      <div className="flex flex-wrap items-center justify-between gap-2">
        <Segmented
          options={activityKind.options.map((value) => ({
            value,
            label: t(`kind.${value}`),
            icon: ICONS[value],
          }))}
          value={kind}
          onValueChange={(value: ActivityKind) => state.form.setValue("kind", value, { shouldDirty: true })}
          aria-label={t("kind.label")}
        />
        <Button type="submit" busy={state.isSaving}>
          {t(`save.${kind}`)}
          <Kbd keys="mod+enter" className="max-sm:hidden pointer-coarse:hidden" />
        </Button>
      </div>
    </form>
  );
}

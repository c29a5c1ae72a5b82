"use client";

import { useTranslations } from "use-intl/react";
import type { z } from "zod";
import { CompareVersions } from "@/components/shared/compare-versions";
import { FormSheet } from "@/components/shared/form-sheet";
import { useRecordSheet } from "@/components/shared/use-record-sheet";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import { checklistKeys, createChecklist, updateChecklist } from "@/lib/checklists/client";
import { checklistCreate } from "@/lib/checklists/schema";
import type { Checklist, ChecklistCreate, ChecklistItem } from "@/lib/checklists/schema";
import { QuestionEditor } from "./question-editor";
import { withKeys } from "./questions";

export type ChecklistForm = ChecklistCreate;
export type ChecklistWrite = z.output<typeof checklistCreate>;

const LABELS = { name: "name", description: "description", items: "questions" } as const;

export function ChecklistSheet({ list, onClose }: { list: Checklist | null; onClose: () => void }) {
  const t = useTranslations("checklists");
  const { state, conflict, isNew } = useRecordSheet<Checklist, ChecklistForm, ChecklistWrite>({
    record: list,
    noun: "checklist",
    schema: checklistCreate,
    fieldsOf: (record) => ({
      name: record?.name ?? "",
      description: record?.description ?? "",
      items: record?.items ?? [],
    }),
    keys: checklistKeys,
    create: (body) => createChecklist({ ...body, items: withKeys(body.items ?? []) }),
    update: (id, version, { items, ...changes }) =>
      updateChecklist(id, version, { ...changes, ...(items ? { items: withKeys(items) } : {}) }),
    label: (field) => (field in LABELS ? t(LABELS[field as keyof typeof LABELS]) : field),
    value: (_field, value) => {
      if (Array.isArray(value))
        return (value as ChecklistItem[]).map(({ label }) => label).join(" · ") || null;
      return typeof value === "string" && value !== "" ? value : null;
    },
    onClose,
  });
  const { form, errorOf } = state;
  return (
    <>
      <FormSheet
        open
        title={isNew ? t("newTitle") : t("editTitle")}
        saveLabel={isNew ? t("add") : t("save")}
        state={state}
        onClose={onClose}
      >
        <Field label={t("name")} error={errorOf("name")}>
          <Input {...form.register("name")} autoComplete="off" />
        </Field>
        <Field label={t("description")} error={errorOf("description")}>
          <Textarea {...form.register("description")} />
        </Field>
        <QuestionEditor state={state} />
      </FormSheet>
      <CompareVersions {...conflict} />
    </>
  );
}

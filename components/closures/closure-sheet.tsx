"use client";

import { useTranslations } from "use-intl/react";
import type { z } from "zod";
import { CompareVersions } from "@/components/shared/compare-versions";
import { FormSheet } from "@/components/shared/form-sheet";
import { useAskedForm } from "@/components/shared/stranded-question";
import { useRecordSheet } from "@/components/shared/use-record-sheet";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { closureKeys, createClosure, updateClosure } from "@/lib/closures/client";
import { closureCreate } from "@/lib/closures/schema";
import type { Closure, ClosureCreate } from "@/lib/closures/schema";
import { checkHours } from "@/lib/hours/client";
import { useFormats } from "@/lib/i18n/client";

const LABELS = { name: "name", starts_on: "startsOn", ends_on: "endsOn" } as const;

function useClosureSheet(closure: Closure | null, onClose: () => void) {
  const t = useTranslations("closures");
  const formats = useFormats();
  return useRecordSheet<Closure, ClosureCreate, z.output<typeof closureCreate>>({
    record: closure,
    noun: "closure",
    schema: closureCreate,
    fieldsOf: (record) => ({
      name: record?.name ?? "",
      starts_on: record?.starts_on ?? "",
      ends_on: record?.ends_on ?? "",
    }),
    keys: closureKeys,
    create: createClosure,
    update: updateClosure,
    label: (field) => (field in LABELS ? t(LABELS[field as keyof typeof LABELS]) : field),
    value: (field, value) => {
      if (typeof value !== "string" || value === "") return null;
      return field === "name" ? value : formats.day(`${value}T12:00:00Z`, "UTC");
    },
    sentences: { "ends_on:ends_before_start": t("endsBeforeStart") },
    onClose,
  });
}

export function ClosureSheet({ closure, onClose }: { closure: Closure | null; onClose: () => void }) {
  const t = useTranslations("closures");
  const { state, conflict, isNew } = useClosureSheet(closure, onClose);
  const { form, errorOf } = state;
  const { asked, question } = useAskedForm(state, () => {
    const { success, data } = closureCreate.safeParse(form.getValues());
    if (!success) return null;
    const { starts_on, ends_on = starts_on } = data;
    return () => checkHours({ closure: { starts_on, ends_on } });
  });
  const first = form.register("starts_on", {
    // One day is the rule: the last follows the first until somebody says otherwise.
    onChange: (event: { target: { value: string } }) => {
      const last = form.getValues("ends_on");
      if (!last || last < event.target.value)
        form.setValue("ends_on", event.target.value, { shouldDirty: true });
    },
  });
  return (
    <>
      <FormSheet
        open
        title={isNew ? t("newTitle") : t("editTitle")}
        saveLabel={isNew ? t("add") : t("save")}
        state={asked}
        onClose={onClose}
      >
        <Field label={t("name")} error={errorOf("name")}>
          <Input {...form.register("name")} autoComplete="off" />
        </Field>
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label={t("startsOn")} error={errorOf("starts_on")}>
            <Input {...first} type="date" />
          </Field>
          <Field label={t("endsOn")} hint={t("endsOnHint")} error={errorOf("ends_on")}>
            <Input {...form.register("ends_on")} type="date" />
          </Field>
        </div>
      </FormSheet>
      {question}
      <CompareVersions {...conflict} />
    </>
  );
}

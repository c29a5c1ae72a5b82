"use client";

import { Controller } from "react-hook-form";
import { useTranslations } from "use-intl/react";
import type { z } from "zod";
import { CompareVersions } from "@/components/shared/compare-versions";
import { FormSheet } from "@/components/shared/form-sheet";
import { useRecordSheet } from "@/components/shared/use-record-sheet";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import { createSkill, skillKeys, updateSkill } from "@/lib/skills/client";
import { skillCreate } from "@/lib/skills/schema";
import type { Skill, SkillCreate } from "@/lib/skills/schema";

const LABELS = { name: "name", description: "description", requires_certificate: "certificate" } as const;

function useSkillSheet(skill: Skill | null, onClose: () => void) {
  const t = useTranslations("skills");
  const words = useTranslations("records");
  return useRecordSheet<Skill, SkillCreate, z.output<typeof skillCreate>>({
    record: skill,
    noun: "skill",
    schema: skillCreate,
    fieldsOf: (record) => ({
      name: record?.name ?? "",
      description: record?.description ?? "",
      requires_certificate: record?.requires_certificate ?? false,
    }),
    keys: skillKeys,
    create: createSkill,
    update: updateSkill,
    label: (field) => (field in LABELS ? t(LABELS[field as keyof typeof LABELS]) : field),
    value: (_field, value) => {
      if (typeof value === "boolean") return words(value ? "yes" : "no");
      return typeof value === "string" && value !== "" ? value : null;
    },
    onClose,
  });
}

export function SkillSheet({ skill, onClose }: { skill: Skill | null; onClose: () => void }) {
  const t = useTranslations("skills");
  const { state, conflict, isNew } = useSkillSheet(skill, onClose);
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
        <Field label={t("description")} hint={t("descriptionHint")} error={errorOf("description")}>
          <Textarea {...form.register("description")} />
        </Field>
        <Controller
          control={form.control}
          name="requires_certificate"
          render={({ field }) => (
            <Checkbox
              checked={field.value ?? false}
              onCheckedChange={field.onChange}
              hint={t("certificateHint")}
            >
              {t("certificate")}
            </Checkbox>
          )}
        />
      </FormSheet>
      <CompareVersions {...conflict} />
    </>
  );
}

"use client";

import { useQueryClient } from "@tanstack/react-query";
import { Controller } from "react-hook-form";
import { useTranslations } from "use-intl/react";
import { ColorChoice } from "@/components/shared/color-choice";
import { CompareVersions } from "@/components/shared/compare-versions";
import { FormSheet } from "@/components/shared/form-sheet";
import { useRecordSheet } from "@/components/shared/use-record-sheet";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import { checklistKeys } from "@/lib/checklists/client";
import type { Checklist } from "@/lib/checklists/schema";
import type { Page } from "@/lib/http/fields";
import { useFormats } from "@/lib/i18n/client";
import { createServiceType, serviceTypeKeys, updateServiceType } from "@/lib/service-types/client";
import type { ServiceType } from "@/lib/service-types/schema";
import { skillKeys } from "@/lib/skills/client";
import type { Skill } from "@/lib/skills/schema";
import { SkillChecks } from "./skill-checks";
import { ChecklistField, NumberInput, PriceAndPriority, TimeFields } from "./type-fields";
import type { TypeState } from "./type-fields";
import { fieldsOf, typeForm } from "./type-form";
import type { TypeForm, TypeWrite } from "./type-form";

const LABELS = {
  name: "name",
  description: "description",
  customer_instructions: "customerInstructions",
  duration_min: "duration",
  buffer_before_min: "bufferBefore",
  buffer_after_min: "bufferAfter",
  priority: "priority",
  checklist_id: "checklist",
  skill_ids: "skills",
  is_active: "isActive",
  position: "position",
} as const;

/** How two versions are told apart: ids by their names, which the sheet has read for its own fields. */
function useTypeWords() {
  const t = useTranslations("service-types");
  const words = useTranslations("records");
  const formats = useFormats();
  const client = useQueryClient();
  const nameOf = (id: unknown) => {
    const skills = client.getQueryData<Page<Skill>>(skillKeys.list({}))?.data ?? [];
    const lists = client.getQueryData<Page<Checklist>>(checklistKeys.list({}))?.data ?? [];
    return [...skills, ...lists].find((each) => each.id === id)?.name ?? "–";
  };
  return {
    label: (field: string) => {
      if (field === "color") return words("color");
      if (field === "price") return t("priceHeader");
      return field in LABELS ? t(LABELS[field as keyof typeof LABELS]) : field;
    },
    value: (field: string, value: unknown) => {
      if (value === null || value === undefined || value === "") return null;
      if (typeof value === "boolean") return words(value ? "yes" : "no");
      if (field === "color") return words("colorNumber", { number: Number(value) + 1 });
      if (field === "price") return formats.money(value as { amount: number; currency: string });
      if (field === "checklist_id") return nameOf(value);
      if (Array.isArray(value)) return value.map(nameOf).join(", ") || null;
      if (field === "priority") return t(`priorities.${value as ServiceType["priority"]}`);
      return typeof value === "string" || typeof value === "number" ? String(value) : null;
    },
  };
}

export function TypeSheet({ type, onClose }: { type: ServiceType | null; onClose: () => void }) {
  const t = useTranslations("service-types");
  const { state, conflict, isNew } = useRecordSheet<ServiceType, TypeForm, TypeWrite>({
    record: type,
    noun: "service-type",
    schema: typeForm,
    fieldsOf,
    keys: serviceTypeKeys,
    create: createServiceType,
    update: updateServiceType,
    ...useTypeWords(),
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
        <TimeFields state={state} />
        <PriceAndPriority state={state} />
        <Controller
          control={form.control}
          name="skill_ids"
          render={({ field }) => <SkillChecks value={field.value ?? []} onChange={field.onChange} />}
        />
        <ChecklistField state={state} />
        <MoreFields state={state} isNew={isNew} />
      </FormSheet>
      <CompareVersions {...conflict} />
    </>
  );
}

/** What is said once and seldom changed. */
function MoreFields({ state: { form, errorOf }, isNew }: { state: TypeState; isNew: boolean }) {
  const t = useTranslations("service-types");
  return (
    <>
      <Field label={t("description")} hint={t("descriptionHint")} error={errorOf("description")}>
        <Textarea {...form.register("description")} />
      </Field>
      <Field
        label={t("customerInstructions")}
        hint={t("customerInstructionsHint")}
        error={errorOf("customer_instructions")}
      >
        <Textarea {...form.register("customer_instructions")} />
      </Field>
      <Controller
        control={form.control}
        name="color"
        render={({ field }) => <ColorChoice value={field.value ?? 0} onValueChange={field.onChange} />}
      />
      {isNew ? null : (
        <Field label={t("position")} hint={t("positionHint")} error={errorOf("position")}>
          <NumberInput form={form} name="position" />
        </Field>
      )}
      <Controller
        control={form.control}
        name="is_active"
        render={({ field }) => (
          <Checkbox checked={field.value ?? true} onCheckedChange={field.onChange} hint={t("isActiveHint")}>
            {t("isActive")}
          </Checkbox>
        )}
      />
    </>
  );
}

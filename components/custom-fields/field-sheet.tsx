"use client";

import { Controller, useWatch } from "react-hook-form";
import { useTranslations } from "use-intl/react";
import type { z } from "zod";
import { codeAt } from "@/components/shared/form-issues";
import { CompareVersions } from "@/components/shared/compare-versions";
import { FormSheet } from "@/components/shared/form-sheet";
import type { RecordForm } from "@/components/shared/use-record-form";
import { useRecordSheet } from "@/components/shared/use-record-sheet";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { createCustomField, customFieldKeys, updateCustomField } from "@/lib/custom-fields/client";
import { FIELD_TYPES } from "@/lib/custom-fields/rules";
import type { FieldEntity } from "@/lib/custom-fields/rules";
import { customFieldCreate } from "@/lib/custom-fields/schema";
import type { CustomField, CustomFieldCreate } from "@/lib/custom-fields/schema";
import { OptionEditor } from "./option-editor";
import type { FormOption } from "./option-editor";

type FieldWrite = z.output<typeof customFieldCreate>;
type State = RecordForm<CustomFieldCreate, FieldWrite>;

const LABELS = {
  name: "name",
  description: "description",
  options: "options",
  is_required: "isRequired",
  is_personal: "isPersonal",
  is_active: "isActive",
  position: "position",
} as const;

const isChoice = (type: unknown) => type === "choice" || type === "multi_choice";

function fieldsOf(field: CustomField | null, entity: FieldEntity): CustomFieldCreate {
  return {
    entity: field?.entity ?? entity,
    type: field?.type ?? "text",
    name: field?.name ?? "",
    description: field?.description ?? "",
    options: field?.options.filter(({ is_active }) => is_active) ?? [],
    is_required: field?.is_required ?? false,
    is_personal: field?.is_personal ?? true,
    is_active: field?.is_active ?? true,
    // Without one a new field comes last.
    ...(field ? { position: field.position } : {}),
  };
}

type FieldSheetProps = { field: CustomField | null; entity: FieldEntity; onClose: () => void };

function useFieldSheet({ field, entity, onClose }: FieldSheetProps) {
  const t = useTranslations("custom-fields");
  const words = useTranslations("records");
  return useRecordSheet<CustomField, CustomFieldCreate, FieldWrite>({
    record: field,
    noun: `custom-field.${entity}`,
    schema: customFieldCreate,
    fieldsOf: (record) => fieldsOf(record, entity),
    keys: customFieldKeys,
    create: createCustomField,
    // What a field is about and of which kind it is was said when it was made.
    update: (id, version, { entity: _entity, type: _type, key: _key, ...changes }) =>
      updateCustomField(id, version, changes),
    label: (name) => (name in LABELS ? t(LABELS[name as keyof typeof LABELS]) : name),
    value: (_name, value) => {
      if (typeof value === "boolean") return words(value ? "yes" : "no");
      if (Array.isArray(value)) return (value as FormOption[]).map(({ label }) => label).join(", ") || null;
      return typeof value === "number" || (typeof value === "string" && value !== "") ? String(value) : null;
    },
    onClose,
  });
}

export function FieldSheet(props: FieldSheetProps) {
  const t = useTranslations("custom-fields");
  const { state, conflict, isNew } = useFieldSheet(props);
  const { form, errorOf } = state;
  const entity = props.field?.entity ?? props.entity;
  return (
    <>
      <FormSheet
        open
        title={isNew ? t(`newTitle.${entity}`) : t("editTitle")}
        saveLabel={isNew ? t("add") : t("save")}
        state={state}
        onClose={props.onClose}
      >
        <Field
          label={t("name")}
          error={errorOf("name")}
          hint={props.field ? t("keyStays", { key: props.field.key }) : null}
        >
          <Input {...form.register("name")} autoComplete="off" />
        </Field>
        <TypeField state={state} isNew={isNew} />
        <Field label={t("description")} hint={t("descriptionHint")} error={errorOf("description")}>
          <Input {...form.register("description")} autoComplete="off" />
        </Field>
        <Flags state={state} />
        {isNew ? null : (
          <Field label={t("position")} hint={t("positionHint")} error={errorOf("position")}>
            <Input
              {...form.register("position", {
                setValueAs: (text: unknown) => (text === "" ? undefined : Number(text)),
              })}
              inputMode="numeric"
              autoComplete="off"
              className="tabular-nums"
            />
          </Field>
        )}
      </FormSheet>
      <CompareVersions {...conflict} />
    </>
  );
}

function TypeField({ state: { form }, isNew }: { state: State; isNew: boolean }) {
  const t = useTranslations("custom-fields");
  const shared = useTranslations("shared");
  const type = useWatch({ control: form.control, name: "type" });
  const { errors } = form.formState;
  const code = Object.keys(errors.options ?? {}).length > 0 ? (codeAt(errors, "options") ?? "inside") : null;
  const wrong = code === "required" ? t("optionNeeded") : shared("fields.required");
  return (
    <>
      <Field label={t("type")} hint={isNew ? t(`typeHints.${type}`) : t("typeStays")}>
        <Controller
          control={form.control}
          name="type"
          render={({ field }) => (
            <Select
              value={field.value}
              onValueChange={(next) => {
                field.onChange(next);
                const options = form.getValues("options") ?? [];
                if (!isChoice(next)) form.setValue("options", []);
                else if (options.length === 0) form.setValue("options", [{ label: "" }, { label: "" }]);
              }}
              disabled={!isNew}
              options={FIELD_TYPES.map((value) => ({ value, label: t(`types.${value}`) }))}
            />
          )}
        />
      </Field>
      {isChoice(type) ? (
        <Controller
          control={form.control}
          name="options"
          render={({ field }) => (
            <OptionEditor value={field.value ?? []} error={code ? wrong : null} onChange={field.onChange} />
          )}
        />
      ) : null}
    </>
  );
}

const FLAGS = [
  ["is_required", "isRequired", "isRequiredHint", false],
  ["is_personal", "isPersonal", "isPersonalHint", true],
  ["is_active", "isActive", "isActiveHint", true],
] as const;

function Flags({ state: { form } }: { state: State }) {
  const t = useTranslations("custom-fields");
  return FLAGS.map(([name, label, hint, start]) => (
    <Controller
      key={name}
      control={form.control}
      name={name}
      render={({ field }) => (
        <Checkbox checked={field.value ?? start} onCheckedChange={field.onChange} hint={t(hint)}>
          {t(label)}
        </Checkbox>
      )}
    />
  ));
}

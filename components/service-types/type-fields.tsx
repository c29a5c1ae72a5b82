"use client";

import { useQuery } from "@tanstack/react-query";
import { Controller } from "react-hook-form";
import { useTranslations } from "use-intl/react";
import { useMember } from "@/components/shared/member";
import type { RecordForm } from "@/components/shared/use-record-form";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { checklistKeys, fetchChecklists } from "@/lib/checklists/client";
import { servicePriority } from "@/lib/service-types/schema";
import { PriceField } from "./price-field";
import type { TypeForm, TypeWrite } from "./type-form";

export type TypeState = RecordForm<TypeForm, TypeWrite>;

type NumberName = "duration_min" | "buffer_before_min" | "buffer_after_min" | "position";

/** Digits only; empty is "no number", and the schema then says what is missing. */
export function NumberInput({ form, name, ...props }: { form: TypeState["form"]; name: NumberName }) {
  return (
    <Controller
      control={form.control}
      name={name}
      render={({ field }) => (
        <Input
          {...props}
          ref={field.ref}
          value={field.value ?? ""}
          onChange={({ target: { value } }) => {
            if (/^\d{0,6}$/.test(value)) field.onChange(value === "" ? undefined : Number(value));
          }}
          onBlur={field.onBlur}
          inputMode="numeric"
          autoComplete="off"
          className="tabular-nums"
        />
      )}
    />
  );
}

export function TimeFields({ state: { form, errorOf } }: { state: TypeState }) {
  const t = useTranslations("service-types");
  return (
    <>
      <Field label={t("duration")} error={errorOf("duration_min")}>
        <NumberInput form={form} name="duration_min" />
      </Field>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t("bufferBefore")} error={errorOf("buffer_before_min")}>
          <NumberInput form={form} name="buffer_before_min" />
        </Field>
        <Field label={t("bufferAfter")} error={errorOf("buffer_after_min")}>
          <NumberInput form={form} name="buffer_after_min" />
        </Field>
      </div>
      <p className="-mt-2.5 text-13 text-text-3">{t("bufferHint")}</p>
    </>
  );
}

export function PriceAndPriority({ state }: { state: TypeState }) {
  const t = useTranslations("service-types");
  const { form, restoredAtMs } = state;
  const { currency } = useMember().organization;
  const priced = form.getValues("price")?.currency ?? currency;
  return (
    <div className="grid items-start gap-4 sm:grid-cols-2">
      <Field
        label={t("price", { currency: priced })}
        hint={t("priceHint")}
        error={form.formState.errors.price ? t("priceWrong") : null}
      >
        <Controller
          control={form.control}
          name="price"
          render={({ field }) => (
            <PriceField
              key={restoredAtMs}
              value={field.value ?? null}
              currency={priced}
              onChange={field.onChange}
              onBlur={field.onBlur}
            />
          )}
        />
      </Field>
      <Field label={t("priority")} hint={t("priorityHint")}>
        <Controller
          control={form.control}
          name="priority"
          render={({ field }) => (
            <Select
              value={field.value ?? "normal"}
              onValueChange={field.onChange}
              options={servicePriority.options.map((value) => ({ value, label: t(`priorities.${value}`) }))}
            />
          )}
        />
      </Field>
    </div>
  );
}

const NONE = "none";

export function ChecklistField({ state: { form, errorOf } }: { state: TypeState }) {
  const t = useTranslations("service-types");
  const { data } = useQuery({
    queryKey: checklistKeys.list({}),
    queryFn: ({ signal }) => fetchChecklists({}, { limit: 200, signal }),
  });
  const lists = data?.data.map(({ id, name }) => ({ value: id, label: name })) ?? [];
  return (
    <Field label={t("checklist")} error={errorOf("checklist_id")}>
      <Controller
        control={form.control}
        name="checklist_id"
        render={({ field }) => (
          <Select
            value={field.value ?? NONE}
            onValueChange={(value) => field.onChange(value === NONE ? null : value)}
            options={[{ value: NONE, label: t("checklistNone") }, ...lists]}
          />
        )}
      />
    </Field>
  );
}

"use client";

import { Controller, useWatch } from "react-hook-form";
import { useTranslations } from "use-intl/react";
import { useMember, usePeople } from "@/components/shared/member";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { customerStatus } from "@/lib/customers/schema";
import { useFormats } from "@/lib/i18n/client";
import { LOCALES } from "@/lib/i18n/locales";
import type { CustomerFormState } from "./customer-fields";

/** Select knows no null: "none" stands for it. */
const NONE = "none";

/** What can wait until after the call. */
export function CustomerMoreFields({ state }: { state: CustomerFormState }) {
  const t = useTranslations("customers");
  const { form, errorOf } = state;
  return (
    <div className="grid gap-4">
      <Field label={t("form.notes")} hint={t("form.notesHint")} error={errorOf("notes")}>
        <Textarea {...form.register("notes")} rows={4} />
      </Field>
      <ConsentFields state={state} />
      <div className="grid gap-4 sm:grid-cols-2">
        <StatusField state={state} />
        <ResponsibleField state={state} />
        <LanguageField state={state} />
        <Field label={t("form.terms")} error={errorOf("payment_terms_days")} hint={t("form.termsHint")}>
          <Input
            {...form.register("payment_terms_days", {
              setValueAs: (text: unknown) => (text === "" || text === null ? null : Number(text)),
            })}
            inputMode="numeric"
            autoComplete="off"
          />
        </Field>
      </div>
      <Field label={t("form.source")} error={errorOf("source")}>
        <Input {...form.register("source")} autoComplete="off" />
      </Field>
    </div>
  );
}

function ConsentFields({ state }: { state: CustomerFormState }) {
  const t = useTranslations("customers");
  const { control, register } = state.form;
  const isAgreed = useWatch({ control, name: "message_consent" });
  return (
    <div className="grid gap-2">
      <Controller
        control={control}
        name="message_consent"
        render={({ field }) => (
          <Checkbox checked={field.value ?? false} onCheckedChange={field.onChange}>
            {t("form.messageConsent")}
          </Checkbox>
        )}
      />
      {isAgreed ? (
        <Field
          label={t("form.consentSource")}
          hint={t("form.consentSourceHint")}
          error={state.errorOf("message_consent_source")}
          className="mb-2 ps-6"
        >
          <Input {...register("message_consent_source")} autoComplete="off" />
        </Field>
      ) : null}
      <Controller
        control={control}
        name="do_not_contact"
        render={({ field }) => (
          <Checkbox
            checked={field.value ?? false}
            onCheckedChange={field.onChange}
            hint={t("form.doNotContactHint")}
          >
            {t("form.doNotContact")}
          </Checkbox>
        )}
      />
    </div>
  );
}

function StatusField({ state }: { state: CustomerFormState }) {
  const t = useTranslations("customers");
  return (
    <Field label={t("form.status")} error={state.errorOf("status")}>
      <Controller
        control={state.form.control}
        name="status"
        render={({ field }) => (
          <Select
            value={field.value ?? "active"}
            onValueChange={field.onChange}
            options={customerStatus.options.map((value) => ({ value, label: t(`status.${value}`) }))}
          />
        )}
      />
    </Field>
  );
}

function ResponsibleField({ state }: { state: CustomerFormState }) {
  const t = useTranslations("customers");
  const people = usePeople();
  // Without the right to see the members there is nobody to choose.
  if (people.length === 0) return null;
  return (
    <Field label={t("form.responsible")} error={state.errorOf("assigned_to")}>
      <Controller
        control={state.form.control}
        name="assigned_to"
        render={({ field }) => (
          <Select
            value={field.value ?? NONE}
            onValueChange={(value) => field.onChange(value === NONE ? null : value)}
            options={[
              { value: NONE, label: t("form.nobody") },
              ...people.map((person) => ({ value: person.id, label: person.name })),
            ]}
          />
        )}
      />
    </Field>
  );
}

function LanguageField({ state }: { state: CustomerFormState }) {
  const t = useTranslations("customers");
  const formats = useFormats();
  const { locale } = useMember().organization;
  const known = LOCALES.map((value) => ({ value: value as string, label: formats.language(value) }));
  return (
    <Field label={t("form.language")} hint={t("form.languageHint")} error={state.errorOf("locale")}>
      <Controller
        control={state.form.control}
        name="locale"
        render={({ field }) => (
          <Select
            value={field.value ?? NONE}
            onValueChange={(value) => field.onChange(value === NONE ? null : value)}
            options={[
              { value: NONE, label: t("form.languageDefault", { language: formats.language(locale) }) },
              ...known,
              // A language imported from elsewhere is kept although no screen offers it.
              ...(field.value && !known.some(({ value }) => value === field.value)
                ? [{ value: field.value, label: formats.language(field.value) }]
                : []),
            ]}
          />
        )}
      />
    </Field>
  );
}

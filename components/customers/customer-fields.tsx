"use client";

import { Controller, useWatch } from "react-hook-form";
import { useTranslations } from "use-intl/react";
import type { RecordForm } from "@/components/shared/use-record-form";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Segmented } from "@/components/ui/segmented";
import { customerKind } from "@/lib/customers/schema";
import type { CustomerForm, CustomerWrite } from "./form-values";
import { PossibleDuplicates } from "./possible-duplicates";

export type CustomerFormState = RecordForm<CustomerForm, CustomerWrite>;

/** Who it is and how to reach: what is asked while the telephone is at the ear. */
export function CustomerFields({ state, exceptId }: { state: CustomerFormState; exceptId?: string }) {
  const t = useTranslations("customers");
  const { form, errorOf } = state;
  const [phone, email] = useWatch({ control: form.control, name: ["phone", "email"] });
  return (
    <>
      <Controller
        control={form.control}
        name="kind"
        render={({ field }) => (
          <Segmented
            aria-label={t("form.kind")}
            value={field.value}
            onValueChange={field.onChange}
            options={customerKind.options.map((value) => ({ value, label: t(`kind.${value}`) }))}
          />
        )}
      />
      <NameFields state={state} />
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t("form.phone")} error={errorOf("phone")}>
          <Input {...form.register("phone")} type="tel" inputMode="tel" autoComplete="off" />
        </Field>
        <Field label={t("form.email")} error={errorOf("email")}>
          <Input {...form.register("email")} type="email" inputMode="email" autoComplete="off" />
        </Field>
      </div>
      <PossibleDuplicates phone={phone ?? ""} email={email ?? ""} exceptId={exceptId} />
    </>
  );
}

function NameFields({ state }: { state: CustomerFormState }) {
  const t = useTranslations("customers");
  const { form, errorOf } = state;
  const isCompany = useWatch({ control: form.control, name: "kind" }) === "company";
  const person = (
    <div className="grid gap-4 sm:grid-cols-2">
      <Field label={t("form.firstName")} error={errorOf("first_name")}>
        <Input {...form.register("first_name")} autoComplete="off" />
      </Field>
      <Field label={t("form.lastName")} error={errorOf("last_name")}>
        <Input {...form.register("last_name")} autoComplete="off" />
      </Field>
    </div>
  );
  if (!isCompany) return person;
  return (
    <>
      <Field label={t("form.companyName")} error={errorOf("company_name")}>
        <Input {...form.register("company_name")} autoComplete="off" />
      </Field>
      <fieldset className="grid gap-2">
        <legend className="mb-2 text-13 text-text-3">{t("form.contactPerson")}</legend>
        {person}
      </fieldset>
    </>
  );
}

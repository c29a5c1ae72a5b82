"use client";

import { useTranslations } from "use-intl/react";
import { FormProblem } from "@/components/shared/error-card";
import { CountrySelect, CurrencySelect, TimeZoneSelect } from "@/components/shared/place-selects";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { currencyOf } from "@/lib/organizations/rules";
import { useCompany } from "./use-company";

export function CompanyForm({ userId, onDone }: { userId: string; onDone: () => void }) {
  const t = useTranslations("onboarding.company");
  const { draft, change, save, isSaving, isNameMissing, error } = useCompany(userId, onDone);
  return (
    <form
      className="grid gap-4"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <FormProblem error={error} />
      <Field label={t("name")} hint={t("nameHint")} error={isNameMissing ? t("nameMissing") : null}>
        <Input
          name="organization"
          autoComplete="organization"
          value={draft.name}
          autoFocus
          maxLength={200}
          onChange={(event) => change({ name: event.target.value })}
        />
      </Field>
      <Field label={t("country")}>
        <CountrySelect
          value={draft.country}
          onChange={(country) => change({ country, currency: currencyOf(country) })}
        />
      </Field>
      <Field label={t("timeZone")} hint={t("timeZoneHint")}>
        <TimeZoneSelect value={draft.timeZone} onChange={(timeZone) => change({ timeZone })} />
      </Field>
      <Field label={t("currency")} hint={t("currencyHint")}>
        <CurrencySelect value={draft.currency} onChange={(currency) => change({ currency })} />
      </Field>
      <Button type="submit" variant="primary" wide busy={isSaving}>
        {t("save")}
      </Button>
    </form>
  );
}

"use client";

import { useEffect, useState } from "react";
import { useLocale } from "use-intl/react";
import { useTranslations } from "use-intl/react";
import { FormProblem } from "@/components/shared/error-card";
import { CountrySelect, CurrencySelect, TimeZoneSelect } from "@/components/shared/place-selects";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { renewToken } from "@/lib/auth/browser";
import { guessCountry } from "@/lib/i18n/countries";
import { createOrganization } from "@/lib/organizations/client";
import { currencyOf } from "@/lib/organizations/rules";
import { useKeptDraft } from "./use-kept-draft";

type Company = { name: string; country: string; currency: string; timeZone: string };

const EMPTY: Company = { name: "", country: "", currency: "", timeZone: "" };

/** Country, zone and currency are guessed from this machine's clock and languages, and changeable. */
function guess(): Company {
  const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const country = guessCountry(timeZone, navigator.languages);
  return { name: "", country, currency: currencyOf(country), timeZone };
}

export function CompanyForm({ userId, onDone }: { userId: string; onDone: () => void }) {
  const t = useTranslations("onboarding.company");
  const locale = useLocale();
  const { draft, change, drop, start } = useKeptDraft<Company>(`onboarding.${userId}.company`, EMPTY);
  const [isSaving, setIsSaving] = useState(false);
  const [isNameMissing, setIsNameMissing] = useState(false);
  const [error, setError] = useState<unknown>(null);
  useEffect(() => start(guess), [start]);

  const save = async () => {
    setIsNameMissing(draft.name.trim() === "");
    if (draft.name.trim() === "" || isSaving) return;
    setIsSaving(true);
    setError(null);
    try {
      await createOrganization({
        name: draft.name.trim(),
        country: draft.country,
        currency: draft.currency,
        locale,
        time_zone: draft.timeZone,
        // Asked on the next screen; until then the company has no trade of its own.
        trade: "other",
      });
      await renewToken();
      drop();
      onDone();
    } catch (refusal) {
      setError(refusal);
      setIsSaving(false);
    }
  };

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

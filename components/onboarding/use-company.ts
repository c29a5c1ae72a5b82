"use client";

import { useEffect, useState } from "react";
import { useLocale } from "use-intl/react";
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

export function useCompany(userId: string, onDone: () => void) {
  const locale = useLocale();
  const { draft, change, drop, start } = useKeptDraft<Company>(`onboarding.${userId}.company`, EMPTY);
  const [isSaving, setIsSaving] = useState(false);
  const [isNameMissing, setIsNameMissing] = useState(false);
  const [error, setError] = useState<unknown>(null);
  useEffect(() => start(guess), [start]);

  const save = async () => {
    const name = draft.name.trim();
    setIsNameMissing(name === "");
    if (name === "" || isSaving) return;
    setIsSaving(true);
    setError(null);
    try {
      const { country, currency, timeZone } = draft;
      // The trade is asked on the next screen; until then the company has none of its own.
      await createOrganization({ name, country, currency, locale, time_zone: timeZone, trade: "other" });
      await renewToken();
      drop();
      onDone();
    } catch (refusal) {
      setError(refusal);
      setIsSaving(false);
    }
  };

  return { draft, change, save, isSaving, isNameMissing, error };
}

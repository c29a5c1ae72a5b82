"use client";

import { createContext, use, useEffect, useState } from "react";
import type { ReactNode } from "react";
import { rememberLocale, Words } from "@/lib/i18n/client";
import { loadFieldMessages } from "@/lib/i18n/field-rooms";
import type { FieldMessages } from "@/lib/i18n/field-rooms";
import { LANGUAGE_COOKIE, toLocale } from "@/lib/i18n/locales";
import type { Locale } from "@/lib/i18n/locales";
import { refreshKeptPage } from "./worker";

type Spoken = { locale: Locale; messages: FieldMessages };

const LanguageContext = createContext<(next: Locale) => Promise<void>>(async () => {});

/** Changes the language of this phone, without signal too. */
export const useSetLanguage = () => use(LanguageContext);

function chosenLocale(): Locale | null {
  const match = new RegExp(`(?:^|; )${LANGUAGE_COOKIE}=([\\w-]+)`).exec(document.cookie);
  return toLocale(match?.[1]);
}

async function spokenIn(locale: Locale): Promise<Spoken> {
  return { locale, messages: await loadFieldMessages(locale) };
}

/** The kept page speaks the language of the day it was kept; what was chosen since is loaded from the build. */
export function FieldWords({ locale, messages, children }: Spoken & { children: ReactNode }) {
  const [spoken, setSpoken] = useState<Spoken>({ locale, messages });
  const choose = async (next: Locale) => {
    rememberLocale(next);
    setSpoken(await spokenIn(next));
    refreshKeptPage();
  };
  useEffect(() => {
    const chosen = chosenLocale();
    if (chosen && chosen !== locale) void spokenIn(chosen).then(setSpoken);
  }, [locale]);
  useEffect(() => {
    document.documentElement.lang = spoken.locale;
  }, [spoken.locale]);
  return (
    <Words locale={spoken.locale} messages={spoken.messages}>
      <LanguageContext value={choose}>{children}</LanguageContext>
    </Words>
  );
}

"use client";

import { useMemo } from "react";
import type { ReactNode } from "react";
import { IntlProvider, useLocale } from "use-intl/react";
import { createFormats } from "./format";
import type { Formats } from "./format";
import { isLocale, LANGUAGE_COOKIE } from "./locales";
import type { Locale } from "./locales";
import type { Messages, Room } from "./messages";

type IntlProps = {
  locale: Locale;
  messages: Pick<Messages, Room> | Partial<Messages>;
  timeZone?: string;
  children: ReactNode;
};

/** Gives the rooms' words to client components below; a nested one replaces the outer's rooms. */
export function Words({ locale, messages, timeZone, children }: IntlProps) {
  return (
    <IntlProvider locale={locale} messages={messages} timeZone={timeZone ?? "UTC"}>
      {children}
    </IntlProvider>
  );
}

/** Dates, durations and lists in the reader's language. */
export function useFormats(): Formats {
  const locale = useLocale();
  return useMemo(() => createFormats(isLocale(locale) ? locale : "en"), [locale]);
}

/** Remembers the language on this machine for a year; the caller refreshes the page's server parts. */
export function rememberLocale(locale: Locale): void {
  document.cookie = `${LANGUAGE_COOKIE}=${locale}; path=/; max-age=31536000; samesite=lax`;
}

"use client";

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

const made = new Map<Locale, Formats>();

/** Dates, durations and lists in the reader's language; made once, because each row of a list asks for them. */
export function useFormats(): Formats {
  const spoken = useLocale();
  const locale = isLocale(spoken) ? spoken : "en";
  const formats = made.get(locale) ?? createFormats(locale);
  made.set(locale, formats);
  return formats;
}

/** Remembers the language on this machine for a year; the caller refreshes the page's server parts. */
export function rememberLocale(locale: Locale): void {
  document.cookie = `${LANGUAGE_COOKIE}=${locale}; path=/; max-age=31536000; samesite=lax`;
}

"use client";

import { useEffect, useState } from "react";
import { useLocale, useMessages } from "use-intl/react";
import type { ReactNode } from "react";
import { Words } from "@/lib/i18n/client";
import { loadFieldMessages } from "@/lib/i18n/field-rooms";
import type { FieldMessages } from "@/lib/i18n/field-rooms";
import { isLocale } from "@/lib/i18n/locales";
import type { Locale } from "@/lib/i18n/locales";

type Loaded = { locale: Locale; words: FieldMessages };

/**
 * Everything below speaks the customer's language as soon as its words are there; without signal they may not be, and
 * the technician's stay. The tree stays the same, so that a begun signature does.
 */
export function CustomerWords({ locale, children }: { locale: Locale; children: ReactNode }) {
  const own = useLocale();
  const messages = useMessages() as unknown as FieldMessages;
  const [loaded, setLoaded] = useState<Loaded | null>(null);
  useEffect(() => {
    let isGone = false;
    loadFieldMessages(locale).then(
      (words) => (isGone ? undefined : setLoaded({ locale, words })),
      () => undefined,
    );
    return () => {
      isGone = true;
    };
  }, [locale]);
  const isReady = loaded?.locale === locale;
  const spoken = isReady ? locale : isLocale(own) ? own : "en";
  return (
    <Words locale={spoken} messages={isReady ? loaded.words : messages}>
      <div lang={spoken} className="grid gap-6">
        {children}
      </div>
    </Words>
  );
}

"use client";

import { useRouter } from "next/navigation";
import { useLocale } from "use-intl/react";
import { rememberLocale } from "@/lib/i18n/client";
import type { Locale } from "@/lib/i18n/locales";

/** The language of this device. The profile's, in which mails come, is changed under Settings › Profile. */
export function useLanguage(): [Locale, (next: Locale) => void] {
  const locale = useLocale();
  const router = useRouter();
  const choose = (next: Locale) => {
    rememberLocale(next);
    router.refresh();
  };
  return [locale, choose];
}

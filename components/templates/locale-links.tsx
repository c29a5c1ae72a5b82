"use client";

import Link from "next/link";
import { useTranslations } from "use-intl/react";
import { useMember } from "@/components/shared/member";
import { LOCALES } from "@/lib/i18n/locales";
import type { Template, TemplateLocale } from "@/lib/templates/schema";

type LocaleLinksProps = { event: Template["event"]; locale: TemplateLocale };

/** The same message in the other language: what a customer who reads it would have got. */
export function LocaleLinks({ event, locale }: LocaleLinksProps) {
  const t = useTranslations("templates");
  const { slug } = useMember().organization;
  return (
    <nav
      aria-label={t("language")}
      className="inline-flex gap-0.5 justify-self-start rounded-control edge bg-sunken p-0.5"
    >
      {LOCALES.map((option) => (
        <Link
          key={option}
          href={`/o/${slug}/settings/templates/${event}?locale=${option}`}
          replace
          aria-current={option === locale ? "page" : undefined}
          className="inline-flex min-h-6 items-center rounded-badge edge border-transparent px-2.5 text-13 font-medium text-text-2 hover:text-text aria-[current=page]:border-border-strong aria-[current=page]:bg-surface aria-[current=page]:text-text pointer-coarse:min-h-11"
        >
          {t(`locale.${option}`)}
        </Link>
      ))}
    </nav>
  );
}

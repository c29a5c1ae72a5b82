"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTranslations } from "use-intl/react";
import { ErrorCard } from "@/components/shared/error-card";
import { useMember } from "@/components/shared/member";
import { SkeletonLines } from "@/components/shared/skeleton";
import { Badge } from "@/components/ui/badge";
import { LOCALES } from "@/lib/i18n/locales";
import { fetchTemplates, templateKeys } from "@/lib/templates/client";
import type { Template } from "@/lib/templates/schema";

/** Every message in every language, and whether its words are the shipped ones. */
export function TemplateList() {
  const t = useTranslations("templates");
  const { data, error, refetch } = useQuery({
    queryKey: templateKeys.list(),
    queryFn: ({ signal }) => fetchTemplates(signal),
  });
  if (!data)
    return error ? (
      <ErrorCard title={t("error")} error={error} onRetry={() => void refetch()} />
    ) : (
      <SkeletonLines lines={10} />
    );
  const events = [...new Set(data.data.map(({ event }) => event))];
  return (
    <div className="overflow-x-auto rounded-card edge bg-surface">
      <table className="w-full text-start">
        <caption className="sr-only">{t("label")}</caption>
        <thead className="text-12 text-text-3">
          <tr className="edge-b">
            <th scope="col" className="px-4 py-2 text-start font-normal">
              {t("message")}
            </th>
            {LOCALES.map((locale) => (
              <th key={locale} scope="col" className="px-4 py-2 text-start font-normal">
                {t(`locale.${locale}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {events.map((event) => (
            <EventRow key={event} event={event} rows={data.data.filter((row) => row.event === event)} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function EventRow({ event, rows }: { event: Template["event"]; rows: Template[] }) {
  const words = useTranslations("notifications");
  return (
    <tr className="edge-b last:border-b-0">
      <th scope="row" className="px-4 py-2 text-start font-medium">
        {words(`event.${event}`)}
      </th>
      {LOCALES.map((locale) => {
        const row = rows.find((one) => one.locale === locale);
        return (
          <td key={locale} className="px-4 py-2">
            {row ? <WordsLink template={row} /> : null}
          </td>
        );
      })}
    </tr>
  );
}

function WordsLink({ template }: { template: Template }) {
  const t = useTranslations("templates");
  const words = useTranslations("notifications");
  const { slug } = useMember().organization;
  const { event, locale, is_active, is_shipped } = template;
  const state = is_active ? (is_shipped ? "shipped" : "changed") : "off";
  const tone = { shipped: "plain", changed: "accent", off: "warning" } as const;
  return (
    <Link
      href={`/o/${slug}/settings/templates/${event}?locale=${locale}`}
      aria-label={`${t("edit", { event: words(`event.${event}`), locale: t(`locale.${locale}`) })}: ${t(`state.${state}`)}`}
      className="touch-target inline-flex rounded-badge hover:underline"
    >
      <Badge tone={tone[state]}>{t(`state.${state}`)}</Badge>
    </Link>
  );
}

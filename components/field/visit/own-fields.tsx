"use client";

import { ExternalLink } from "lucide-react";
import { useTranslations } from "use-intl/react";
import { valueText } from "@/lib/custom-fields/rules";
import { useFormats } from "@/lib/i18n/client";
import type { FieldSettings, Visit } from "@/lib/sync/schema";

type OwnFieldsProps = { visit: Visit; settings: FieldSettings };

/** What the company keeps of its own of a visit, as far as it is known; the office writes it. */
export function OwnFields({ visit, settings }: OwnFieldsProps) {
  const t = useTranslations("field");
  const words = { ...useFormats(), yes: t("answer.yes"), no: t("answer.no") };
  const known = (settings.custom_fields ?? []).flatMap((field) => {
    const text = valueText(field, visit.custom_fields?.[field.key], words);
    return text === null ? [] : [{ field, text }];
  });
  if (known.length === 0) return null;
  return (
    <section className="grid gap-1" aria-label={t("visit.fields")}>
      <h2 className="text-14 font-semibold text-text-2">{t("visit.fields")}</h2>
      <dl className="grid gap-2 [overflow-wrap:anywhere]">
        {known.map(({ field, text }) => (
          <div key={field.key}>
            <dt className="text-14 text-text-2">{field.name}</dt>
            <dd className="text-18 whitespace-pre-line">
              {field.type === "url" && /^https?:\/\//i.test(text) ? <Link address={text} /> : text}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Link({ address }: { address: string }) {
  return (
    <a
      href={address}
      target="_blank"
      rel="noopener noreferrer nofollow"
      className="inline-flex min-h-14 items-center gap-2 text-accent-text underline"
    >
      {address.replace(/^https?:\/\/(?:www\.)?/i, "").replace(/\/$/, "")}
      <ExternalLink aria-hidden className="size-5 shrink-0" strokeWidth={1.75} />
    </a>
  );
}

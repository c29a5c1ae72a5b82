import { getTranslatorOf } from "@/lib/i18n/server";
import { LOCALES, type Locale } from "@/lib/i18n/locales";

type PortalFootProps = {
  locale: Locale;
  phone: { number: string; words: string } | null;
  company: string;
};

/** Languages are named by themselves. A plain link changes them, so that it works without script. */
const NAMES: Record<Locale, string> = { en: "English", de: "Deutsch" };

export function PortalFoot({ locale, phone, company }: PortalFootProps) {
  const t = getTranslatorOf(locale, "portal");
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1">
      <p className="py-3">
        {company}
        {phone ? (
          <>
            {" · "}
            <a
              href={`tel:${phone.number}`}
              className="inline-block py-1 tabular-nums underline underline-offset-4"
            >
              {phone.words}
            </a>
          </>
        ) : null}
      </p>
      <nav aria-label={t("language")} className="-mx-2 flex">
        {LOCALES.map((each) => (
          <a
            key={each}
            href={`?lang=${each}`}
            lang={each}
            hrefLang={each}
            aria-current={each === locale ? "true" : undefined}
            className="inline-flex min-h-12 items-center rounded-control px-2 underline-offset-4 aria-[current]:font-medium aria-[current]:text-text [&:not([aria-current])]:underline"
          >
            {NAMES[each]}
          </a>
        ))}
      </nav>
    </div>
  );
}

import type { ReactNode } from "react";
import { brandStyle } from "@/components/shared/brand-style";
import { initialOf } from "@/components/shared/initial";
import { brandShades } from "@/lib/branding/rules";
import { LOCALES, type Locale } from "@/lib/i18n/locales";
import { getTranslatorOf } from "@/lib/i18n/server";
import type { BookFront } from "@/lib/online-booking/schema";

type BookingFrameProps = {
  slug: string;
  front: BookFront;
  phoneWords: string | null;
  locale: Locale;
  children: ReactNode;
};

/** Languages are named by themselves. A plain link changes them, so that it works without script. */
const NAMES: Record<Locale, string> = { en: "English", de: "Deutsch" };

/** The company's look around its booking page: its mark and name above, its number and the languages below. */
export function BookingFrame({ slug, front, phoneWords, locale, children }: BookingFrameProps) {
  return (
    <div
      lang={locale}
      style={brandStyle(front.brand_color ? brandShades(front.brand_color) : null)}
      className="flex min-h-dvh flex-col bg-bg text-16 text-text"
    >
      <header className="edge-b bg-surface">
        <div className="mx-auto flex min-h-16 w-full max-w-4xl items-center gap-3 px-4 py-3 md:px-6">
          <Mark slug={slug} front={front} />
          <p className="min-w-0 font-medium break-words">{front.name}</p>
        </div>
      </header>
      <main className="mx-auto w-full max-w-4xl flex-1 px-4 py-4 md:px-6 md:py-8">{children}</main>
      <footer className="mx-auto flex w-full max-w-4xl flex-wrap items-center justify-between gap-x-6 gap-y-1 px-4 pt-2 pb-8 text-14 text-text-2 md:px-6">
        <p className="py-3">
          {front.name}
          {front.phone && phoneWords ? (
            <>
              {" · "}
              <a
                href={`tel:${front.phone}`}
                className="inline-block py-1 tabular-nums underline underline-offset-4"
              >
                {phoneWords}
              </a>
            </>
          ) : null}
        </p>
        <Languages locale={locale} />
      </footer>
    </div>
  );
}

function Mark({ slug, front }: Pick<BookingFrameProps, "slug" | "front">) {
  if (front.has_logo) {
    return (
      // Its name stands beside it. White behind it, because logos are drawn for paper.
      <img
        src={`/book/${slug}/logo`}
        alt=""
        className="h-10 max-w-32 shrink-0 rounded-control bg-[#ffffff] object-contain p-1"
      />
    );
  }
  return (
    <span
      aria-hidden
      className="grid size-10 shrink-0 place-items-center rounded-card bg-accent font-semibold text-on-accent"
    >
      {initialOf(front.name)}
    </span>
  );
}

function Languages({ locale }: { locale: Locale }) {
  const t = getTranslatorOf(locale, "online-booking");
  return (
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
  );
}

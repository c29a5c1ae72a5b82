"use client";

import { CalendarPlus, CircleCheck } from "lucide-react";
import { useEffect, useRef } from "react";
import { useTranslations } from "use-intl/react";
import { buttonLook, CARD, LINK } from "@/components/shared/customer-look";
import { useFormats } from "@/lib/i18n/client";
import type { BookedVisit } from "@/lib/online-booking/schema";
import type { Result } from "./booking-actions";

type ResultCardProps = { slug: string; result: Result; onAnother: () => void };

/** What is certain now, and what one does with it. */
export function ResultCard({ slug, result, onAnother }: ResultCardProps) {
  const t = useTranslations("online-booking.done");
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <section className={CARD} aria-labelledby="result">
      <h1
        ref={heading}
        id="result"
        tabIndex={-1}
        className="flex items-center gap-3 text-24 outline-none sm:text-30"
      >
        <CircleCheck aria-hidden className="size-7 shrink-0 text-success" strokeWidth={1.75} />
        {t(result.kind)}
      </h1>
      {result.kind === "booked" ? (
        <Visit slug={slug} visit={result.visit} />
      ) : (
        <>
          <p className="mt-3">{t("requestedLead")}</p>
          <p className="mt-1 text-text-2 tabular-nums">{t("requestNumber", { number: result.number })}</p>
        </>
      )}
      <button type="button" onClick={onAnother} className={`${LINK} mt-4 min-h-12`}>
        {t("another")}
      </button>
    </section>
  );
}

function Visit({ slug, visit }: { slug: string; visit: BookedVisit }) {
  const t = useTranslations("online-booking.done");
  const formats = useFormats();
  const day = formats.longDay(visit.window.starts_at, visit.time_zone);
  const window = formats.window(visit.window.starts_at, visit.window.ends_at, visit.time_zone);
  const facts = [
    [t("time"), `${day}, ${window}`],
    [t("service"), visit.service],
    [t("place"), visit.place],
    [t("number"), visit.number],
  ];
  return (
    <>
      <p className="mt-3 text-18 font-medium tabular-nums" suppressHydrationWarning>
        {t("lead", { day, window })}
      </p>
      <p className="mt-1 text-text-2">{t("mailed")}</p>
      <dl className="mt-5 grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-2">
        {facts.map(([name, value]) =>
          value ? (
            <div key={name} className="contents">
              <dt className="text-text-2">{name}</dt>
              <dd className="break-words tabular-nums" suppressHydrationWarning>
                {value}
              </dd>
            </div>
          ) : null,
        )}
      </dl>
      <div className="mt-6 flex flex-wrap gap-3">
        {visit.link ? (
          <a href={visit.link} className={buttonLook("primary", "max-sm:w-full")}>
            {t("link")}
          </a>
        ) : null}
        <a href={`/book/${slug}/visit.ics`} className={buttonLook("secondary", "max-sm:w-full")}>
          <CalendarPlus aria-hidden />
          {t("calendar")}
        </a>
      </div>
    </>
  );
}

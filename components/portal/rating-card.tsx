"use client";

import { Star } from "lucide-react";
import { useTranslations } from "use-intl/react";
import { useFormats } from "@/lib/i18n/client";
import { mayEditFeedback } from "@/lib/portal/rules";
import type { GivenFeedback, PortalState } from "@/lib/portal/schema";
import { CARD, CARD_TITLE, LINK } from "@/components/shared/customer-look";
import { usePortalLink } from "./portal-context";
import { Stars, STARS } from "./stars";

/** How it was: asked once, shown afterwards with what the company answered. */
export function RatingCard({ state, now }: { state: PortalState; now: number }) {
  const t = useTranslations("portal.rating");
  const { id } = usePortalLink();
  const { feedback, may } = state;
  if (!feedback && !may.feedback) return null;
  return (
    <section className={CARD} aria-labelledby="rating-title">
      <h2 id="rating-title" className={CARD_TITLE}>
        {feedback ? t("yours") : t("ask")}
      </h2>
      {feedback ? (
        <Given feedback={feedback} state={state} now={now} />
      ) : (
        <p className="mt-3 flex justify-between sm:justify-start sm:gap-2">
          {STARS.map((each) => (
            <a
              key={each}
              href={`/v/${id}/feedback?stars=${each}`}
              className="grid size-12 place-items-center rounded-full text-border-strong hover:text-warning"
            >
              <Star aria-hidden className="size-10" strokeWidth={1.5} />
              <span className="sr-only">{t("give", { stars: each })}</span>
            </a>
          ))}
        </p>
      )}
    </section>
  );
}

type GivenProps = { feedback: GivenFeedback; state: PortalState; now: number };

function Given({ feedback, state, now }: GivenProps) {
  const t = useTranslations("portal.rating");
  const formats = useFormats();
  const { id, company } = usePortalLink();
  const { reply, editable_until: until } = feedback;
  const zone = state.visit.time_zone;
  return (
    <>
      <Stars value={feedback.overall} label={t("stars", { stars: feedback.overall })} className="mt-3" />
      {feedback.comment ? <p className="mt-3 whitespace-pre-line">{feedback.comment}</p> : null}
      {reply ? (
        <blockquote className="mt-4 rounded-card bg-sunken p-4">
          <p className="whitespace-pre-line">{reply.body}</p>
          <footer className="mt-2 text-14 text-text-2" suppressHydrationWarning>
            {`${[reply.name, company].filter(Boolean).join(", ")} · ${formats.dayTime(reply.at, zone)}`}
          </footer>
        </blockquote>
      ) : null}
      {mayEditFeedback(state, now) && until ? (
        <p className="mt-3">
          <a
            href={`/v/${id}/feedback`}
            className={`${LINK} inline-flex min-h-12 items-center`}
            suppressHydrationWarning
          >
            {t("edit", { moment: formats.dayTime(until, zone) })}
          </a>
        </p>
      ) : null}
    </>
  );
}

"use client";

import { useEffect, useState } from "react";
import { useTranslations } from "use-intl/react";
import { cn } from "@/lib/cn";
import { useFormats } from "@/lib/i18n/client";
import { mayEditFeedback } from "@/lib/portal/rules";
import type { PortalState } from "@/lib/portal/schema";
import { ActionForm, ProblemLine } from "./action-form";
import { BackLink } from "./back-link";
import { buttonLook, CARD, INPUT } from "@/components/shared/customer-look";
import { NoticeStrip } from "./notice-strip";
import { PortalLinkContext, useRefused } from "./portal-context";
import { RatingCard } from "./rating-card";
import { StarsField } from "./stars";
import { keepText, useKeptText } from "./use-kept-text";
import { useNow } from "./use-now";
import { usePortal } from "./use-portal";
import { usePortalLinkOf, type PortalPageProps } from "./visit-page";

const PARTS = ["punctuality", "professionalism", "quality"] as const;
type Part = (typeof PARTS)[number];
type Given = Record<Part | "overall", number | null>;

type FeedbackPageProps = PortalPageProps & { stars: number | null };

/** Five large stars, then what one likes to add. Sent once, editable for a day. */
export function FeedbackPage(props: FeedbackPageProps) {
  const { initial, servedAt, problem, stars } = props;
  const t = useTranslations("portal.rating");
  const { state, refresh } = usePortal(initial);
  const now = useNow(servedAt);
  const link = usePortalLinkOf(props, state, refresh);
  return (
    <PortalLinkContext value={link}>
      <div className="mx-auto grid max-w-xl gap-4">
        <BackLink />
        <NoticeStrip problem={problem} />
        {mayEditFeedback(state, now) ? (
          <Rating state={state} stars={stars} />
        ) : state.feedback ? (
          <RatingCard state={state} now={now} />
        ) : (
          <section className={CARD}>
            <h1 className="text-24">{t("notYet")}</h1>
          </section>
        )}
      </div>
    </PortalLinkContext>
  );
}

function Rating({ state, stars }: { state: PortalState; stars: number | null }) {
  const t = useTranslations("portal.rating");
  const { feedback, visit, organization, link } = state;
  const formats = useFormats();
  const names = formats.list(visit.people.map((person) => person.first_name));
  return (
    <section className={CARD} aria-labelledby="rating-title">
      <h1 id="rating-title" className="text-24 text-balance">
        {names ? t("askPerson", { who: names }) : t("ask")}
      </h1>
      <p className="mt-1 text-text-2">{visit.service}</p>
      <ActionForm
        action="feedback"
        className="mt-6 grid gap-6"
        onDone={() => {
          keepText(keyOf(link.id), "");
          location.assign(`/v/${link.id}?done=feedback`);
        }}
      >
        {({ isBusy, problem }) => (
          <>
            <RatingFields state={state} stars={stars} />
            <div>
              <button
                type="submit"
                aria-busy={isBusy || undefined}
                className={buttonLook("primary", "w-full sm:w-auto sm:min-w-48")}
              >
                {feedback ? t("save") : t("send", { company: organization.name })}
              </button>
              <p className="mt-3 text-14 text-text-2">{t("editable")}</p>
              <ProblemLine problem={problem} />
            </div>
          </>
        )}
      </ActionForm>
    </section>
  );
}

const keyOf = (linkId: string) => `portal:${linkId}:comment`;

function RatingFields({ state, stars }: { state: PortalState; stars: number | null }) {
  const t = useTranslations("portal.rating");
  const { feedback, link } = state;
  const refused = useRefused("feedback");
  const starsOf = (part: keyof Given) => Number(refused[part]) || (feedback?.[part] ?? null);
  const [given, setGiven] = useState<Given>(() => ({
    overall: stars ?? starsOf("overall"),
    punctuality: starsOf("punctuality"),
    professionalism: starsOf("professionalism"),
    quality: starsOf("quality"),
  }));
  const set = (part: keyof Given) => (value: number) => setGiven((was) => ({ ...was, [part]: value }));
  const starLabel = (count: number) => t("stars", { stars: count });
  useEffect(() => {
    document.title = `${t("ask")} · ${state.organization.name}`;
  }, [t, state.organization.name]);
  return (
    <>
      <StarsField
        name="overall"
        legend={t("overall")}
        starLabel={starLabel}
        value={given.overall}
        onChange={set("overall")}
        isRequired
        size="lg"
      />
      <div className="grid gap-1">
        <p className="text-14 text-text-2">{t("optional")}</p>
        {PARTS.map((part) => (
          <StarsField
            key={part}
            name={part}
            legend={t(`part.${part}`)}
            starLabel={starLabel}
            value={given[part]}
            onChange={set(part)}
          />
        ))}
      </div>
      <Comment linkId={link.id} initial={refused.comment ?? feedback?.comment ?? ""} />
    </>
  );
}

function Comment({ linkId, initial }: { linkId: string; initial: string }) {
  const t = useTranslations("portal.rating");
  const [comment, setComment] = useKeptText(keyOf(linkId), initial);
  return (
    <div>
      <label htmlFor="comment" className="block font-medium">
        {t("comment")}
      </label>
      <textarea
        id="comment"
        name="comment"
        rows={4}
        maxLength={2000}
        value={comment}
        onChange={(event) => setComment(event.target.value)}
        className={cn(INPUT, "mt-2 field-sizing-content max-h-80 min-h-28 resize-y")}
      />
    </div>
  );
}

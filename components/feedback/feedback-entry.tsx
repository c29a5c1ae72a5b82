"use client";

import { BadgeCheck, EyeOff, Reply } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { useCan, useMember } from "@/components/shared/member";
import { Stars } from "@/components/shared/stars";
import { Age } from "@/components/shared/when";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { lazyShown } from "@/components/ui/lazy-overlay";
import type { Feedback } from "@/lib/feedback/schema";
import { useModeration } from "./use-feedback-writes";
import { useCustomerName } from "./use-name";

const ReplyForm = lazyShown(() => import("./reply-form").then((form) => form.ReplyForm));
const HideDialog = lazyShown(() => import("./hide-dialog").then((dialog) => dialog.HideDialog));

const PARTS = ["punctuality", "professionalism", "communication", "quality"] as const;
const link = "text-accent-text underline-offset-4 hover:underline";

/** One rating: stars, words, of whom and of which visit, and the company's answer. */
export function FeedbackEntry({ feedback, isAlone }: { feedback: Feedback; isAlone?: boolean }) {
  const t = useTranslations("feedback");
  const [isReplying, setIsReplying] = useState(false);
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Stars value={feedback.overall} label={t("starsOf", { count: feedback.overall })} />
        <span className="text-13 text-text-3">
          <Age at={feedback.given_at} />
        </span>
        {feedback.is_verified ? (
          <span title={t("verifiedHint")}>
            <BadgeCheck aria-hidden className="size-4 text-success" strokeWidth={1.75} />
            <span className="sr-only">{t("verifiedHint")}</span>
          </span>
        ) : null}
        {feedback.is_hidden ? <Badge>{t("hidden")}</Badge> : null}
        {isReplying ? null : <Buttons feedback={feedback} onReply={() => setIsReplying(true)} />}
      </div>
      {isAlone ? null : <About feedback={feedback} />}
      {feedback.comment ? (
        <p className="max-w-[68ch] [overflow-wrap:anywhere] whitespace-pre-wrap">{feedback.comment}</p>
      ) : null}
      <Parts feedback={feedback} />
      {feedback.is_hidden && feedback.flag_reason ? (
        <p className="text-13 text-text-2">
          {t("hiddenBy", { name: feedback.flagged_by?.name ?? t("somebody"), reason: feedback.flag_reason })}
        </p>
      ) : null}
      {isReplying ? (
        <ReplyForm feedback={feedback} onClose={() => setIsReplying(false)} />
      ) : (
        <Answer feedback={feedback} />
      )}
    </>
  );
}

function About({ feedback }: { feedback: Feedback }) {
  const may = useCan();
  const { slug } = useMember().organization;
  const { customer, booking, resources } = feedback;
  return (
    <p className="flex flex-wrap gap-x-2">
      {customer && may("read", "customers") ? (
        <Link href={`/o/${slug}/customers/${customer.id}`} className="font-medium hover:underline">
          {customer.display_name}
        </Link>
      ) : null}
      <Link href={`/o/${slug}/bookings/${booking.id}`} className={link}>
        {booking.number}
      </Link>
      <span className="text-text-2">{resources.map(({ name }) => name).join(", ")}</span>
    </p>
  );
}

function Parts({ feedback }: { feedback: Feedback }) {
  const t = useTranslations("feedback");
  const given = PARTS.flatMap((part) => (feedback[part] === null ? [] : [{ part, stars: feedback[part] }]));
  if (given.length === 0) return null;
  return (
    <dl className="flex flex-wrap gap-x-4 gap-y-1 text-13">
      {given.map(({ part, stars }) => (
        <div key={part} className="flex gap-1.5">
          <dt className="text-text-3">{t(`part.${part}`)}</dt>
          <dd className="tabular-nums">{t("of5", { value: stars })}</dd>
        </div>
      ))}
    </dl>
  );
}

function Answer({ feedback: { reply } }: { feedback: Feedback }) {
  const t = useTranslations("feedback");
  if (!reply) return null;
  return (
    <div className="grid max-w-[68ch] gap-0.5 border-s-2 border-border ps-3">
      <p className="text-13 text-text-3">
        {t("answered", { name: reply.name ?? t("somebody") })} <Age at={reply.at} />
      </p>
      <p className="[overflow-wrap:anywhere] whitespace-pre-wrap">{reply.body}</p>
    </div>
  );
}

function Buttons({ feedback, onReply }: { feedback: Feedback; onReply: () => void }) {
  const t = useTranslations("feedback");
  const [isHiding, setIsHiding] = useState(false);
  const mayChange = useCan()("update", "feedback");
  const moderation = useModeration(feedback);
  const name = useCustomerName(feedback);
  if (!mayChange) return null;
  return (
    <div className="ms-auto flex gap-1">
      {feedback.is_hidden ? (
        <Button size="sm" busy={moderation.isBusy} onClick={moderation.show}>
          {t("show")}
        </Button>
      ) : (
        <>
          <Button
            size="sm"
            variant="ghost"
            icon={<Reply aria-hidden />}
            aria-label={t(feedback.reply ? "changeReplyTo" : "replyTo", { name })}
            onClick={onReply}
          >
            {feedback.reply ? t("changeReply") : t("reply")}
          </Button>
          <Button
            size="sm"
            variant="ghost"
            icon={<EyeOff aria-hidden />}
            aria-label={t("hideOf", { name })}
            onClick={() => setIsHiding(true)}
          >
            {t("hide")}
          </Button>
        </>
      )}
      {isHiding ? <HideDialog feedback={feedback} onClose={() => setIsHiding(false)} /> : null}
    </div>
  );
}

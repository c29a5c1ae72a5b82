"use client";

import { Mail } from "lucide-react";
import { useSyncExternalStore } from "react";
import { useTranslations } from "use-intl/react";
import { useCan } from "@/components/shared/member";
import { useSecondsUntil } from "@/components/shared/use-seconds-until";
import { Age } from "@/components/shared/when";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import type { Notification, NotificationStatus, WithdrawnReason } from "@/lib/notifications/schema";
import { useMessageWrites } from "./use-message-writes";

const TONES: Record<NotificationStatus, "dashed" | "info" | "success" | "danger" | "quiet"> = {
  waiting: "dashed",
  sending: "info",
  sent: "success",
  failed: "danger",
  withdrawn: "quiet",
};

/** What held these up can be mended, and then they are as good as before. */
const MENDABLE: readonly WithdrawnReason[] = ["no_address", "do_not_contact", "switched_off"];

/** One message in a stream: what to whom, where it stands, and what can still be done about it. */
export function MessageEntry({ message }: { message: Notification }) {
  const t = useTranslations("notifications");
  const event = t(`event.${message.event}`);
  const { recipient } = message;
  return (
    <li className="flex gap-3">
      <span className="mt-0.5 flex size-6 shrink-0 items-center justify-center rounded-full bg-hover text-text-2">
        <Mail aria-hidden className="size-3.5" strokeWidth={1.75} />
      </span>
      <div className="grid min-w-0 flex-1 gap-1">
        <p className="flex flex-wrap items-baseline gap-x-2">
          <span className="min-w-0 font-medium break-words">
            {recipient ? t("to", { event, recipient }) : t("toNobody", { event })}
          </span>
          <Badge tone={TONES[message.status]}>{t(`state.${message.status}`)}</Badge>
          <span className="text-13 text-text-3">
            <Age at={message.sent_at ?? message.created_at} />
          </span>
        </p>
        {message.subject ? <p className="break-words text-text-2">{message.subject}</p> : null}
        <Standing message={message} />
        {message.author ? (
          <p className="text-13 text-text-3">{t("by", { name: message.author.name ?? t("somebody") })}</p>
        ) : null}
        <Actions message={message} />
      </div>
    </li>
  );
}

/** How the mail of a message fares, under the words it brings. */
export function MessageDelivery({ message }: { message: Notification }) {
  const t = useTranslations("notifications");
  const { recipient, withdrawn_reason: reason } = message;
  // The page shows it all the same; only what was taken back by hand is nowhere.
  const isOnPage = message.status === "withdrawn" && reason !== "by_hand";
  return (
    <div className="mt-1 grid gap-1">
      <p className="flex flex-wrap items-center gap-x-2 text-13 text-text-3">
        <Badge tone={TONES[message.status]}>{t(`state.${message.status}`)}</Badge>
        {isOnPage ? t("onPageOnly") : recipient ? t("mailTo", { recipient }) : null}
      </p>
      <Standing message={message} isAlone />
      <Actions message={message} />
    </div>
  );
}

const never = () => () => undefined;

/** The server's clock has run on by the time its page is read: seconds are counted here alone. */
function useIsHere(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}

const clock = (seconds: number) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;

/** Why it is not there yet, or will never be. */
function Standing({ message, isAlone = false }: { message: Notification; isAlone?: boolean }) {
  const t = useTranslations("notifications");
  const { status, attempts, withdrawn_reason: reason } = message;
  const leftS = useSecondsUntil(status === "waiting" ? Date.parse(message.not_before) : null);
  const isHere = useIsHere();
  const words = "text-13 text-text-2";
  if (status === "waiting" && attempts > 0) return <p className={words}>{t("again", { count: attempts })}</p>;
  if (status === "waiting" && !isHere) return <p className={words}>{"\u00a0"}</p>;
  if (status === "waiting")
    return (
      <p className={words}>
        {leftS > 0 ? t(isAlone ? "leavesAloneIn" : "leavesIn", { left: clock(leftS) }) : t("leavesNow")}
      </p>
    );
  if (status === "failed")
    return <p className="text-13 text-danger">{message.error ?? t("failedUnknown")}</p>;
  if (status !== "withdrawn" || !reason) return null;
  const name = message.withdrawn_by?.name ?? t("somebody");
  return <p className={words}>{t(`withdrawn.${reason}`, { name })}</p>;
}

function Actions({ message }: { message: Notification }) {
  const t = useTranslations("notifications");
  const mayChange = useCan()("update", "notifications");
  const { withdraw, retry } = useMessageWrites();
  if (!mayChange) return null;
  if (message.status === "waiting")
    return (
      <Button
        size="sm"
        className="justify-self-start"
        busy={withdraw.isPending}
        onClick={() => withdraw.mutate(message)}
      >
        {t("stop")}
      </Button>
    );
  const isHeldUp = message.withdrawn_reason !== null && MENDABLE.includes(message.withdrawn_reason);
  if (message.status !== "failed" && !isHeldUp) return null;
  return (
    <Button
      size="sm"
      className="justify-self-start"
      busy={retry.isPending}
      onClick={() => retry.mutate(message)}
    >
      {t("retry")}
    </Button>
  );
}

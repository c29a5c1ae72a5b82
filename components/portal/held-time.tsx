"use client";

import { useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl/react";
import { useFormats } from "@/lib/i18n/client";
import type { PortalHold, PortalState } from "@/lib/portal/schema";
import { ActionForm, ProblemLine } from "./action-form";
import { buttonLook, CARD_TITLE } from "@/components/shared/customer-look";
import { usePortalLink } from "./portal-context";

type HeldTimeProps = { hold: PortalHold; state: PortalState; onGone: () => void };

const secondsUntil = (at: string) => Math.max(0, Math.ceil((Date.parse(at) - Date.now()) / 1000));

/** The chosen time, kept free by a running clock, and the sentence that makes it the new one. */
export function HeldTime({ hold, state, onGone }: HeldTimeProps) {
  const t = useTranslations("portal.move");
  const formats = useFormats();
  const part = useRef<HTMLElement>(null);
  const zone = state.visit.time_zone;
  const { starts_at: from, ends_at: to } = hold.window;
  const seconds = useCountdown(hold.expires_at);
  useEffect(() => {
    part.current?.scrollIntoView({ block: "nearest", behavior: "smooth" });
  }, [hold.id]);
  useEffect(() => {
    if (seconds === 0) onGone();
  }, [seconds, onGone]);
  if (seconds === 0)
    return (
      <p role="status" className="rounded-card bg-warning-tint px-4 py-3">
        {t("lapsed")}
      </p>
    );
  return (
    <section
      ref={part}
      aria-labelledby="held-title"
      className="scroll-mt-4 rounded-sheet border-2 border-accent bg-surface p-4 sm:p-6"
    >
      <h2 id="held-title" className={CARD_TITLE} suppressHydrationWarning>
        {t("held", { day: formats.longDay(from, zone), window: formats.window(from, to, zone) })}
      </h2>
      {seconds === null ? (
        <p className="mt-1 text-text-2" suppressHydrationWarning>
          {t("heldUntil", { time: formats.time(hold.expires_at, zone) })}
        </p>
      ) : (
        <p className="mt-1 text-text-2 tabular-nums" role="timer" aria-live="off">
          {t("heldFor", { left: `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}` })}
        </p>
      )}
      <Taking hold={hold} onGone={onGone} />
    </section>
  );
}

function Taking({ hold, onGone }: Pick<HeldTimeProps, "hold" | "onGone">) {
  const t = useTranslations("portal.move");
  const { id, company } = usePortalLink();
  return (
    <ActionForm
      action="reschedule"
      className="mt-4"
      onDone={() => location.assign(`/v/${id}?done=reschedule`)}
      onProblem={({ status }) => status === 409 && onGone()}
    >
      {({ isBusy, problem }) => (
        <>
          <input type="hidden" name="hold_id" value={hold.id} />
          <button type="submit" aria-busy={isBusy || undefined} className={buttonLook("primary", "w-full")}>
            {t("take")}
          </button>
          <p className="mt-3 text-14 text-text-2">{t("effect", { company })}</p>
          <ProblemLine problem={problem} />
        </>
      )}
    </ActionForm>
  );
}

/** Null before the script runs: the server's page can't count. */
function useCountdown(until: string): number | null {
  const [seconds, setSeconds] = useState<number | null>(null);
  useEffect(() => {
    const tick = () => setSeconds(secondsUntil(until));
    tick();
    const timer = setInterval(tick, 1000);
    return () => clearInterval(timer);
  }, [until]);
  return seconds;
}

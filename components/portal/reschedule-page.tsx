"use client";

import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { useFormats } from "@/lib/i18n/client";
import type { PortalHold, PortalState } from "@/lib/portal/schema";
import { BackLink } from "./back-link";
import { CallButton } from "./contact-card";
import { ConnectionStrip } from "./connection-strip";
import { FreeTimes, type OfferedSlot } from "./free-times";
import { HeldTime } from "./held-time";
import { CARD } from "@/components/shared/customer-look";
import { NoticeStrip } from "./notice-strip";
import { PortalLinkContext } from "./portal-context";
import { usePortal } from "./use-portal";
import { usePortalLinkOf, type PortalPageProps } from "./visit-page";
import { WishesForm } from "./wishes-form";

type ReschedulePageProps = PortalPageProps & {
  slots: OfferedSlot[];
  nextFrom: string | null;
  isLater: boolean;
  wishId: string;
  today: string;
};

/** Another time: what stands now, what is really free, one of it held while thinking, then one sentence to confirm. */
export function ReschedulePage(props: ReschedulePageProps) {
  const { initial, slots, nextFrom, isLater, wishId, today, done, problem } = props;
  const t = useTranslations("portal.move");
  const { state, connection, refresh } = usePortal(initial);
  const [held, setHeld] = useState<PortalHold | null>(null);
  const link = usePortalLinkOf(props, state, refresh);
  const hold = held ?? state.hold;
  const zone = state.visit.time_zone;
  // Too late to decide here, but a person can still help.
  const isTooLate = state.may.reschedule.reason === "too_late";
  return (
    <PortalLinkContext value={link}>
      <div className="mx-auto grid max-w-xl gap-4">
        <BackLink />
        <ConnectionStrip connection={connection} timeZone={zone} />
        <NoticeStrip done={done} problem={problem} />
        <Present state={state} />
        {state.may.reschedule.allowed ? (
          <>
            {hold ? <HeldTime hold={hold} state={state} onGone={() => setHeld(null)} /> : null}
            {slots.length > 0 || isLater ? (
              <FreeTimes
                {...{ slots, nextFrom, isLater }}
                heldAt={hold?.starts_at ?? null}
                timeZone={zone}
                onHeld={setHeld}
              />
            ) : null}
          </>
        ) : (
          <section className={CARD}>
            <p>{isTooLate ? t("tooLate") : t("notNow")}</p>
            <CallButton className="mt-4 w-full" />
          </section>
        )}
        {state.may.reschedule.allowed || isTooLate ? (
          <WishesForm firstId={wishId} hasSlots={slots.length > 0} today={today} timeZone={zone} />
        ) : null}
      </div>
    </PortalLinkContext>
  );
}

/** The present time stays valid until the new one is confirmed, and is said so. */
function Present({ state: { visit } }: { state: PortalState }) {
  const t = useTranslations("portal.move");
  const formats = useFormats();
  const { window, time_zone: zone } = visit;
  return (
    <header>
      <h1 className="text-24 text-balance sm:text-30">{t("title")}</h1>
      {window ? (
        <p className="mt-2 text-text-2 tabular-nums" suppressHydrationWarning>
          {t("present", {
            window: `${formats.day(window.starts_at, zone)}, ${formats.window(window.starts_at, window.ends_at, zone)}`,
          })}
        </p>
      ) : null}
    </header>
  );
}

"use client";

import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { useFormats } from "@/lib/i18n/client";
import { firstProposal, slotsByDay, windowOf } from "@/lib/portal/rules";
import type { PortalHold, PortalSlot, PortalState } from "@/lib/portal/schema";
import { ActionForm } from "./action-form";
import { BackLink } from "./back-link";
import { CallButton } from "./contact-card";
import { ConnectionStrip } from "./connection-strip";
import { HeldTime } from "./held-time";
import { buttonLook, CARD, CARD_TITLE } from "@/components/shared/customer-look";
import { NoticeStrip } from "./notice-strip";
import { PortalLinkContext } from "./portal-context";
import { problemWords } from "./problem-words";
import { usePortal } from "./use-portal";
import { usePortalLinkOf, type PortalPageProps } from "./visit-page";
import { WishesForm } from "./wishes-form";

/** Each time with the id under which it is held, should it be chosen without script. */
export type OfferedSlot = PortalSlot & { op_id: string };
type ReschedulePageProps = PortalPageProps & { slots: OfferedSlot[]; wishId: string; today: string };

/** Another time: what stands now, what is really free, one of it held while thinking, then one sentence to confirm. */
export function ReschedulePage(props: ReschedulePageProps) {
  const { initial, slots, wishId, today, done, problem } = props;
  const t = useTranslations("portal.move");
  const { state, connection, refresh } = usePortal(initial);
  const [held, setHeld] = useState<PortalHold | null>(null);
  const link = usePortalLinkOf(props, state, refresh);
  const hold = held ?? state.hold;
  const zone = state.visit.time_zone;
  // Too late to decide here, but a person can still help.
  const isLate = state.may.reschedule.reason === "too_late";
  return (
    <PortalLinkContext value={link}>
      <div className="mx-auto grid max-w-xl gap-4">
        <BackLink />
        <ConnectionStrip connection={connection} timeZone={zone} />
        <NoticeStrip done={done} problem={problem} />
        <Present state={state} />
        {state.may.reschedule.allowed ? (
          <>
            {hold ? <HeldTime hold={hold} slots={slots} state={state} onGone={() => setHeld(null)} /> : null}
            {slots.length > 0 ? (
              <FreeTimes slots={slots} heldAt={hold?.starts_at ?? null} timeZone={zone} onHeld={setHeld} />
            ) : null}
          </>
        ) : (
          <section className={CARD}>
            <p>{isLate ? t("tooLate") : t("notNow")}</p>
            <CallButton className="mt-4 w-full" />
          </section>
        )}
        {state.may.reschedule.allowed || isLate ? (
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

type FreeTimesProps = {
  slots: OfferedSlot[];
  heldAt: string | null;
  timeZone: string;
  onHeld: (hold: PortalHold) => void;
};

function FreeTimes({ slots, heldAt, timeZone, onHeld }: FreeTimesProps) {
  const t = useTranslations("portal");
  const formats = useFormats();
  const [refused, setRefused] = useState<string | null>(null);
  const first = firstProposal(slots);
  return (
    <section className={CARD} aria-labelledby="free-title">
      <h2 id="free-title" className={CARD_TITLE}>
        {t("move.free")}
      </h2>
      <p role="alert" className={refused ? "mt-2 text-danger" : "sr-only"}>
        {refused ? problemWords(refused, t) : ""}
      </p>
      {slotsByDay(slots, timeZone).map((day) => (
        <div key={day.date} className="mt-5">
          <h3 className="font-medium" suppressHydrationWarning>
            {formats.longDay(day.at, timeZone)}
          </h3>
          <ul className="mt-2 grid gap-2 sm:grid-cols-2">
            {day.slots.map((slot) => (
              <li key={slot.starts_at}>
                <SlotButton
                  slot={slot}
                  timeZone={timeZone}
                  isFirst={slot === first}
                  isHeld={heldAt !== null && Date.parse(heldAt) === Date.parse(slot.starts_at)}
                  onHeld={(hold) => {
                    setRefused(null);
                    onHeld(hold);
                  }}
                  onRefused={setRefused}
                />
              </li>
            ))}
          </ul>
        </div>
      ))}
    </section>
  );
}

type SlotButtonProps = {
  slot: OfferedSlot;
  timeZone: string;
  isFirst: boolean;
  isHeld: boolean;
  onHeld: (hold: PortalHold) => void;
  onRefused: (code: string) => void;
};

function SlotButton({ slot, timeZone, isFirst, isHeld, onHeld, onRefused }: SlotButtonProps) {
  const t = useTranslations("portal.move");
  const formats = useFormats();
  const { starts_at: from, ends_at: to } = windowOf(slot);
  const sub = [
    isFirst ? t("earliest") : null,
    slot.is_same && slot.first_name ? t("same", { who: slot.first_name }) : null,
  ];
  return (
    <ActionForm<"hold">
      action="hold"
      firstId={slot.op_id}
      onDone={({ hold }) => onHeld(hold)}
      onProblem={(problem) => onRefused(problem.code)}
    >
      {({ isBusy }) => (
        <>
          <input type="hidden" name="starts_at" value={slot.starts_at} />
          <button
            type="submit"
            aria-busy={isBusy || undefined}
            aria-pressed={isHeld}
            className={buttonLook(
              "secondary",
              "w-full flex-col items-start gap-0 text-left tabular-nums aria-pressed:border-accent aria-pressed:bg-accent-tint",
            )}
            suppressHydrationWarning
          >
            {formats.window(from, to, timeZone)}
            {sub.some(Boolean) ? (
              <span className="text-14 font-normal text-text-2">{sub.filter(Boolean).join(" · ")}</span>
            ) : null}
          </button>
        </>
      )}
    </ActionForm>
  );
}

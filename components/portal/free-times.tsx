"use client";

import { useState, type ReactNode } from "react";
import { useTranslations } from "use-intl/react";
import { buttonLook, CARD, CARD_TITLE, LINK } from "@/components/shared/customer-look";
import { cn } from "@/lib/cn";
import { useFormats } from "@/lib/i18n/client";
import { nearestTo, proposalsOf, slotsByDay, windowOf } from "@/lib/portal/rules";
import type { PortalHold, PortalSlot } from "@/lib/portal/schema";
import { ActionForm } from "./action-form";
import { usePortalLink } from "./portal-context";
import { problemWords } from "./problem-words";

/** Each time with the id under which it is held, should it be chosen without script. */
export type OfferedSlot = PortalSlot & { op_id: string };

type FreeTimesProps = {
  slots: OfferedSlot[];
  /** Where the next week begins, null at the end. */
  nextFrom: string | null;
  /** Later times are shown than the first ones. */
  isLater: boolean;
  heldAt: string | null;
  timeZone: string;
  onHeld: (hold: PortalHold) => void;
};

type Refusal = { code: string; startsAt: string };

/** What was refused last, and which times are gone since the page was made. */
function useRefusals(offered: OfferedSlot[]) {
  const [gone, setGone] = useState<string[]>([]);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const slots = offered.filter((slot) => !gone.includes(slot.starts_at));
  return {
    slots,
    refusal,
    nearest: refusal?.code === "slot_taken" ? nearestTo(refusal.startsAt, slots) : [],
    forget: () => setRefusal(null),
    refuse: (code: string, startsAt: string) => {
      setRefusal({ code, startsAt });
      if (code === "slot_taken") setGone((before) => [...before, startsAt]);
    },
  };
}

/** What is free: a proposal, then the week by days. Of a time that somebody was faster for, the nearest come first. */
export function FreeTimes({ slots: offered, nextFrom, isLater, heldAt, timeZone, onHeld }: FreeTimesProps) {
  const t = useTranslations("portal");
  const { slots, refusal, nearest, forget, refuse } = useRefusals(offered);
  const first = isLater ? [] : proposalsOf(slots);
  const proposals =
    refusal?.code === "slot_taken" ? nearest.map((slot) => ({ slot, isEarliest: false })) : first;
  const buttonOf = (slot: OfferedSlot, isProposal: boolean, isEarliest = false) => (
    <SlotButton
      {...{ slot, timeZone, isProposal, isEarliest }}
      isHeld={heldAt !== null && Date.parse(heldAt) === Date.parse(slot.starts_at)}
      onHeld={(hold) => {
        forget();
        onHeld(hold);
      }}
      onRefused={(code) => refuse(code, slot.starts_at)}
    />
  );
  return (
    <section className={CARD} aria-labelledby="free-title">
      <h2 id="free-title" className={CARD_TITLE}>
        {t(isLater ? "move.later" : "move.free")}
      </h2>
      <p role="alert" className={refusal ? "mt-2 text-danger" : "sr-only"}>
        {refusal ? (nearest.length > 0 ? t("move.taken") : problemWords(refusal.code, t)) : ""}
      </p>
      {proposals.length > 0 ? (
        <ul className="mt-4 grid gap-2">
          {proposals.map(({ slot, isEarliest }) => (
            <li key={slot.starts_at}>{buttonOf(slot, true, isEarliest)}</li>
          ))}
        </ul>
      ) : null}
      <Days slots={slots} timeZone={timeZone} buttonOf={(slot) => buttonOf(slot, false)} />
      <Further nextFrom={nextFrom} isLater={isLater} />
    </section>
  );
}

type DaysProps = {
  slots: OfferedSlot[];
  timeZone: string;
  buttonOf: (slot: OfferedSlot) => ReactNode;
};

function Days({ slots, timeZone, buttonOf }: DaysProps) {
  const formats = useFormats();
  return slotsByDay(slots, timeZone).map((day) => (
    <div key={day.date} className="mt-6">
      <h3 className="font-medium" suppressHydrationWarning>
        {formats.longDay(day.at, timeZone)}
      </h3>
      <ul className="mt-2 grid grid-cols-[repeat(auto-fill,minmax(9.25rem,1fr))] gap-2">
        {day.slots.map((slot) => (
          <li key={slot.starts_at}>{buttonOf(slot)}</li>
        ))}
      </ul>
    </div>
  ));
}

/** Plain links, so that they work without script; what is held stays held. */
function Further({ nextFrom, isLater }: Pick<FreeTimesProps, "nextFrom" | "isLater">) {
  const t = useTranslations("portal.move");
  const { id } = usePortalLink();
  const page = `/v/${id}/reschedule`;
  if (!nextFrom && !isLater) return null;
  return (
    <p className="mt-6 flex flex-wrap items-center gap-x-6 gap-y-2">
      {nextFrom ? (
        <a
          href={`${page}?from=${encodeURIComponent(nextFrom)}`}
          className={buttonLook("secondary", "max-sm:w-full")}
        >
          {t("more")}
        </a>
      ) : null}
      {isLater ? (
        <a href={page} className={`${LINK} inline-flex min-h-12 items-center`}>
          {t("first")}
        </a>
      ) : null}
    </p>
  );
}

type SlotButtonProps = {
  slot: OfferedSlot;
  timeZone: string;
  /** Stands outside of its day, so it names it. */
  isProposal: boolean;
  isEarliest: boolean;
  isHeld: boolean;
  onHeld: (hold: PortalHold) => void;
  onRefused: (code: string) => void;
};

function SlotButton(props: SlotButtonProps) {
  const { slot, timeZone, isProposal, isEarliest, isHeld, onHeld, onRefused } = props;
  const t = useTranslations("portal.move");
  const formats = useFormats();
  const { starts_at: from, ends_at: to } = windowOf(slot);
  const window = formats.window(from, to, timeZone);
  const who = isProposal && slot.is_same && slot.first_name ? slot.first_name : null;
  const sub = [
    isEarliest ? t("earliest") : null,
    who ? t(isEarliest ? "with" : "same", { who }) : null,
  ].filter(Boolean);
  return (
    <ActionForm<"hold">
      action="hold"
      className="h-full"
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
              cn(
                "h-full w-full flex-col gap-0 tabular-nums aria-pressed:border-accent aria-pressed:bg-accent-tint",
                isProposal ? "items-start text-left" : "px-1 text-14",
              ),
            )}
            suppressHydrationWarning
          >
            {isProposal ? <span>{formats.longDay(from, timeZone)}</span> : null}
            <span>{window}</span>
            {sub.length > 0 ? (
              <span className="text-14 font-normal text-text-2">{sub.join(" · ")}</span>
            ) : null}
          </button>
        </>
      )}
    </ActionForm>
  );
}

"use client";

import { ChevronDown } from "lucide-react";
import { useTranslations } from "use-intl/react";
import { StateBadge, StateIcon } from "@/components/shared/state-badge";
import { Menu, MenuItem, MenuSeparator } from "@/components/ui/menu";
import { BOOKING_STATES } from "@/lib/bookings/rules";
import type { BookingRecord, BookingStatus } from "@/lib/bookings/schema";
import { stepWord } from "./use-steps";
import type { Steps } from "./use-steps";
import { isSeen } from "./use-visit-words";

const ENDS: ReadonlySet<BookingStatus> = new Set(["cancelled", "no_show"]);
const ASKS: ReadonlySet<BookingStatus> = new Set(["paused", "cancelled", "no_show", "completed"]);

/** Since when the present state has lasted. */
function sinceOf({ status, status_history: history }: BookingRecord): string | null {
  return history.findLast((step) => step.to === status)?.at ?? null;
}

/** The state as a button: behind it only the steps that are legal now and this person may take. */
export function StateMenu({ visit, steps }: { visit: BookingRecord; steps: Steps }) {
  const t = useTranslations("bookings");
  const badge = <StateBadge state={visit.status} isSeen={isSeen(visit)} since={sinceOf(visit)} size="md" />;
  const ordered = BOOKING_STATES.filter((state) => steps.steps.includes(state));
  if (ordered.length === 0) return badge;
  const item = (to: BookingStatus) => (
    <MenuItem
      key={to}
      icon={<StateIcon state={to} className="size-4" />}
      danger={ENDS.has(to)}
      onSelect={() => steps.take(to)}
    >
      {t(`step.${stepWord(visit.status, to)}`)}
      {ASKS.has(to) ? "…" : ""}
    </MenuItem>
  );
  const ends = ordered.filter((state) => ENDS.has(state));
  return (
    <Menu
      align="start"
      trigger={
        <button
          type="button"
          aria-busy={steps.pending !== null || undefined}
          className="touch-target inline-flex items-center gap-0.5 rounded-badge aria-busy:opacity-70"
        >
          {badge}
          <span className="sr-only">{t("changeState")}</span>
          <ChevronDown aria-hidden className="size-4 text-text-3" strokeWidth={1.75} />
        </button>
      }
    >
      {ordered.filter((state) => !ENDS.has(state)).map(item)}
      {ends.length > 0 && ends.length < ordered.length ? <MenuSeparator /> : null}
      {ends.map(item)}
    </Menu>
  );
}

"use client";

import { Check } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslations } from "use-intl/react";
import type { KeyboardEvent } from "react";
import { cn } from "@/lib/cn";

export type SlotOption = {
  id: string;
  day: string;
  /** From when to when, as the customer hears it. */
  window: string;
  /** Who comes. */
  who: string;
  /** Why this one: "6 min drive", "knows the place". */
  reasons: readonly string[];
};

type SlotPickerProps = {
  options: readonly SlotOption[];
  label: string;
  chosenId: string | null;
  /** Until when the chosen one is kept free; null while that is not confirmed. */
  heldUntil: string | null;
  onChoose: (id: string) => void;
};

/** Free times with their reasons. Arrows move, Enter takes one; what is taken counts down until it is let go. */
export function SlotPicker({ options, label, chosenId, heldUntil, onChoose }: SlotPickerProps) {
  return (
    <ul aria-label={label} className="grid gap-2">
      {options.map((option) => (
        <li key={option.id}>
          <SlotButton
            option={option}
            isChosen={option.id === chosenId}
            heldUntil={option.id === chosenId ? heldUntil : null}
            onChoose={() => onChoose(option.id)}
          />
        </li>
      ))}
    </ul>
  );
}

/** Up and down the list; at its ends the key is the page's own. */
function moveInList(event: KeyboardEvent<HTMLElement>): void {
  const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
  if (step === 0) return;
  const stops = [...(event.currentTarget.closest("ul")?.querySelectorAll<HTMLElement>("[data-slot]") ?? [])];
  const next = stops[stops.indexOf(event.currentTarget) + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

type SlotButtonProps = {
  option: SlotOption;
  isChosen: boolean;
  heldUntil: string | null;
  onChoose: () => void;
};

function SlotButton({ option, isChosen, heldUntil, onChoose }: SlotButtonProps) {
  const { day, window, who, reasons } = option;
  return (
    <button
      type="button"
      data-slot
      aria-pressed={isChosen}
      onClick={onChoose}
      onKeyDown={moveInList}
      className={cn(
        "grid min-h-12 w-full grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3 rounded-control edge px-3 py-2 text-start",
        isChosen ? "border-accent bg-accent-tint" : "border-border-strong bg-surface hover:bg-hover",
      )}
    >
      <span className="min-w-0">
        <span className="flex flex-wrap items-baseline gap-x-2">
          <span className="font-medium tabular-nums">{`${day}, ${window}`}</span>
          <span className="text-text-2">{who}</span>
        </span>
        {reasons.length > 0 ? <span className="block text-13 text-text-2">{reasons.join(" · ")}</span> : null}
      </span>
      {isChosen ? <Countdown until={heldUntil} /> : null}
    </button>
  );
}

const secondsUntil = (at: string) => Math.max(0, Math.ceil((Date.parse(at) - Date.now()) / 1000));

function Countdown({ until }: { until: string | null }) {
  const t = useTranslations("shared.slot");
  const [seconds, setSeconds] = useState(() => (until ? secondsUntil(until) : 0));
  useEffect(() => {
    if (!until) return;
    const tick = () => setSeconds(secondsUntil(until));
    tick();
    const timer = setInterval(tick, 1000);
    return () => clearInterval(timer);
  }, [until]);
  const left = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  return (
    <span className="flex items-center gap-1.5 text-13 text-accent-text tabular-nums">
      <Check aria-hidden className="size-4" strokeWidth={2} />
      {until === null ? t("holding") : seconds > 0 ? t("held", { left }) : t("expired")}
    </span>
  );
}

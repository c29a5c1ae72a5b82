import type { KeyboardEvent } from "react";

const STEPS: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

/** Arrows move and choose at once, around the ends, as radio buttons do. */
function onRadioKeys(event: KeyboardEvent<HTMLElement>): void {
  const step = STEPS[event.key];
  if (step === undefined || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  const group = event.currentTarget.closest("[role='radiogroup']");
  const radios = [...(group?.querySelectorAll<HTMLElement>("[role='radio']") ?? [])];
  const at = radios.indexOf(event.currentTarget);
  const next = radios[(at + step + radios.length) % radios.length];
  if (at < 0 || !next) return;
  event.preventDefault();
  next.focus();
  next.click();
}

/** What each button of a `radiogroup` is given: only one of them is reached by Tab. */
export function radioProps(isChecked: boolean, isReached: boolean) {
  return {
    type: "button" as const,
    role: "radio",
    "aria-checked": isChecked,
    "data-checked": isChecked ? "" : undefined,
    tabIndex: isReached ? 0 : -1,
    onKeyDown: onRadioKeys,
  };
}

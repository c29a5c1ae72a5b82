/** What a call seldom needs is reached by Tab, not by Enter. */
const STOPS =
  "input:not([type=hidden], [type=radio], [type=checkbox], [data-skip]), textarea, [data-slot], [data-advance], " +
  "[data-asked] button[role=combobox]";

function stopsOf(root: HTMLElement): HTMLElement[] {
  return [...root.querySelectorAll<HTMLElement>(STOPS)].filter(
    (stop) => stop.offsetParent !== null && !stop.hasAttribute("disabled") && stop.tabIndex >= 0,
  );
}

const isFilled = (stop: HTMLElement) =>
  stop.closest("[data-answered]") !== null ||
  ((stop instanceof HTMLInputElement || stop instanceof HTMLTextAreaElement) && stop.value !== "");

/**
 * Enter goes on to the next empty field: what is known already is not asked again. A button that only says "done with
 * these lines" is pressed on the way; the last field leads to the free times and the button that plans.
 */
export function advanceFrom(root: HTMLElement, from: Element): void {
  const stops = stopsOf(root);
  const here = stops.findIndex((stop) => stop === from || stop.contains(from));
  const next = stops.slice(here + 1).find((stop) => !isFilled(stop));
  next?.focus();
  if (next?.dataset.advance === "press") next.click();
}

/** A list that closes, or a field that goes, lets the dialog take the focus first; what is wanted comes after that. */
const AFTER_CLOSING_MS = 60;

/** The first field of a part, once it is drawn. */
export function focusPart(part: "who" | "place" | "work" | "when" | "plan"): void {
  setTimeout(() => {
    const root = document.querySelector<HTMLElement>(`[data-part="${part}"]`);
    if (root) stopsOf(root)[0]?.focus();
  }, AFTER_CLOSING_MS);
}

/** The field after one whose list has just closed. */
export function advanceAfterClosing(root: HTMLElement, from: Element): void {
  setTimeout(() => advanceFrom(root, from), AFTER_CLOSING_MS);
}

export type TooltipSide = "top" | "bottom" | "left" | "right";
export type TooltipRequest = {
  anchor: HTMLElement;
  content: string;
  keys?: string;
  side: TooltipSide;
};

/** Time to move from the anchor onto the words, which may be read and copied (WCAG 1.4.13). */
const LEAVE_MS = 120;
/** Right after one was shown the neighbour's comes without waiting. */
const WARM_MS = 400;

let shown: TooltipRequest | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;
let lastShownAtMs = -Infinity;
const listeners = new Set<() => void>();

function show(request: TooltipRequest | null): void {
  clearTimeout(timer);
  if (shown) lastShownAtMs = performance.now();
  shown = request;
  for (const listener of listeners) listener();
}

export function askForTooltip(request: TooltipRequest, delayMs: number): void {
  clearTimeout(timer);
  const isWarm = shown !== null || performance.now() - lastShownAtMs < WARM_MS;
  if (delayMs === 0 || isWarm) show(request);
  else timer = setTimeout(() => show(request), delayMs);
}

export function leaveTooltip(): void {
  clearTimeout(timer);
  if (shown) timer = setTimeout(() => show(null), LEAVE_MS);
}

/** The pointer has reached the words: they stay. */
export function keepTooltip(): void {
  clearTimeout(timer);
}

export function dismissTooltip(): void {
  clearTimeout(timer);
  if (shown) show(null);
}

export function readTooltip(): TooltipRequest | null {
  return shown;
}

export function subscribeTooltip(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

import { drainOperations } from "./drain";
import { fill } from "./fill";
import { forgetEndedGateCodes } from "./gate-codes";
import { interruptionOf, noteInterruption, readLink } from "./link";
import { fillPictures } from "./pictures";
import { onNudge } from "./nudge";
import type { Reason } from "./nudge";
import type { Phone } from "./phone";
import { prune } from "./prune";
import { drainFiles } from "./uploads";

const TIMER_MS = 30_000;
/** How long after this phone's own work the office's "something changed" is most likely about just that. */
const ECHO_MS = 1_500;
/** A person who presses, or a line that came back, does not wait for the end of a pause. */
const IMPATIENT: readonly Reason[] = ["button", "online", "start"];

/** One pass: operations, then what is new, then files. Throws an Interruption when the line says no. */
export async function pass(phone: Phone, reasons: ReadonlySet<Reason>): Promise<void> {
  // With or without signal.
  await forgetEndedGateCodes(phone.store, phone.now());
  const link = await readLink(phone.store);
  const isImpatient = IMPATIENT.some((reason) => reasons.has(reason));
  if (link.next_at > phone.now() && !isImpatient) return;
  try {
    await drainOperations(phone);
    const isOwnWork = reasons.size === 1 && reasons.has("act");
    const acked = await phone.store.operations.where("state").equals("acked").count();
    const isFilled = !isOwnWork || acked > 0 || link.stop !== null;
    if (isFilled) await fill(phone);
    await drainFiles(phone, () => drainOperations(phone));
    // Last: what is to be looked at never waits before what is to be sent.
    if (isFilled) await fillPictures(phone);
    await prune(phone.store, phone.now());
  } catch (error) {
    const interruption = interruptionOf(error);
    await noteInterruption(phone.store, interruption, phone.now(), phone.random());
    throw interruption;
  }
}

/**
 * One tab at a time. Where the browser has no Web Locks (plain http) two tabs may send the same operation; the office
 * knows it by its id and does it once.
 */
async function alone(name: string, work: () => Promise<void>): Promise<void> {
  if (!("locks" in navigator)) return work();
  await navigator.locks.request(`callout-field-drain-${name}`, work);
}

/**
 * What the phone has just sent comes back to it as news. Asked for at once it would be in the way of the office, whose
 * page asks for the same at the same moment; the row came with the answer already.
 */
function withoutEcho(phone: Phone, take: (reason: Reason) => void) {
  let echo: ReturnType<typeof setTimeout> | undefined;
  let actedAt = Number.NEGATIVE_INFINITY;
  const hear = (reason: Reason) => {
    if (reason === "act") actedAt = phone.now();
    const restMs = actedAt + ECHO_MS - phone.now();
    if (reason !== "live" || restMs <= 0) return take(reason);
    clearTimeout(echo);
    echo = setTimeout(() => take("live"), restMs);
  };
  return { hear, forget: () => clearTimeout(echo) };
}

/** Runs passes until stopped: never two at once in this tab, and never a nudge forgotten. */
export function startSync(phone: Phone): () => void {
  const waiting = new Set<Reason>();
  let isRunning = false;
  let isStopped = false;
  let pause: ReturnType<typeof setTimeout> | undefined;

  /** The interruption stands in the store, where every tab sees it; here only the end of the pause is awaited. */
  const awaitPause = async () => {
    clearTimeout(pause);
    if (isStopped) return;
    const { next_at } = await readLink(phone.store);
    pause = setTimeout(() => take("timer"), Math.max(0, next_at - phone.now()) + 50);
  };
  const run = async () => {
    if (isRunning) return;
    isRunning = true;
    while (waiting.size > 0 && !isStopped) {
      const reasons = new Set(waiting);
      waiting.clear();
      await alone(phone.store.name, async () => {
        if (!isStopped) await pass(phone, reasons);
      }).catch(() =>
        // A store that was closed meanwhile can't say; then this loop is about to be stopped.
        awaitPause().catch(() => undefined),
      );
    }
    isRunning = false;
  };
  const take = (reason: Reason) => {
    waiting.add(reason);
    void run();
  };

  const { hear, forget } = withoutEcho(phone, take);
  const onOnline = () => take("online");
  const onVisible = () => {
    if (document.visibilityState === "visible") take("visible");
  };
  const silence = onNudge(hear);
  const timer = setInterval(() => take("timer"), TIMER_MS);
  window.addEventListener("online", onOnline);
  document.addEventListener("visibilitychange", onVisible);
  take("start");
  return () => {
    isStopped = true;
    silence();
    clearInterval(timer);
    clearTimeout(pause);
    forget();
    window.removeEventListener("online", onOnline);
    document.removeEventListener("visibilitychange", onVisible);
  };
}

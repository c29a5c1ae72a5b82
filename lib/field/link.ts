import { ApiProblem } from "@/lib/http/api-problem";
import { readMeta, writeMeta } from "./store";
import type { FieldStore } from "./store";

/**
 * Why nothing goes out at the moment. offline: no answer came. busy: the server asks for patience or failed.
 * signed_out: the session can't be renewed. wrong_organization: another window works in another one. removed: no
 * member any more. forbidden: the role may not use the field app. shut_out: the office has revoked this phone.
 */
export type Stop =
  "offline" | "busy" | "signed_out" | "wrong_organization" | "removed" | "forbidden" | "shut_out";

/** The state of the line to the office, shared by all tabs of this store. Instants in milliseconds. */
export type Link = {
  stop: Stop | null;
  attempts: number;
  next_at: number;
  /** Of the last answer that the office gave. */
  contact_at: number | null;
};

export const QUIET: Link = { stop: null, attempts: 0, next_at: 0, contact_at: null };

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 300_000;

/** 1 s, 2 s, 4 s … 5 min, each shortened by up to half: phones that lost the same mast do not come back as one. */
export function pauseMs(attempts: number, random: number): number {
  const full = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.max(0, attempts - 1));
  return Math.round(full * (0.5 + random / 2));
}

/** Ends a pass of the queue early; what was under way waits again. */
export class Interruption extends Error {
  readonly stop: Stop;
  readonly retryAfterMs: number;

  constructor(stop: Stop, retryAfterMs = 0) {
    super(stop);
    this.name = "Interruption";
    this.stop = stop;
    this.retryAfterMs = retryAfterMs;
  }
}

/** Statuses that speak of what was sent, and will again: repeating the same request is no use. */
const FAULTY = [400, 413, 415, 422];

export const isFaulty = (error: unknown): error is ApiProblem =>
  error instanceof ApiProblem && FAULTY.includes(error.status);

/** The server broke over this request; others may be fine. */
export const isServerFailure = (error: unknown): boolean =>
  error instanceof ApiProblem && error.status === 500;

/** What any other failed call means for the whole queue. */
export function interruptionOf(error: unknown): Interruption {
  if (error instanceof Interruption) return error;
  if (!(error instanceof ApiProblem)) return new Interruption("busy");
  const { status, code, retryAfterS } = error;
  if (code === "offline") return new Interruption("offline");
  if (status === 401) return new Interruption("signed_out");
  if (code === "organization_changed") return new Interruption("wrong_organization");
  if (code === "no_organization") return new Interruption("removed");
  if (code === "device_revoked") return new Interruption("shut_out");
  if (status === 403) return new Interruption("forbidden");
  return new Interruption("busy", (retryAfterS ?? 0) * 1000);
}

export const readLink = async (store: FieldStore): Promise<Link> =>
  (await readMeta<Link>(store, "link")) ?? QUIET;

/** Only why nothing goes out: when the office was last heard is nothing that a whole page waits for. */
export const readStop = async (store: FieldStore): Promise<Stop | null> => (await readLink(store)).stop;

export async function noteContact(store: FieldStore, now: number): Promise<void> {
  await writeMeta(store, "link", { stop: null, attempts: 0, next_at: 0, contact_at: now } satisfies Link);
}

export async function noteInterruption(
  store: FieldStore,
  { stop, retryAfterMs }: Interruption,
  now: number,
  random: number,
): Promise<Link> {
  const before = await readLink(store);
  const attempts = before.attempts + 1;
  const link = {
    ...before,
    stop,
    attempts,
    next_at: now + Math.max(retryAfterMs, pauseMs(attempts, random)),
  };
  await writeMeta(store, "link", link);
  return link;
}

import { connect } from "node:net";
import type { Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import postgres from "postgres";
import { log } from "@/lib/log";

export type Hearing = { close(): Promise<void> };

type Line = { ended: Promise<void> };

/** Between two attempts at a database that lets nobody in: a fifth of the time it has been away, more or less by chance. */
const SHORTEST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 10_000;
const PART_OF_ABSENCE = 0.2;

async function pauseAfter(absenceMs: number, signal: AbortSignal): Promise<void> {
  const whole = Math.min(LONGEST_PAUSE_MS, Math.max(SHORTEST_PAUSE_MS, absenceMs * PART_OF_ABSENCE));
  await sleep(whole * (0.8 + Math.random() * 0.4), undefined, { signal }).catch(() => undefined);
}

/**
 * Calls `onTold` for each notification of a channel, and whenever hearing begins: what was told before that was told to
 * nobody. Throws when the first attempt is refused; a connection that is lost later comes back by itself.
 *
 * The driver's own `listen` asks a database that refuses it a hundred times a second: it takes its pauses from errors of
 * the socket, and a refusal is an answer. One that hangs up without a word it asks without any pause. Here a connection
 * is one attempt, and the pauses are ours.
 */
export async function hearChannel(url: string, channel: string, onTold: () => void): Promise<Hearing> {
  const closing = new AbortController();
  const dial = () => openLine(url, channel, { onTold, signal: closing.signal });
  const done = keepLine(await dial(), dial, closing.signal);
  return {
    async close() {
      closing.abort();
      await done;
    },
  };
}

async function keepLine(first: Line, dial: () => Promise<Line>, signal: AbortSignal): Promise<void> {
  for (let line = first; ;) {
    await line.ended;
    const found = await findLine(dial, signal);
    if (!found) return;
    line = found;
  }
}

/** Null when nobody wants it any more. */
async function findLine(dial: () => Promise<Line>, signal: AbortSignal): Promise<Line | null> {
  const lostAt = Date.now();
  for (let attempt = 1; ; attempt += 1) {
    await pauseAfter(Date.now() - lostAt, signal);
    if (signal.aborted) return null;
    try {
      return await dial();
    } catch (error) {
      // Said once, not at each attempt.
      if (attempt === 1 && !signal.aborted) log.warn("channel.unheard", { error: String(error) });
    }
  }
}

type LineOptions = { onTold: () => void; signal: AbortSignal };

/** What the driver needs to reach a server, once: before it would try again by itself, `giveUp` is called. */
function dialOnce(giveUp: () => void) {
  let isDialed = false;
  return ({ host, port }: { host: string[]; port: number[] }): Socket | Promise<never> => {
    if (isDialed) {
      giveUp();
      return new Promise<never>(() => undefined);
    }
    isDialed = true;
    return connect({ host: host[0], port: port[0] ?? 0 });
  };
}

async function openLine(url: string, channel: string, { onTold, signal }: LineOptions): Promise<Line> {
  let end = () => {};
  const ended = new Promise<void>((resolve) => (end = resolve));
  const options = {
    max: 1,
    connect_timeout: 5,
    max_lifetime: null,
    fetch_types: false,
    onnotice: () => undefined,
    onclose: end,
    // The driver takes both, and its types know neither.
    onnotify: onTold,
    socket: dialOnce(() => end()),
    connection: { application_name: `hears ${channel}` },
  };
  const sql = postgres(url, options);
  const hangUp = () => void sql.end({ timeout: 1 }).then(end);
  signal.addEventListener("abort", hangUp);
  void ended.then(() => {
    signal.removeEventListener("abort", hangUp);
    return sql.end({ timeout: 0 });
  });
  try {
    await sql`listen ${sql(channel)}`;
  } catch (error) {
    end();
    throw error;
  }
  onTold();
  return { ended };
}

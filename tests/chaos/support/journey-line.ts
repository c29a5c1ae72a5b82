import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { tokenOf } from "./installation";
import type { Installation } from "./installation";

type Fields = Record<string, unknown>;
export type Row = Fields & { id: string; version: number };
export type Heard = { status: number; headers: Headers; body: Fields };

/** What came instead of an answer, and how often. */
export type Repeats = Map<string, number>;

const patienceMs = 12_000;
const longestWaitS = 5;

/** Why this answer says nothing about what was asked for, or null where it does. */
function reasonToRepeat({ status, body }: Heard): string | null {
  if (status >= 500 || status === 401 || status === 429) return String(status);
  return body.code === "in_progress" ? "409 in_progress" : null;
}

async function hear(send: () => Promise<Response>): Promise<Heard> {
  const response = await send();
  const text = await response.text();
  const isJson = response.headers.get("content-type")?.includes("json") ?? false;
  const body = isJson ? (JSON.parse(text) as Fields) : { text };
  return { status: response.status, headers: response.headers, body };
}

/**
 * Sends the same again until there is an answer that acknowledges or refuses it. A connection that broke off says
 * nothing about whether the work was done: that is what keys and operation ids are for.
 */
export async function insist(
  repeats: Repeats,
  send: (signal: AbortSignal) => Promise<Response>,
  renew: () => Promise<void> = () => Promise.resolve(),
): Promise<Heard> {
  for (;;) {
    const heard = await hear(() => send(AbortSignal.timeout(patienceMs))).catch(() => null);
    const reason = heard ? reasonToRepeat(heard) : "no answer";
    if (heard && reason === null) return heard;
    repeats.set(String(reason), (repeats.get(String(reason)) ?? 0) + 1);
    if (heard?.status === 401) await renew();
    const askedS = Number(heard?.headers.get("retry-after") ?? 0);
    await sleep(Math.min(longestWaitS, askedS) * 1_000 + 200 + Math.random() * 600);
  }
}

export type Wish = { body?: unknown; key?: string; ifMatch?: string; expect?: number[] };

/** One account, in whose name several clients ask. */
export type Person = {
  email: string;
  deviceId: string;
  ask: (method: string, path: string, wish?: Wish) => Promise<Heard>;
};

export function createPerson(installation: Installation, email: string, repeats: Repeats): Person {
  let token: Promise<string> | null = null;
  const enter = async (): Promise<string> => {
    for (;;) {
      const found = await tokenOf(installation, email).catch(() => null);
      if (found) return found;
      repeats.set("sign-in", (repeats.get("sign-in") ?? 0) + 1);
      await sleep(1_000);
    }
  };
  const ask: Person["ask"] = async (method, path, wish = {}) => {
    const heard = await insist(
      repeats,
      async (signal) => {
        token ??= enter();
        return fetch(`${installation.url}/api/v1${path}`, {
          method,
          signal,
          headers: headersOf(await token, wish),
          ...(wish.body === undefined ? {} : { body: JSON.stringify(wish.body) }),
        });
      },
      async () => {
        token = enter();
        await token;
      },
    );
    return expected(heard, `${method} ${path}`, wish.expect);
  };
  return { email, deviceId: randomUUID(), ask };
}

function headersOf(token: string, { body, key, ifMatch }: Wish): Record<string, string> {
  return {
    authorization: `Bearer ${token}`,
    ...(body === undefined ? {} : { "content-type": "application/json" }),
    ...(key === undefined ? {} : { "idempotency-key": key }),
    ...(ifMatch === undefined ? {} : { "if-match": ifMatch }),
  };
}

/** A refusal is a finding of the test, never something to go on from. */
export function expected(heard: Heard, what: string, statuses = [200, 201]): Heard {
  if (statuses.includes(heard.status)) return heard;
  throw new Error(`${what} answered ${heard.status}: ${JSON.stringify(heard.body).slice(0, 400)}`);
}

export const rowOf = ({ body }: Heard): Row => body.data as Row;
export const rowsOf = ({ body }: Heard): Row[] => body.data as Row[];

import { randomUUID } from "node:crypto";

/** What `GET /api/v1/config` says of an installation. */
export type Config = { supabase_url: string; publishable_key: string; demo: boolean };

export type Answer = { status: number; headers: Headers; body: Record<string, unknown> };

type Wish = { body?: unknown; ifMatch?: number; key?: string; expect?: number };

/** One person's API. Asks as other software would: bearer token, no cookies. */
export type Session = {
  email: string;
  token: string;
  ask(method: string, path: string, wish?: Wish): Promise<Answer>;
  /** The record of an answer that must be a success. */
  data<T>(method: string, path: string, wish?: Wish): Promise<T>;
};

const TIMEOUT_MS = 15_000;

export async function readConfig(url: string): Promise<Config> {
  const response = await fetch(`${url}/api/v1/config`, { signal: AbortSignal.timeout(TIMEOUT_MS) });
  if (!response.ok) throw new Error(`GET /api/v1/config answered ${response.status}.`);
  const { data } = (await response.json()) as { data: Config };
  return { ...data, supabase_url: new URL(data.supabase_url, url).href.replace(/\/$/, "") };
}

/** Signs in by password. Throws what Auth said where it refuses. */
export async function signIn(url: string, config: Config, email: string, password: string): Promise<Session> {
  const response = await fetch(`${config.supabase_url}/auth/v1/token?grant_type=password`, {
    method: "POST",
    headers: { apikey: config.publishable_key, "content-type": "application/json" },
    body: JSON.stringify({ email, password }),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  const session = (await response.json()) as { access_token?: string; msg?: string };
  if (!session.access_token) throw new Error(`${email} was not let in: ${session.msg ?? response.status}`);
  return sessionOf(url, email, session.access_token);
}

function sessionOf(url: string, email: string, token: string): Session {
  const ask = async (method: string, path: string, wish: Wish = {}): Promise<Answer> => {
    const response = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: headersOf(token, method, wish),
      signal: AbortSignal.timeout(TIMEOUT_MS),
      ...(wish.body === undefined ? {} : { body: JSON.stringify(wish.body) }),
    });
    const text = await response.text();
    const body = text === "" ? {} : (JSON.parse(text) as Record<string, unknown>);
    const { status, headers } = response;
    if (wish.expect !== undefined && status !== wish.expect) {
      throw new Error(`${method} ${path} answered ${status}, not ${wish.expect}: ${text.slice(0, 300)}`);
    }
    return { status, headers, body };
  };
  const data = async <T>(method: string, path: string, wish?: Wish): Promise<T> => {
    const answer = await ask(method, path, wish);
    if (answer.status >= 300) {
      throw new Error(
        `${method} ${path} answered ${answer.status}: ${JSON.stringify(answer.body).slice(0, 300)}`,
      );
    }
    return answer.body.data as T;
  };
  return { email, token, ask, data };
}

function headersOf(token: string, method: string, { body, ifMatch, key }: Wish): Record<string, string> {
  return {
    authorization: `Bearer ${token}`,
    ...(body === undefined ? {} : { "content-type": "application/json" }),
    ...(method === "POST" ? { "idempotency-key": key ?? randomUUID() } : {}),
    ...(ifMatch === undefined ? {} : { "if-match": `"${ifMatch}"` }),
  };
}

import { ApiProblem, problemFrom } from "@/lib/http/api-problem";
import type { ProblemCode } from "@/lib/http/api-problem";
import type { Renewal } from "@/lib/supabase/renew-session";
import { newId } from "@/lib/uuid";

type Options = {
  method?: "GET" | "POST" | "PATCH" | "DELETE";
  body?: unknown;
  /** The version the person saw: a write on anything newer is refused with 412 and the current row. */
  ifMatch?: number;
  signal?: AbortSignal | undefined;
  timeoutMs?: number;
  /** Asks under this access token instead of the cookie's session, so for no page of an organization. */
  token?: string;
};

type Listener = (problem: ApiProblem) => void;
/** Asks in place for what a request lacks; true: make it again. */
type Prover = (problem: ApiProblem) => Promise<boolean>;

const ANSWER_MS = 20_000;

let organizationId: string | null = null;
const listeners = new Set<Listener>();
/** Keys of POSTs that got no answer. Repeating the same one takes the same key, so that it can't happen twice. */
const unansweredKeys = new Map<string, string>();
let renewing: Promise<Renewal> | null = null;
let prover: Prover | null = null;

/** Said by the office layout: a page of one organization must not write into another. Null outside of offices. */
export function setOrganization(id: string | null): void {
  organizationId = id;
}

/** For strips and dialogs that concern the whole page: offline, session_expired, organization_changed. */
export function onProblem(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Said by the office: how people are asked to prove that it is them. Without it the refusal stands. */
export function setProver(ask: Prover | null): void {
  prover = ask;
}

/**
 * Calls `/api/v1<path>` and returns the body, or undefined for 204. Throws an ApiProblem for everything else.
 * What an expired session or a missing proof refused is made again, once for each, under the same idempotency key.
 */
export async function api<T>(path: string, options: Options = {}): Promise<T> {
  try {
    return await callAndMend<T>(path, options);
  } catch (error) {
    if (error instanceof ApiProblem) for (const listener of listeners) listener(error);
    throw error;
  }
}

async function callAndMend<T>(path: string, options: Options): Promise<T> {
  const request = prepare(path, options);
  const mended = new Set<ProblemCode>();
  for (;;) {
    const response = await send(path, request, options);
    const problem = response.ok ? null : await problemFrom(response);
    if (problem && !mended.has(problem.code) && (await mend(problem, options))) {
      mended.add(problem.code);
      continue;
    }
    if (options.method === "POST") unansweredKeys.delete(fingerprint(path, request));
    if (problem) throw problem;
    return response.status === 204 ? (undefined as T) : ((await response.json()) as T);
  }
}

function mend(problem: ApiProblem, options: Options): Promise<boolean> {
  if (problem.code === "session_expired") return isRenewed(options.timeoutMs ?? ANSWER_MS);
  return problem.code === "proof_required" && prover ? prover(problem) : Promise.resolve(false);
}

function prepare(path: string, { method = "GET", body, ifMatch, token }: Options): RequestInit {
  const headers = new Headers({ accept: "application/json" });
  if (token) headers.set("authorization", `Bearer ${token}`);
  else if (organizationId) headers.set("x-org-id", organizationId);
  if (ifMatch !== undefined) headers.set("if-match", `"${ifMatch}"`);
  const request: RequestInit = { method, headers, credentials: "same-origin", cache: "no-store" };
  if (method === "POST" || body !== undefined) {
    headers.set("content-type", "application/json");
    request.body = JSON.stringify(body ?? {});
  }
  if (method === "POST") {
    const print = fingerprint(path, request);
    const key = unansweredKeys.get(print) ?? newId();
    unansweredKeys.set(print, key);
    headers.set("idempotency-key", key);
  }
  return request;
}

function fingerprint(path: string, request: RequestInit): string {
  return `${organizationId ?? ""} ${path} ${typeof request.body === "string" ? request.body : ""}`;
}

async function send(path: string, request: RequestInit, options: Options): Promise<Response> {
  const timeout = AbortSignal.timeout(options.timeoutMs ?? ANSWER_MS);
  const signal = options.signal ? AbortSignal.any([options.signal, timeout]) : timeout;
  try {
    return await fetch(`/api/v1${path}`, { ...request, signal });
  } catch (error) {
    if (options.signal?.aborted) throw error;
    throw new ApiProblem(0, timeout.aborted ? "timeout" : "offline");
  }
}

/** One renewal serves all calls that found the session expired. The client is loaded when first needed. */
function renewSession(): Promise<Renewal> {
  renewing ??= import("@/lib/supabase/renew-session")
    .then((part) => part.renewSession())
    .catch(() => "unavailable" as const)
    .finally(() => {
      renewing = null;
    });
  return renewing;
}

/**
 * Whether the session is good again; false only where it has ended for good. What is slow or cannot be asked says so: a
 * weak line must never look like being signed out.
 */
async function isRenewed(patienceMs: number): Promise<boolean> {
  const patience = new Promise<"timeout">((resolve) => setTimeout(resolve, patienceMs, "timeout"));
  const outcome = await Promise.race([renewSession(), patience]);
  if (outcome === "timeout") throw new ApiProblem(0, "timeout");
  if (outcome === "unavailable") throw new ApiProblem(0, navigator.onLine ? "unavailable" : "offline");
  return outcome === "renewed";
}

/** "?a=1&b=2" from what is set; undefined, null and "" are left out. */
export function queryString(
  parameters: Record<string, string | number | boolean | null | undefined>,
): string {
  const entries = Object.entries(parameters).filter(
    ([, value]) => value !== undefined && value !== null && value !== "",
  );
  if (entries.length === 0) return "";
  return `?${new URLSearchParams(entries.map(([name, value]) => [name, String(value)])).toString()}`;
}

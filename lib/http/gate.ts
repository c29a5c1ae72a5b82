import "server-only";
import { createClient, type SupabaseClient } from "@supabase/supabase-js";
import WebSocket from "ws";
import { secretKey, supabaseUrl } from "@/lib/env";
import type { HealthFacts } from "@/lib/http/health";
import type { RequestLogRow } from "@/lib/http/request-log";
import type { Database, Json } from "@/lib/supabase/database.types";
import { unwrap } from "@/lib/supabase/unwrap";

let client: SupabaseClient<Database> | null = null;

/**
 * The only use of the secret key in a request, and this file the only one that imports it. It calls exactly the
 * `gate_*` functions: what has to happen before there is an identity, or is no identity's. The role behind the key holds no table grant,
 * so a mistake here reads nothing.
 */
function gate(): SupabaseClient<Database> {
  client ??= createClient<Database>(supabaseUrl(), secretKey(), {
    auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false },
    realtime: { transport: WebSocket as unknown as typeof globalThis.WebSocket },
  });
  return client;
}

/** The wrapped data keys of an organization: not for an identity, the server needs them whoever asks. */
export async function readOrganizationKeys(orgId: string): Promise<unknown> {
  return unwrap(await gate().rpc("gate_organization_keys", { org: orgId }));
}

/** Keeps the first data key of an organization unless it has one; answers its keys. */
export async function createOrganizationKey(orgId: string, wrapped: string): Promise<unknown> {
  return unwrap(await gate().rpc("gate_create_organization_key", { org: orgId, wrapped }));
}

/** What the holder of an invitation's link may see before signing in; null for an unknown token. */
export async function peekInvitation(token: string): Promise<unknown> {
  return unwrap(await gate().rpc("gate_peek_invitation", { token }));
}

/** Takes one token of a bucket. Answers null when it was there, else the seconds until the next one. */
export async function takeRate(
  bucket: string,
  limit: number,
  periodS: number,
  burst: number,
): Promise<number | null> {
  const answer = unwrap(
    await gate().rpc("gate_take_rate", { bucket, most: limit, period_s: periodS, burst }),
  ) as { retry_after_s: number | null };
  return answer.retry_after_s;
}

export async function logRequests(rows: RequestLogRow[]): Promise<void> {
  unwrap(await gate().rpc("gate_log_requests", { rows: rows as unknown as Json }));
}

/** Writes that somebody was refused; the same once in ten minutes. */
export async function noteDenial(denial: Record<string, string | null>): Promise<void> {
  unwrap(await gate().rpc("gate_note_denial", { denial }));
}

/** A sign-in that failed in a browser. Answers nothing, whoever it was. */
export async function noteFailedSignIn(email: string, context: Record<string, string | null>): Promise<void> {
  unwrap(await gate().rpc("gate_note_failed_sign_in", { email, context }));
}

/** Counts and ages of the installation, never contents. Null where there is nothing to measure. */
export async function readHealth(): Promise<HealthFacts> {
  return unwrap(await gate().rpc("gate_health")) as HealthFacts;
}

/** What a monitor asks for; counts and ages as well. */
export async function readMetrics(): Promise<unknown> {
  return unwrap(await gate().rpc("gate_metrics"));
}

/**
 * The link of a customer's token: null for an unknown one. Each call but a peek makes a session, whose secret is in
 * the answer and nowhere else.
 */
export async function openPortal(
  token: string,
  context: { ip: string | null; user_agent: string | null; peek: boolean },
): Promise<unknown> {
  return unwrap(await gate().rpc("gate_portal_open", { token, context }));
}

/** Whose session a cookie of this link is, as the rows say at this moment; null for nobody's. */
export async function portalSession(linkId: string, secret: string): Promise<unknown> {
  return unwrap(await gate().rpc("gate_portal_session", { link_id: linkId, secret }));
}

/** Sends a fresh link to the address on file of an ended one. Answers nothing: there may be no such address. */
export async function resendPortal(linkId: string): Promise<void> {
  unwrap(await gate().rpc("gate_portal_resend", { link_id: linkId }));
}

/** The organization behind a booking page, null where there is none; takes one token of the bucket. */
export async function openBookingPage(slug: string, bucket: string): Promise<unknown> {
  return unwrap(await gate().rpc("gate_book_open", { slug, bucket }));
}

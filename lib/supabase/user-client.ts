import "server-only";
import { createClient, type SupabaseClient } from "@supabase/supabase-js";
import WebSocket from "ws";
import { publishableKey, supabaseUrl } from "@/lib/env";
import type { Database } from "@/lib/supabase/database.types";

export type Client = SupabaseClient<Database>;

/**
 * A client for one request under the person's own identity: whatever it reads or writes, RLS decides. It keeps no
 * session and refreshes nothing. `headers` are the request's context and idempotency key, which the database reads.
 */
export function userClient(token: string, headers: Record<string, string> = {}): Client {
  return createClient<Database>(supabaseUrl(), publishableKey(), {
    accessToken: () => Promise.resolve(token),
    auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false },
    global: { headers, fetch: uncached },
    // The database gives up a statement after 8 s; a gateway that says nothing at all must not hold a request longer.
    db: { timeout: 15_000 },
    // Node 20 has no WebSocket of its own; without this the mere creation of a client throws.
    realtime: { transport: WebSocket as unknown as typeof globalThis.WebSocket },
  });
}

/** Next would remember answers of GET requests between persons if it were asked to; it is told not to. */
function uncached(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  return fetch(input, { ...init, cache: "no-store" });
}

import { isAuthRetryableFetchError } from "@supabase/supabase-js";
import { browserClient } from "@/lib/supabase/browser";
import { readSessionCookie } from "@/lib/supabase/cookie";

/** "ended": Auth refused for good, or nobody is signed in. "unavailable": nobody could say; the session is kept. */
export type Renewal = "renewed" | "ended" | "unavailable";

function heldToken(): string | null {
  const cookies = new Map(
    document.cookie.split("; ").map((pair) => {
      const [name = "", ...value] = pair.split("=");
      return [name, value.join("=")] as const;
    }),
  );
  return readSessionCookie((name) => cookies.get(name))?.accessToken ?? null;
}

/**
 * After the server found the session expired. Others renew the same session at the same time: the live connection, other
 * windows, and the server with each page it is asked for. Whoever comes second is told that his renewal was discarded,
 * which is no end: the session that stands in the cookie is the newest.
 */
export async function renewSession(): Promise<Renewal> {
  const before = heldToken();
  const { auth } = browserClient();
  // Renews what has ended by this machine's clock, once for all who ask at the same moment.
  const { data, error } = await auth.getSession();
  if (data.session && data.session.access_token !== before) return "renewed";
  if (!data.session && !error) return "ended";
  // A clock that is slow: here the token looks good.
  const refusal = error ?? (await auth.refreshSession()).error;
  if (!refusal) return "renewed";
  const held = heldToken();
  if (held && (held !== before || refusal.name === "AuthRefreshDiscardedError")) return "renewed";
  return isAuthRetryableFetchError(refusal) ? "unavailable" : "ended";
}

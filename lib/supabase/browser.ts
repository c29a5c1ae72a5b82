import { createBrowserClient } from "@supabase/ssr";
import { readPublicConfig } from "@/lib/http/public-config";
import { SESSION_COOKIE } from "@/lib/supabase/cookie";
import type { Database } from "@/lib/supabase/database.types";
import { patientFetch } from "@/lib/supabase/patient-fetch";

type BrowserClient = ReturnType<typeof createBrowserClient<Database>>;

let client: BrowserClient | null = null;

/**
 * For signing in and out, refreshing the session, realtime and uploads. Reading and writing records goes through
 * /api/v1 instead, where one handler keeps limits, idempotency and the log.
 */
export function browserClient(): BrowserClient {
  const { supabaseUrl, publishableKey } = readPublicConfig();
  client ??= createBrowserClient<Database>(supabaseUrl, publishableKey, {
    global: { fetch: patientFetch },
    cookieOptions: {
      name: SESSION_COOKIE,
      path: "/",
      sameSite: "lax",
      secure: window.location.protocol === "https:",
    },
  });
  return client;
}

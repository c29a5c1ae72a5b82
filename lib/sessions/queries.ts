import "server-only";
import { session, type Session } from "@/lib/sessions/schema";
import { unwrap } from "@/lib/supabase/unwrap";
import type { Client } from "@/lib/supabase/user-client";

export async function listSessions(client: Client): Promise<Session[]> {
  return session.array().parse(unwrap(await client.rpc("list_sessions")));
}

import "server-only";
import { unwrap } from "@/lib/supabase/unwrap";
import type { Client } from "@/lib/supabase/user-client";

export async function endSession(client: Client, id: string): Promise<void> {
  unwrap(await client.rpc("end_session", { id }));
}

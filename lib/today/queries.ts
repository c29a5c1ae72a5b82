import "server-only";
import { unwrap } from "@/lib/supabase/unwrap";
import type { Client } from "@/lib/supabase/user-client";
import { today, type Today } from "@/lib/today/schema";

export async function getToday(client: Client): Promise<Today> {
  return today.parse(unwrap(await client.rpc("get_today", { payload: {} })));
}

import "server-only";
import { retention } from "@/lib/retention/schema";
import type { Retention } from "@/lib/retention/schema";
import { unwrap } from "@/lib/supabase/unwrap";
import type { Client } from "@/lib/supabase/user-client";

/** `wanted` are days by name of which one wants to know what they would remove. */
export async function getRetention(
  client: Client,
  wanted: Record<string, number | undefined> = {},
): Promise<Retention> {
  return retention.parse(unwrap(await client.rpc("get_retention", { wanted })));
}

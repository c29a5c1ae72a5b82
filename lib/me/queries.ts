import "server-only";
import { me, type Me } from "@/lib/me/schema";
import { unwrap } from "@/lib/supabase/unwrap";
import type { Client } from "@/lib/supabase/user-client";

export async function getMe(client: Client): Promise<Me> {
  return me.parse(unwrap(await client.rpc("get_me")));
}

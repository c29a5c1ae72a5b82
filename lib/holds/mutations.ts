import "server-only";
import type { z } from "zod";
import { hold, type Hold, type holdCreate } from "@/lib/holds/schema";
import type { Outcome } from "@/lib/http/answer";
import { outcomeFrom } from "@/lib/http/writing";
import { unwrap } from "@/lib/supabase/unwrap";
import type { Client } from "@/lib/supabase/user-client";

export async function createHold(client: Client, body: z.output<typeof holdCreate>): Promise<Outcome<Hold>> {
  const answer = unwrap(await client.rpc("create_hold", { payload: body }));
  return outcomeFrom(answer, (data) => hold.parse(data));
}

export async function releaseHold(client: Client, id: string): Promise<void> {
  unwrap(await client.rpc("release_hold", { id }));
}

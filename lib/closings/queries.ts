import "server-only";
import { z } from "zod";
import { closing, type Closing } from "@/lib/closings/schema";
import type { Page } from "@/lib/http/fields";
import { unwrap } from "@/lib/supabase/unwrap";
import type { Client } from "@/lib/supabase/user-client";

/** The first to be deleted first. Empty for who owns none. */
export async function listClosings(client: Client): Promise<Page<Closing>> {
  return { data: z.array(closing).parse(unwrap(await client.rpc("list_closings"))), next_cursor: null };
}

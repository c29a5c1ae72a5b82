import "server-only";
import { z } from "zod";
import { searchHit, type SearchHit, type searchQuery } from "@/lib/search/schema";
import { unwrap } from "@/lib/supabase/unwrap";
import type { Client } from "@/lib/supabase/user-client";

/** The database asks for each kind whether the person may read it; what he may not is simply not among the hits. */
export async function searchAll(
  client: Client,
  { q, per_kind }: z.output<typeof searchQuery>,
): Promise<{ data: SearchHit[] }> {
  const answer = await client.rpc("search_all", { query: q, per_kind });
  return { data: z.array(searchHit).parse(unwrap(answer)) };
}

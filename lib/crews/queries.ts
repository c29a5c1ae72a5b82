import "server-only";
import { z } from "zod";
import { decodeCursor, pageFrom } from "@/lib/http/cursor";
import type { Page } from "@/lib/http/fields";
import { crew, type crewListQuery, type Crew } from "@/lib/crews/schema";
import { unwrap } from "@/lib/supabase/unwrap";
import type { Client } from "@/lib/supabase/user-client";

/** Cuts what a function of the database answers to the shape of the wire. */
export function toCrew(data: unknown): Crew {
  return crew.parse(data);
}

/** Also a deleted one, for who may delete. Throws 404. */
export async function getCrew(client: Client, id: string): Promise<Crew> {
  return toCrew(unwrap(await client.rpc("get_crew", { id })));
}

const keyOfList = z.object({ sort_name: z.string(), id: z.guid() });
const listed = crew.extend({ sort_name: z.string() });

export async function listCrews(
  client: Client,
  { limit, cursor, ...filters }: z.output<typeof crewListQuery>,
): Promise<Page<Crew>> {
  const after_key = decodeCursor(cursor, keyOfList);
  const answer = await client.rpc("list_crews", { filters, page_limit: limit + 1, after_key });
  const rows = z.array(listed).parse(unwrap(answer));
  return pageFrom(
    rows,
    limit,
    ({ sort_name, id }) => ({ sort_name, id }),
    (row) => crew.parse(row),
  );
}

import "server-only";
import { z } from "zod";
import { decodeCursor, pageFrom } from "@/lib/http/cursor";
import type { Page } from "@/lib/http/fields";
import {
  resource,
  type resourceListQuery,
  resourceRow,
  type Resource,
  type ResourceRow,
} from "@/lib/resources/schema";
import { unwrap } from "@/lib/supabase/unwrap";
import type { Client } from "@/lib/supabase/user-client";

/** Cuts what a function of the database answers to the shape of the wire. */
export function toResource(data: unknown): Resource {
  return resource.parse(data);
}

/** Also a deleted one, for who may delete. Throws 404. */
export async function getResource(client: Client, id: string): Promise<Resource> {
  return toResource(unwrap(await client.rpc("get_resource", { id })));
}

const keyOfList = z.object({ sort_name: z.string(), id: z.guid() });
const listed = resourceRow.extend({ sort_name: z.string() });

export async function listResources(
  client: Client,
  { limit, cursor, ...filters }: z.output<typeof resourceListQuery>,
): Promise<Page<ResourceRow>> {
  const after_key = decodeCursor(cursor, keyOfList);
  const answer = await client.rpc("list_resources", { filters, page_limit: limit + 1, after_key });
  const rows = z.array(listed).parse(unwrap(answer));
  return pageFrom(
    rows,
    limit,
    ({ sort_name, id }) => ({ sort_name, id }),
    (row) => resourceRow.parse(row),
  );
}

import "server-only";
import { z } from "zod";
import { closure, type Closure, type closureListQuery } from "@/lib/closures/schema";
import { notFoundError } from "@/lib/errors";
import { decodeCursor, pageFrom } from "@/lib/http/cursor";
import type { Page } from "@/lib/http/fields";
import { unwrap } from "@/lib/supabase/unwrap";
import type { Client } from "@/lib/supabase/user-client";

export const CLOSURE_COLUMNS =
  "id, name, starts_on, ends_on, source, version, created_at, updated_at, deleted_at";

export function toClosure(row: unknown): Closure {
  return closure.parse(row);
}

export async function findClosure(client: Client, orgId: string, id: string): Promise<Closure | null> {
  const answer = await client
    .from("business_closures")
    .select(CLOSURE_COLUMNS)
    .eq("org_id", orgId)
    .eq("id", id)
    .maybeSingle();
  const row = unwrap(answer);
  return row ? toClosure(row) : null;
}

export async function getClosure(client: Client, orgId: string, id: string): Promise<Closure> {
  const found = await findClosure(client, orgId, id);
  if (!found) throw notFoundError();
  return found;
}

const keyOfList = z.object({ starts_on: z.iso.date(), id: z.guid() });

/** In the order of their days. */
export async function listClosures(
  client: Client,
  orgId: string,
  { limit, cursor, updated_after, include_deleted, from, to }: z.output<typeof closureListQuery>,
): Promise<Page<Closure>> {
  let query = client.from("business_closures").select(CLOSURE_COLUMNS).eq("org_id", orgId);
  const after = decodeCursor(cursor, keyOfList);
  // Both come out of a checked cursor, a date and a uuid: nothing in them can end the expression.
  if (after) {
    query = query.or(
      `starts_on.gt.${after.starts_on},and(starts_on.eq.${after.starts_on},id.gt.${after.id})`,
    );
  }
  if (from) query = query.gte("ends_on", from);
  if (to) query = query.lte("starts_on", to);
  if (updated_after) query = query.gt("updated_at", updated_after);
  if (!include_deleted) query = query.is("deleted_at", null);
  const rows = unwrap(
    await query
      .order("starts_on")
      .order("id")
      .limit(limit + 1),
  ) as unknown[];
  return pageFrom(
    rows.map(toClosure),
    limit,
    ({ starts_on, id }) => ({ starts_on, id }),
    (row) => row,
  );
}

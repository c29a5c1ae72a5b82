import "server-only";
import { z } from "zod";
import { checklist, type Checklist, type checklistListQuery } from "@/lib/checklists/schema";
import { notFoundError } from "@/lib/errors";
import { decodeCursor, pageFrom } from "@/lib/http/cursor";
import type { Page } from "@/lib/http/fields";
import { unwrap } from "@/lib/supabase/unwrap";
import type { Client } from "@/lib/supabase/user-client";

export const CHECKLIST_COLUMNS = "id, name, description, items, version, created_at, updated_at, deleted_at";

export function toChecklist(row: unknown): Checklist {
  return checklist.parse(row);
}

export async function findChecklist(client: Client, orgId: string, id: string): Promise<Checklist | null> {
  const answer = await client
    .from("checklist_templates")
    .select(CHECKLIST_COLUMNS)
    .eq("org_id", orgId)
    .eq("id", id)
    .maybeSingle();
  const row = unwrap(answer);
  return row ? toChecklist(row) : null;
}

export async function getChecklist(client: Client, orgId: string, id: string): Promise<Checklist> {
  const found = await findChecklist(client, orgId, id);
  if (!found) throw notFoundError();
  return found;
}

const keyOfList = z.object({ id: z.guid() });

/** In the order they were made: ids rise with time, so the key is the id alone. They are few; screens sort by name. */
export async function listChecklists(
  client: Client,
  orgId: string,
  { limit, cursor, updated_after, include_deleted }: z.output<typeof checklistListQuery>,
): Promise<Page<Checklist>> {
  let query = client.from("checklist_templates").select(CHECKLIST_COLUMNS).eq("org_id", orgId);
  const after = decodeCursor(cursor, keyOfList);
  if (after) query = query.gt("id", after.id);
  if (updated_after) query = query.gt("updated_at", updated_after);
  if (!include_deleted) query = query.is("deleted_at", null);
  const rows = unwrap(await query.order("id").limit(limit + 1)) as unknown[];
  return pageFrom(
    rows.map(toChecklist),
    limit,
    ({ id }) => ({ id }),
    (row) => row,
  );
}

import "server-only";
import { z } from "zod";
import { notFoundError } from "@/lib/errors";
import { decodeCursor, pageFrom } from "@/lib/http/cursor";
import type { Page } from "@/lib/http/fields";
import { savedView, type SavedView, type savedViewListQuery } from "@/lib/saved-views/schema";
import { unwrap } from "@/lib/supabase/unwrap";
import type { Client } from "@/lib/supabase/user-client";

export const SAVED_VIEW_COLUMNS =
  "id, user_id, list, name, query, columns, is_shared, version, created_at, updated_at";

/** Whose view and who asks: the wire says "mine", not who else. */
export type Viewer = { orgId: string; userId: string };

const stored = z.looseObject({ user_id: z.guid() });

export const toSavedView =
  ({ userId }: Viewer) =>
  (row: unknown): SavedView => {
    const { user_id, ...rest } = stored.parse(row);
    return savedView.parse({ ...rest, is_mine: user_id === userId });
  };

export async function findSavedView(client: Client, viewer: Viewer, id: string): Promise<SavedView | null> {
  const row = unwrap(
    await client
      .from("saved_views")
      .select(SAVED_VIEW_COLUMNS)
      .eq("org_id", viewer.orgId)
      .eq("id", id)
      .maybeSingle(),
  );
  return row ? toSavedView(viewer)(row) : null;
}

export async function getSavedView(client: Client, viewer: Viewer, id: string): Promise<SavedView> {
  const found = await findSavedView(client, viewer, id);
  if (!found) throw notFoundError();
  return found;
}

const keyOfList = z.object({ id: z.guid() });

/** One's own and the shared ones, in the order they were made. */
export async function listSavedViews(
  client: Client,
  viewer: Viewer,
  { limit, cursor, list }: z.output<typeof savedViewListQuery>,
): Promise<Page<SavedView>> {
  let query = client.from("saved_views").select(SAVED_VIEW_COLUMNS).eq("org_id", viewer.orgId);
  const after = decodeCursor(cursor, keyOfList);
  if (after) query = query.gt("id", after.id);
  if (list) query = query.eq("list", list);
  const rows = unwrap(await query.order("id").limit(limit + 1)) as unknown[];
  return pageFrom(
    rows.map(toSavedView(viewer)),
    limit,
    ({ id }) => ({ id }),
    (row) => row,
  );
}

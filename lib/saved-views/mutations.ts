import "server-only";
import type { z } from "zod";
import type { Outcome } from "@/lib/http/answer";
import { explainNoRow, outcomeFrom, rowFrom, withCurrent } from "@/lib/http/writing";
import {
  findSavedView,
  getSavedView,
  SAVED_VIEW_COLUMNS,
  toSavedView,
  type Viewer,
} from "@/lib/saved-views/queries";
import type { SavedView, savedViewCreate, savedViewUpdate } from "@/lib/saved-views/schema";
import { nullable } from "@/lib/supabase/nullable";
import { unwrap } from "@/lib/supabase/unwrap";
import type { Client } from "@/lib/supabase/user-client";

export async function createSavedView(
  client: Client,
  viewer: Viewer,
  body: z.output<typeof savedViewCreate>,
): Promise<Outcome<SavedView>> {
  return outcomeFrom(unwrap(await client.rpc("create_saved_view", { payload: body })), toSavedView(viewer));
}

export async function updateSavedView(
  client: Client,
  viewer: Viewer,
  id: string,
  expected: number | null,
  body: z.output<typeof savedViewUpdate>,
): Promise<SavedView> {
  let update = client.from("saved_views").update(body).eq("org_id", viewer.orgId).eq("id", id);
  if (expected !== null) update = update.eq("version", expected);
  const row = unwrap(await update.select(SAVED_VIEW_COLUMNS).maybeSingle());
  return row ? toSavedView(viewer)(row) : explainNoRow(expected, () => findSavedView(client, viewer, id));
}

export async function removeSavedView(
  client: Client,
  viewer: Viewer,
  id: string,
  expected: number | null,
): Promise<SavedView> {
  const answer = await withCurrent(
    async () => unwrap(await client.rpc("delete_saved_view", { id, expected_version: nullable(expected) })),
    () => getSavedView(client, viewer, id),
  );
  return rowFrom(answer, toSavedView(viewer));
}

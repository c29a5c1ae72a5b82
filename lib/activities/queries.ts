import "server-only";
import { z } from "zod";
import { activity, type Activity, type activityListQuery } from "@/lib/activities/schema";
import { decodeCursor, pageFrom } from "@/lib/http/cursor";
import type { Page } from "@/lib/http/fields";
import { unwrap } from "@/lib/supabase/unwrap";
import type { Client } from "@/lib/supabase/user-client";

const keyOfList = z.object({ at: z.iso.datetime({ offset: true }), id: z.guid() });

/** Latest first. The function asks for the right to read the record the notes are about, and answers 404 without. */
export async function listActivities(
  client: Client,
  { limit, cursor, ...target }: z.output<typeof activityListQuery>,
): Promise<Page<Activity>> {
  const answer = await client.rpc("list_activities", {
    target,
    before: decodeCursor(cursor, keyOfList),
    page_limit: limit + 1,
  });
  const rows = z.array(activity).parse(unwrap(answer));
  return pageFrom(
    rows,
    limit,
    ({ created_at, id }) => ({ at: created_at, id }),
    (row) => row,
  );
}

import "server-only";
import { z } from "zod";
import { decodeCursor, pageFrom } from "@/lib/http/cursor";
import type { Page } from "@/lib/http/fields";
import { notification, type Notification, type notificationListQuery } from "@/lib/notifications/schema";
import { unwrap } from "@/lib/supabase/unwrap";
import type { Client } from "@/lib/supabase/user-client";

const keyOfList = z.object({ created_at: z.iso.datetime({ offset: true }), id: z.guid() });

/** Latest first. */
export async function listNotifications(
  client: Client,
  { limit, cursor, ...filters }: z.output<typeof notificationListQuery>,
): Promise<Page<Notification>> {
  const after_key = decodeCursor(cursor, keyOfList);
  const answer = await client.rpc("list_notifications", { filters, page_limit: limit + 1, after_key });
  const rows = z.array(notification).parse(unwrap(answer));
  return pageFrom(
    rows,
    limit,
    ({ created_at, id }) => ({ created_at, id }),
    (row) => row,
  );
}

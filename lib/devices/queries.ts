import "server-only";
import { z } from "zod";
import { device, type Device, type deviceListQuery } from "@/lib/devices/schema";
import { decodeCursor, pageFrom } from "@/lib/http/cursor";
import { id, instant, type Page } from "@/lib/http/fields";
import { unwrap } from "@/lib/supabase/unwrap";
import type { Client } from "@/lib/supabase/user-client";

const keyOfList = z.object({ last_seen_at: instant, id });

/** The one seen last first. A technician sees his own. */
export async function listDevices(
  client: Client,
  { limit, cursor, ...filters }: z.output<typeof deviceListQuery>,
): Promise<Page<Device>> {
  const after_key = decodeCursor(cursor, keyOfList);
  const answer = await client.rpc("list_devices", { filters, page_limit: limit + 1, after_key });
  const rows = z.array(device).parse(unwrap(answer));
  return pageFrom(
    rows,
    limit,
    ({ last_seen_at, id: deviceId }) => ({ last_seen_at, id: deviceId }),
    (row) => row,
  );
}

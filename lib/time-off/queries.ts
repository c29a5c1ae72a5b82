import "server-only";
import { z } from "zod";
import { decodeCursor, pageFrom } from "@/lib/http/cursor";
import type { Page } from "@/lib/http/fields";
import { timeOff, type timeOffListQuery, type TimeOff } from "@/lib/time-off/schema";
import { unwrap } from "@/lib/supabase/unwrap";
import type { Client } from "@/lib/supabase/user-client";

/** Cuts what a function of the database answers to the shape of the wire. */
export function toTimeOff(data: unknown): TimeOff {
  return timeOff.parse(data);
}

/** Also a deleted one, for who may delete. Throws 404. */
export async function getTimeOff(client: Client, id: string): Promise<TimeOff> {
  return toTimeOff(unwrap(await client.rpc("get_time_off", { id })));
}

const keyOfList = z.object({ starts_at: z.iso.datetime({ offset: true }), id: z.guid() });
const listed = timeOff.extend({ starts_at: z.iso.datetime({ offset: true }) });

export async function listTimeOff(
  client: Client,
  { limit, cursor, ...filters }: z.output<typeof timeOffListQuery>,
): Promise<Page<TimeOff>> {
  const after_key = decodeCursor(cursor, keyOfList);
  const answer = await client.rpc("list_time_off", { filters, page_limit: limit + 1, after_key });
  const rows = z.array(listed).parse(unwrap(answer));
  return pageFrom(
    rows,
    limit,
    ({ starts_at, id }) => ({ starts_at, id }),
    (row) => timeOff.parse(row),
  );
}

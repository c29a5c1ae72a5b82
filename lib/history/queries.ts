import "server-only";
import { z } from "zod";
import { decodeCursor, pageFrom } from "@/lib/http/cursor";
import type { Page } from "@/lib/http/fields";
import { change, type Change, type HistoryOf } from "@/lib/history/schema";
import { unwrap } from "@/lib/supabase/unwrap";
import type { Client } from "@/lib/supabase/user-client";

const ENTITY: Record<HistoryOf, string> = {
  customers: "customer",
  contacts: "contact",
  properties: "property",
  jobs: "job",
  bookings: "booking",
  "booking-requests": "booking_request",
  resources: "resource",
  crews: "crew",
  "time-off": "time_off",
  skills: "skill",
  "service-types": "service_type",
  "service-zones": "service_zone",
  tags: "tag",
  "custom-fields": "custom_field",
  checklists: "checklist",
  closures: "closure",
  roles: "role",
  members: "member",
  departments: "department",
  "time-entries": "time_entry",
};

const keyOfList = z.object({ at: z.iso.datetime({ offset: true }), id: z.guid() });

/** Latest first. The function asks for the right to read the record itself and answers 404 without it. */
export async function listChanges(
  client: Client,
  of: HistoryOf,
  id: string,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<Page<Change>> {
  const answer = await client.rpc("list_changes", {
    entity: ENTITY[of],
    entity_id: id,
    before: decodeCursor(cursor, keyOfList),
    page_limit: limit + 1,
  });
  const rows = z.array(change).parse(unwrap(answer));
  return pageFrom(
    rows,
    limit,
    ({ at, id: changeId }) => ({ at, id: changeId }),
    (row) => row,
  );
}

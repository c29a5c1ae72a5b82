import "server-only";
import { z } from "zod";
import { serviceZone, type ServiceZone, type serviceZoneListQuery } from "@/lib/service-zones/schema";
import { notFoundError } from "@/lib/errors";
import { decodeCursor, pageFrom } from "@/lib/http/cursor";
import type { Page } from "@/lib/http/fields";
import { unwrap } from "@/lib/supabase/unwrap";
import type { Client } from "@/lib/supabase/user-client";

export const SERVICE_ZONE_COLUMNS =
  "id, name, color, postcodes, polygon, is_active, version, created_at, updated_at, deleted_at";

export function toServiceZone(row: unknown): ServiceZone {
  return serviceZone.parse(row);
}

export async function findServiceZone(
  client: Client,
  orgId: string,
  id: string,
): Promise<ServiceZone | null> {
  const answer = await client
    .from("service_zones")
    .select(SERVICE_ZONE_COLUMNS)
    .eq("org_id", orgId)
    .eq("id", id)
    .maybeSingle();
  const row = unwrap(answer);
  return row ? toServiceZone(row) : null;
}

export async function getServiceZone(client: Client, orgId: string, id: string): Promise<ServiceZone> {
  const found = await findServiceZone(client, orgId, id);
  if (!found) throw notFoundError();
  return found;
}

const keyOfList = z.object({ id: z.guid() });

/** In the order they were made: ids rise with time, so the key is the id alone. They are few; screens sort by name. */
export async function listServiceZones(
  client: Client,
  orgId: string,
  { limit, cursor, updated_after, include_deleted }: z.output<typeof serviceZoneListQuery>,
): Promise<Page<ServiceZone>> {
  let query = client.from("service_zones").select(SERVICE_ZONE_COLUMNS).eq("org_id", orgId);
  const after = decodeCursor(cursor, keyOfList);
  if (after) query = query.gt("id", after.id);
  if (updated_after) query = query.gt("updated_at", updated_after);
  if (!include_deleted) query = query.is("deleted_at", null);
  const rows = unwrap(await query.order("id").limit(limit + 1)) as unknown[];
  return pageFrom(
    rows.map(toServiceZone),
    limit,
    ({ id }) => ({ id }),
    (row) => row,
  );
}

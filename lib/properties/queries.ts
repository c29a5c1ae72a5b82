import "server-only";
import { z } from "zod";
import { notFoundError } from "@/lib/errors";
import { decodeCursor, pageFrom } from "@/lib/http/cursor";
import type { Page } from "@/lib/http/fields";
import { property, type Property, type propertyListQuery } from "@/lib/properties/schema";
import { unwrap } from "@/lib/supabase/unwrap";
import type { Client } from "@/lib/supabase/user-client";

export const PROPERTY_COLUMNS =
  "id, customer_id, name, line1, line2, city, region, postcode, country, lat, lng, time_zone, access_notes, " +
  "is_primary, custom_fields, version, created_at, updated_at, deleted_at";

/** The table has the lines of the address side by side, the wire has them in one object. */
export function toProperty(row: unknown): Property {
  const columns = z.record(z.string(), z.unknown()).parse(row);
  return property.parse({ ...columns, address: columns });
}

export async function findProperty(client: Client, orgId: string, id: string): Promise<Property | null> {
  const answer = await client
    .from("properties")
    .select(PROPERTY_COLUMNS)
    .eq("org_id", orgId)
    .eq("id", id)
    .maybeSingle();
  const row = unwrap(answer);
  return row ? toProperty(row) : null;
}

export async function getProperty(client: Client, orgId: string, id: string): Promise<Property> {
  const found = await findProperty(client, orgId, id);
  if (!found) throw notFoundError();
  return found;
}

const keyOfList = z.object({ id: z.guid() });

/** In the order they were made: ids rise with time, so the key is the id alone. */
export async function listProperties(
  client: Client,
  orgId: string,
  { limit, cursor, customer_id, updated_after, include_deleted }: z.output<typeof propertyListQuery>,
): Promise<Page<Property>> {
  let query = client.from("properties").select(PROPERTY_COLUMNS).eq("org_id", orgId);
  const after = decodeCursor(cursor, keyOfList);
  if (after) query = query.gt("id", after.id);
  if (customer_id) query = query.eq("customer_id", customer_id);
  if (updated_after) query = query.gt("updated_at", updated_after);
  if (!include_deleted) query = query.is("deleted_at", null);
  const rows = unwrap(await query.order("id").limit(limit + 1)) as unknown[];
  return pageFrom(
    rows.map(toProperty),
    limit,
    ({ id }) => ({ id }),
    (row) => row,
  );
}

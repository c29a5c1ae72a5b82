import "server-only";
import { z } from "zod";
import { openSealed } from "@/lib/crypto/sealed-values";
import { notFoundError } from "@/lib/errors";
import { decodeCursor, pageFrom } from "@/lib/http/cursor";
import { id as idField, instant, type Page, wantedValues } from "@/lib/http/fields";
import { gateCodePlace } from "@/lib/properties/rules";
import {
  type GateCode,
  property,
  propertyRow,
  type Property,
  type propertyListQuery,
  type PropertyRow,
} from "@/lib/properties/schema";
import { unwrap } from "@/lib/supabase/unwrap";
import type { Client } from "@/lib/supabase/user-client";

export const PROPERTY_COLUMNS =
  "id, customer_id, name, line1, line2, city, region, postcode, country, lat, lng, time_zone, access_notes, " +
  "gate_code_set_at, is_primary, custom_fields, version, created_at, updated_at, deleted_at";

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

const sealedCode = z.object({
  sealed: z.string(),
  set_at: instant,
  set_by: z.object({ id: idField, name: z.string() }).nullable(),
});

/** The look is written into the audit log by the database before anybody sees the code. */
export async function getGateCode(client: Client, orgId: string, id: string): Promise<GateCode> {
  const { sealed, ...facts } = sealedCode.parse(unwrap(await client.rpc("get_gate_code", { id })));
  return { gate_code: await openSealed(orgId, gateCodePlace(id), sealed), ...facts };
}

const keyOfList = z.object({ sort_name: z.string(), id: z.guid() });
const listed = z.looseObject({ sort_name: z.string(), id: z.guid(), customer: propertyRow.shape.customer });

function toPropertyRow(row: z.infer<typeof listed>): PropertyRow {
  return { ...toProperty(row), customer: row.customer };
}

/**
 * By address, page by page; with `q` the best matches first, on one page. Both are functions of the database, because
 * a search under RLS would leave the index.
 */
export async function listProperties(
  client: Client,
  { q, limit, cursor, custom_fields, ...rest }: z.output<typeof propertyListQuery>,
): Promise<Page<PropertyRow>> {
  const filters = custom_fields ? { ...rest, custom_fields: wantedValues(custom_fields) } : rest;
  if (q) {
    const found = unwrap(await client.rpc("search_properties", { query: q, page_limit: limit, filters }));
    return { data: z.array(listed).parse(found).map(toPropertyRow), next_cursor: null };
  }
  const after_key = decodeCursor(cursor, keyOfList);
  const answer = await client.rpc("list_properties", { filters, page_limit: limit + 1, after_key });
  const rows = z.array(listed).parse(unwrap(answer));
  return pageFrom(rows, limit, ({ sort_name, id }) => ({ sort_name, id }), toPropertyRow);
}

import "server-only";
import type { z } from "zod";
import { writeSealed } from "@/lib/crypto/sealed-values";
import type { Outcome } from "@/lib/http/answer";
import { explainNoRow, outcomeFrom, rowFrom, withCurrent } from "@/lib/http/writing";
import { findProperty, getProperty, PROPERTY_COLUMNS, toProperty } from "@/lib/properties/queries";
import { gateCodePlace } from "@/lib/properties/rules";
import type { gateCodeUpdate, Property, propertyCreate, propertyUpdate } from "@/lib/properties/schema";
import { nullable } from "@/lib/supabase/nullable";
import { unwrap } from "@/lib/supabase/unwrap";
import type { Client } from "@/lib/supabase/user-client";

type AddressLines = Partial<z.output<typeof propertyCreate>["address"]>;

/** The other way round of `toProperty`: the address' lines become columns. */
function toColumns<T extends { address?: AddressLines }>({
  address,
  ...rest
}: T): Omit<T, "address"> & AddressLines {
  return { ...rest, ...address };
}

export async function createProperty(
  client: Client,
  body: z.output<typeof propertyCreate>,
): Promise<Outcome<Property>> {
  return outcomeFrom(unwrap(await client.rpc("create_property", { payload: toColumns(body) })), toProperty);
}

export async function updateProperty(
  client: Client,
  orgId: string,
  id: string,
  expected: number | null,
  body: z.output<typeof propertyUpdate>,
): Promise<Property> {
  const { time_zone, ...columns } = toColumns(body);
  // Null gives the place the organization's zone, by a trigger.
  const zone = time_zone === undefined ? {} : { time_zone: nullable(time_zone) };
  let update = client
    .from("properties")
    .update({ ...columns, ...zone })
    .eq("org_id", orgId)
    .eq("id", id)
    .is("deleted_at", null);
  if (expected !== null) update = update.eq("version", expected);
  const row = unwrap(await update.select(PROPERTY_COLUMNS).maybeSingle());
  return row ? toProperty(row) : explainNoRow(expected, () => findProperty(client, orgId, id));
}

/** Null takes the code away. It is sealed here: the database never sees it. */
export async function updateGateCode(
  client: Client,
  orgId: string,
  id: string,
  expected: number | null,
  { gate_code: code }: z.output<typeof gateCodeUpdate>,
): Promise<Property> {
  const write = async (sealed: string | null) => {
    const call = { id, expected_version: nullable(expected), changes: { sealed } };
    return unwrap(await client.rpc("update_gate_code", call));
  };
  const answer = await withCurrent(
    () => (code === null ? write(null) : writeSealed(orgId, gateCodePlace(id), code, write)),
    () => getProperty(client, orgId, id),
  );
  return rowFrom(answer, toProperty);
}

export async function removeProperty(
  client: Client,
  orgId: string,
  id: string,
  expected: number | null,
): Promise<Property> {
  const answer = await withCurrent(
    async () => unwrap(await client.rpc("delete_property", { id, expected_version: nullable(expected) })),
    () => getProperty(client, orgId, id),
  );
  return rowFrom(answer, toProperty);
}

export async function restoreProperty(client: Client, id: string): Promise<Outcome<Property>> {
  return outcomeFrom(unwrap(await client.rpc("restore_property", { payload: { id } })), toProperty);
}

import "server-only";
import type { z } from "zod";
import {
  SERVICE_ZONE_COLUMNS,
  findServiceZone,
  getServiceZone,
  toServiceZone,
} from "@/lib/service-zones/queries";
import type { ServiceZone, serviceZoneCreate, serviceZoneUpdate } from "@/lib/service-zones/schema";
import type { Outcome } from "@/lib/http/answer";
import { explainNoRow, outcomeFrom, rowFrom, withCurrent } from "@/lib/http/writing";
import { nullable } from "@/lib/supabase/nullable";
import { unwrap } from "@/lib/supabase/unwrap";
import type { Client } from "@/lib/supabase/user-client";

export async function createServiceZone(
  client: Client,
  body: z.output<typeof serviceZoneCreate>,
): Promise<Outcome<ServiceZone>> {
  return outcomeFrom(unwrap(await client.rpc("create_service_zone", { payload: body })), toServiceZone);
}

export async function updateServiceZone(
  client: Client,
  orgId: string,
  id: string,
  expected: number | null,
  body: z.output<typeof serviceZoneUpdate>,
): Promise<ServiceZone> {
  let update = client
    .from("service_zones")
    .update(body)
    .eq("org_id", orgId)
    .eq("id", id)
    .is("deleted_at", null);
  if (expected !== null) update = update.eq("version", expected);
  const row = unwrap(await update.select(SERVICE_ZONE_COLUMNS).maybeSingle());
  return row ? toServiceZone(row) : explainNoRow(expected, () => findServiceZone(client, orgId, id));
}

export async function removeServiceZone(
  client: Client,
  orgId: string,
  id: string,
  expected: number | null,
): Promise<ServiceZone> {
  const answer = await withCurrent(
    async () => unwrap(await client.rpc("delete_service_zone", { id, expected_version: nullable(expected) })),
    () => getServiceZone(client, orgId, id),
  );
  return rowFrom(answer, toServiceZone);
}

export async function restoreServiceZone(client: Client, id: string): Promise<Outcome<ServiceZone>> {
  return outcomeFrom(unwrap(await client.rpc("restore_service_zone", { payload: { id } })), toServiceZone);
}

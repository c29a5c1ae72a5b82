import "server-only";
import type { z } from "zod";
import type { Outcome } from "@/lib/http/answer";
import { outcomeFrom, rowFrom, withCurrent } from "@/lib/http/writing";
import { getServiceType, toServiceType } from "@/lib/service-types/queries";
import type { ServiceType, serviceTypeCreate, serviceTypeUpdate } from "@/lib/service-types/schema";
import { nullable } from "@/lib/supabase/nullable";
import { unwrap } from "@/lib/supabase/unwrap";
import type { Client } from "@/lib/supabase/user-client";

export async function createServiceType(
  client: Client,
  body: z.output<typeof serviceTypeCreate>,
): Promise<Outcome<ServiceType>> {
  return outcomeFrom(unwrap(await client.rpc("create_service_type", { payload: body })), toServiceType);
}

/** One function, because the skills are replaced with the row or not at all. */
export async function updateServiceType(
  client: Client,
  id: string,
  expected: number | null,
  body: z.output<typeof serviceTypeUpdate>,
): Promise<ServiceType> {
  const call = { id, expected_version: nullable(expected), changes: body };
  const answer = await withCurrent(
    async () => unwrap(await client.rpc("update_service_type", call)),
    () => getServiceType(client, id),
  );
  return rowFrom(answer, toServiceType);
}

export async function removeServiceType(
  client: Client,
  id: string,
  expected: number | null,
): Promise<ServiceType> {
  const answer = await withCurrent(
    async () => unwrap(await client.rpc("delete_service_type", { id, expected_version: nullable(expected) })),
    () => getServiceType(client, id),
  );
  return rowFrom(answer, toServiceType);
}

export async function restoreServiceType(client: Client, id: string): Promise<Outcome<ServiceType>> {
  return outcomeFrom(unwrap(await client.rpc("restore_service_type", { payload: { id } })), toServiceType);
}

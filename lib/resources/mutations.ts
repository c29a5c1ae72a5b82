import "server-only";
import type { z } from "zod";
import type { Outcome } from "@/lib/http/answer";
import { outcomeFrom, rowFrom, withCurrent } from "@/lib/http/writing";
import { normalizePhone } from "@/lib/organizations/queries";
import { getResource, toResource } from "@/lib/resources/queries";
import type { Resource, resourceCreate, resourceUpdate } from "@/lib/resources/schema";
import { nullable } from "@/lib/supabase/nullable";
import { unwrap } from "@/lib/supabase/unwrap";
import type { Client } from "@/lib/supabase/user-client";

export async function createResource(
  client: Client,
  orgId: string,
  body: z.output<typeof resourceCreate>,
): Promise<Outcome<Resource>> {
  const payload = { ...body, ...(await normalizePhone(client, orgId, body)) };
  return outcomeFrom(unwrap(await client.rpc("create_resource", { payload })), toResource);
}

/** `expected` is the version the caller saw, null for any. */
export async function updateResource(
  client: Client,
  orgId: string,
  id: string,
  expected: number | null,
  body: z.output<typeof resourceUpdate>,
): Promise<Resource> {
  const changes = { ...body, ...(await normalizePhone(client, orgId, body)) };
  const call = { id, expected_version: nullable(expected), changes };
  const answer = await withCurrent(
    async () => unwrap(await client.rpc("update_resource", call)),
    () => getResource(client, id),
  );
  return rowFrom(answer, toResource);
}

export async function removeResource(client: Client, id: string, expected: number | null): Promise<Resource> {
  const answer = await withCurrent(
    async () => unwrap(await client.rpc("delete_resource", { id, expected_version: nullable(expected) })),
    () => getResource(client, id),
  );
  return rowFrom(answer, toResource);
}

export async function restoreResource(client: Client, id: string): Promise<Outcome<Resource>> {
  return outcomeFrom(unwrap(await client.rpc("restore_resource", { payload: { id } })), toResource);
}

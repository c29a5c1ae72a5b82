import "server-only";
import type { z } from "zod";
import { getCustomField, toCustomField } from "@/lib/custom-fields/queries";
import type { CustomField, customFieldCreate, customFieldUpdate } from "@/lib/custom-fields/schema";
import type { Outcome } from "@/lib/http/answer";
import { outcomeFrom, rowFrom, withCurrent } from "@/lib/http/writing";
import { nullable } from "@/lib/supabase/nullable";
import { unwrap } from "@/lib/supabase/unwrap";
import type { Client } from "@/lib/supabase/user-client";

export async function createCustomField(
  client: Client,
  body: z.output<typeof customFieldCreate>,
): Promise<Outcome<CustomField>> {
  return outcomeFrom(unwrap(await client.rpc("create_custom_field", { payload: body })), toCustomField);
}

/** One function, because choices that are taken back stay with the field. */
export async function updateCustomField(
  client: Client,
  orgId: string,
  id: string,
  expected: number | null,
  body: z.output<typeof customFieldUpdate>,
): Promise<CustomField> {
  const call = { id, expected_version: nullable(expected), changes: body };
  const answer = await withCurrent(
    async () => unwrap(await client.rpc("update_custom_field", call)),
    () => getCustomField(client, orgId, id),
  );
  return rowFrom(answer, toCustomField);
}

/** Its values stay with their records, unseen. */
export async function removeCustomField(
  client: Client,
  orgId: string,
  id: string,
  expected: number | null,
): Promise<CustomField> {
  const call = { id, expected_version: nullable(expected) };
  const answer = await withCurrent(
    async () => unwrap(await client.rpc("delete_custom_field", call)),
    () => getCustomField(client, orgId, id),
  );
  return rowFrom(answer, toCustomField);
}

export async function restoreCustomField(client: Client, id: string): Promise<Outcome<CustomField>> {
  return outcomeFrom(unwrap(await client.rpc("restore_custom_field", { payload: { id } })), toCustomField);
}

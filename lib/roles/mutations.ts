import "server-only";
import type { z } from "zod";
import type { Outcome } from "@/lib/http/answer";
import { outcomeFrom, rowFrom, withCurrent } from "@/lib/http/writing";
import { getRole, toRole } from "@/lib/roles/queries";
import {
  changedRole,
  type ChangedRole,
  type CustomRole,
  type roleCreate,
  type roleUpdate,
} from "@/lib/roles/schema";
import { nullable } from "@/lib/supabase/nullable";
import { unwrap } from "@/lib/supabase/unwrap";
import type { Client } from "@/lib/supabase/user-client";

export async function createRole(
  client: Client,
  body: z.output<typeof roleCreate>,
): Promise<Outcome<CustomRole>> {
  return outcomeFrom(unwrap(await client.rpc("create_role", { payload: body })), toRole);
}

export async function updateRole(
  client: Client,
  id: string,
  expected: number | null,
  { check_only = false, ...changes }: z.output<typeof roleUpdate>,
): Promise<ChangedRole> {
  const call = { id, expected_version: nullable(expected), changes, check_only };
  const answer = await withCurrent(
    async () => unwrap(await client.rpc("update_role", call)),
    () => getRole(client, id),
  );
  return rowFrom(answer, (data) => changedRole.parse(data));
}

export async function removeRole(client: Client, id: string, expected: number | null): Promise<CustomRole> {
  const answer = await withCurrent(
    async () => unwrap(await client.rpc("delete_role", { id, expected_version: nullable(expected) })),
    () => getRole(client, id),
  );
  return rowFrom(answer, toRole);
}

export async function restoreRole(client: Client, id: string): Promise<Outcome<CustomRole>> {
  return outcomeFrom(unwrap(await client.rpc("restore_role", { payload: { id } })), toRole);
}

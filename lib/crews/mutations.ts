import "server-only";
import type { z } from "zod";
import type { Outcome } from "@/lib/http/answer";
import { outcomeFrom, rowFrom, withCurrent } from "@/lib/http/writing";
import { getCrew, toCrew } from "@/lib/crews/queries";
import type { Crew, crewCreate, crewUpdate } from "@/lib/crews/schema";
import { nullable } from "@/lib/supabase/nullable";
import { unwrap } from "@/lib/supabase/unwrap";
import type { Client } from "@/lib/supabase/user-client";

export async function createCrew(client: Client, body: z.output<typeof crewCreate>): Promise<Outcome<Crew>> {
  return outcomeFrom(unwrap(await client.rpc("create_crew", { payload: body })), toCrew);
}

/** `expected` is the version the caller saw, null for any. */
export async function updateCrew(
  client: Client,
  id: string,
  expected: number | null,
  body: z.output<typeof crewUpdate>,
): Promise<Crew> {
  const changes = body;
  const call = { id, expected_version: nullable(expected), changes };
  const answer = await withCurrent(
    async () => unwrap(await client.rpc("update_crew", call)),
    () => getCrew(client, id),
  );
  return rowFrom(answer, toCrew);
}

export async function removeCrew(client: Client, id: string, expected: number | null): Promise<Crew> {
  const answer = await withCurrent(
    async () => unwrap(await client.rpc("delete_crew", { id, expected_version: nullable(expected) })),
    () => getCrew(client, id),
  );
  return rowFrom(answer, toCrew);
}

export async function restoreCrew(client: Client, id: string): Promise<Outcome<Crew>> {
  return outcomeFrom(unwrap(await client.rpc("restore_crew", { payload: { id } })), toCrew);
}

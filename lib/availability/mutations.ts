import "server-only";
import type { z } from "zod";
import { getAvailability, toAvailability } from "@/lib/availability/queries";
import type { Availability, availabilityUpdate } from "@/lib/availability/schema";
import { rowFrom, withCurrent } from "@/lib/http/writing";
import { nullable } from "@/lib/supabase/nullable";
import { unwrap } from "@/lib/supabase/unwrap";
import type { Client } from "@/lib/supabase/user-client";

/** `expected` is the version the caller saw, null for any. */
export async function updateAvailability(
  client: Client,
  resourceId: string,
  expected: number | null,
  changes: z.output<typeof availabilityUpdate>,
): Promise<Availability> {
  const call = { resource_id: resourceId, expected_version: nullable(expected), changes };
  const answer = await withCurrent(
    async () => unwrap(await client.rpc("update_availability", call)),
    () => getAvailability(client, resourceId),
  );
  return rowFrom(answer, toAvailability);
}

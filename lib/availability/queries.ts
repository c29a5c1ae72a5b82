import "server-only";
import { availability, type Availability } from "@/lib/availability/schema";
import { unwrap } from "@/lib/supabase/unwrap";
import type { Client } from "@/lib/supabase/user-client";

export function toAvailability(data: unknown): Availability {
  return availability.parse(data);
}

/** Throws 404. */
export async function getAvailability(client: Client, resourceId: string): Promise<Availability> {
  return toAvailability(unwrap(await client.rpc("get_availability", { resource_id: resourceId })));
}

import "server-only";
import { businessHours, type BusinessHours } from "@/lib/hours/schema";
import { unwrap } from "@/lib/supabase/unwrap";
import type { Client } from "@/lib/supabase/user-client";

export function toBusinessHours(data: unknown): BusinessHours {
  return businessHours.parse(data);
}

export async function getBusinessHours(client: Client): Promise<BusinessHours> {
  return toBusinessHours(unwrap(await client.rpc("get_business_hours")));
}

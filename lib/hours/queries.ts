import "server-only";
import type { z } from "zod";
import {
  businessHours,
  hoursChecked,
  type BusinessHours,
  type hoursCheck,
  type HoursChecked,
} from "@/lib/hours/schema";
import { rowFrom } from "@/lib/http/writing";
import { unwrap } from "@/lib/supabase/unwrap";
import type { Client } from "@/lib/supabase/user-client";

export function toBusinessHours(data: unknown): BusinessHours {
  return businessHours.parse(data);
}

export async function getBusinessHours(client: Client): Promise<BusinessHours> {
  return toBusinessHours(unwrap(await client.rpc("get_business_hours")));
}

export async function checkHours(client: Client, body: z.output<typeof hoursCheck>): Promise<HoursChecked> {
  return rowFrom(unwrap(await client.rpc("check_hours", { payload: body })), (data) =>
    hoursChecked.parse(data),
  );
}

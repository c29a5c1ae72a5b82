import "server-only";
import type { z } from "zod";
import { getBusinessHours, toBusinessHours } from "@/lib/hours/queries";
import type { BusinessHours, businessHoursUpdate } from "@/lib/hours/schema";
import { rowFrom, withCurrent } from "@/lib/http/writing";
import { nullable } from "@/lib/supabase/nullable";
import { unwrap } from "@/lib/supabase/unwrap";
import type { Client } from "@/lib/supabase/user-client";

export async function replaceBusinessHours(
  client: Client,
  expected: number | null,
  { hours }: z.output<typeof businessHoursUpdate>,
): Promise<BusinessHours> {
  const call = { expected_version: nullable(expected), hours };
  const answer = await withCurrent(
    async () => unwrap(await client.rpc("replace_business_hours", call)),
    () => getBusinessHours(client),
  );
  return rowFrom(answer, toBusinessHours);
}

import "server-only";
import type { z } from "zod";
import { activity, type Activity, type activityCreate } from "@/lib/activities/schema";
import type { Outcome } from "@/lib/http/answer";
import { outcomeFrom } from "@/lib/http/writing";
import { unwrap } from "@/lib/supabase/unwrap";
import type { Client } from "@/lib/supabase/user-client";

export async function createActivity(
  client: Client,
  body: z.output<typeof activityCreate>,
): Promise<Outcome<Activity>> {
  const answer = unwrap(await client.rpc("create_activity", { payload: body }));
  return outcomeFrom(answer, (data) => activity.parse(data));
}

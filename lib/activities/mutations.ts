import "server-only";
import type { z } from "zod";
import { activity, type Activity, type activityCreate } from "@/lib/activities/schema";
import type { Outcome } from "@/lib/http/answer";
import { messageHoldS } from "@/lib/env";
import { outcomeFrom } from "@/lib/http/writing";
import { unwrap } from "@/lib/supabase/unwrap";
import type { Client } from "@/lib/supabase/user-client";

/** A message to the customer waits the hold, as all that an office change causes. */
export async function createActivity(
  client: Client,
  body: z.output<typeof activityCreate>,
): Promise<Outcome<Activity>> {
  const payload = body.kind === "message" ? { ...body, hold_s: messageHoldS() } : body;
  const answer = unwrap(await client.rpc("create_activity", { payload }));
  return outcomeFrom(answer, (data) => activity.parse(data));
}

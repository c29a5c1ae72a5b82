import "server-only";
import { unwrap } from "@/lib/supabase/unwrap";
import type { Client } from "@/lib/supabase/user-client";
import { today, todayParts, type Today, type TodayParts, type TodayQuery } from "@/lib/today/schema";

export async function getToday(client: Client): Promise<Today> {
  return today.parse(unwrap(await client.rpc("get_today", { payload: {} })));
}

/** The parts of the day that are asked for; all of them where none is named. */
export async function getTodayParts(client: Client, { parts }: TodayQuery): Promise<TodayParts> {
  if (!parts) return getToday(client);
  const payload = { parts: parts.split(",") };
  return todayParts.parse(unwrap(await client.rpc("get_today", { payload })));
}

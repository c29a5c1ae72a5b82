import "server-only";
import type { z } from "zod";
import type { Outcome } from "@/lib/http/answer";
import { outcomeFrom, rowFrom, withCurrent } from "@/lib/http/writing";
import { getTimeOff, toTimeOff } from "@/lib/time-off/queries";
import {
  type TimeOff,
  timeOffCheck,
  type TimeOffCheck,
  type timeOffCreate,
  type timeOffUpdate,
} from "@/lib/time-off/schema";
import { nullable } from "@/lib/supabase/nullable";
import { unwrap } from "@/lib/supabase/unwrap";
import type { Client } from "@/lib/supabase/user-client";

/** With `check_only` nothing is written: the answer names the visits in the way. */
export async function createTimeOff(
  client: Client,
  body: z.output<typeof timeOffCreate>,
): Promise<Outcome<TimeOff | TimeOffCheck>> {
  const answer = unwrap(await client.rpc("create_time_off", { payload: body }));
  return outcomeFrom(answer, (data) => (body.check_only ? timeOffCheck.parse(data) : toTimeOff(data)));
}

/** `expected` is the version the caller saw, null for any. */
export async function updateTimeOff(
  client: Client,
  id: string,
  expected: number | null,
  body: z.output<typeof timeOffUpdate>,
): Promise<TimeOff> {
  const changes = body;
  const call = { id, expected_version: nullable(expected), changes };
  const answer = await withCurrent(
    async () => unwrap(await client.rpc("update_time_off", call)),
    () => getTimeOff(client, id),
  );
  return rowFrom(answer, toTimeOff);
}

export async function removeTimeOff(client: Client, id: string, expected: number | null): Promise<TimeOff> {
  const answer = await withCurrent(
    async () => unwrap(await client.rpc("delete_time_off", { id, expected_version: nullable(expected) })),
    () => getTimeOff(client, id),
  );
  return rowFrom(answer, toTimeOff);
}

export async function restoreTimeOff(client: Client, id: string): Promise<Outcome<TimeOff>> {
  return outcomeFrom(unwrap(await client.rpc("restore_time_off", { payload: { id } })), toTimeOff);
}

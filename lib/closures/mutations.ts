import "server-only";
import type { z } from "zod";
import { CLOSURE_COLUMNS, findClosure, getClosure, toClosure } from "@/lib/closures/queries";
import {
  holidaysAdded,
  type Closure,
  type closureCreate,
  type closureUpdate,
  type HolidaysAdded,
} from "@/lib/closures/schema";
import type { Outcome } from "@/lib/http/answer";
import { explainNoRow, outcomeFrom, rowFrom, withCurrent } from "@/lib/http/writing";
import { nullable } from "@/lib/supabase/nullable";
import { unwrap } from "@/lib/supabase/unwrap";
import type { Client } from "@/lib/supabase/user-client";

export async function createClosure(
  client: Client,
  body: z.output<typeof closureCreate>,
): Promise<Outcome<Closure>> {
  return outcomeFrom(unwrap(await client.rpc("create_closure", { payload: body })), toClosure);
}

export async function updateClosure(
  client: Client,
  orgId: string,
  id: string,
  expected: number | null,
  body: z.output<typeof closureUpdate>,
): Promise<Closure> {
  let update = client
    .from("business_closures")
    .update(body)
    .eq("org_id", orgId)
    .eq("id", id)
    .is("deleted_at", null);
  if (expected !== null) update = update.eq("version", expected);
  const row = unwrap(await update.select(CLOSURE_COLUMNS).maybeSingle());
  return row ? toClosure(row) : explainNoRow(expected, () => findClosure(client, orgId, id));
}

export async function removeClosure(
  client: Client,
  orgId: string,
  id: string,
  expected: number | null,
): Promise<Closure> {
  const answer = await withCurrent(
    async () => unwrap(await client.rpc("delete_closure", { id, expected_version: nullable(expected) })),
    () => getClosure(client, orgId, id),
  );
  return rowFrom(answer, toClosure);
}

export async function restoreClosure(client: Client, id: string): Promise<Outcome<Closure>> {
  return outcomeFrom(unwrap(await client.rpc("restore_closure", { payload: { id } })), toClosure);
}

/** Of the organization's country, two years ahead. What was deleted does not come back. */
export async function addHolidays(client: Client): Promise<Outcome<HolidaysAdded>> {
  return outcomeFrom(unwrap(await client.rpc("add_holidays", {})), (data) => holidaysAdded.parse(data));
}

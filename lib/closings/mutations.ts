import "server-only";
import type { z } from "zod";
import { closingBegun, reopened } from "@/lib/closings/schema";
import type { ClosingBegun, closingCreate, Reopened } from "@/lib/closings/schema";
import { notFoundError } from "@/lib/errors";
import type { Outcome } from "@/lib/http/answer";
import { outcomeFrom } from "@/lib/http/writing";
import { unwrap } from "@/lib/supabase/unwrap";
import type { Client } from "@/lib/supabase/user-client";

/** Everybody is out with the answer. Only of the organization the session works in: the address must name that one. */
export async function closeOrganization(
  client: Client,
  orgId: string,
  id: string,
  body: z.output<typeof closingCreate>,
): Promise<Outcome<ClosingBegun>> {
  if (id !== orgId) throw notFoundError();
  const answer = unwrap(await client.rpc("close_organization", { payload: body }));
  return outcomeFrom(answer, (data) => closingBegun.parse(data));
}

/** As it was before, for everybody; the session works in it after switching. */
export async function reopenOrganization(client: Client, id: string): Promise<Outcome<Reopened>> {
  const answer = unwrap(await client.rpc("reopen_organization", { payload: { org_id: id } }));
  return outcomeFrom(answer, (data) => reopened.parse(data));
}

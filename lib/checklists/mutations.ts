import "server-only";
import type { z } from "zod";
import { CHECKLIST_COLUMNS, findChecklist, getChecklist, toChecklist } from "@/lib/checklists/queries";
import type { Checklist, checklistCreate, checklistUpdate } from "@/lib/checklists/schema";
import type { Outcome } from "@/lib/http/answer";
import { explainNoRow, outcomeFrom, rowFrom, withCurrent } from "@/lib/http/writing";
import { nullable } from "@/lib/supabase/nullable";
import { unwrap } from "@/lib/supabase/unwrap";
import type { Client } from "@/lib/supabase/user-client";

export async function createChecklist(
  client: Client,
  body: z.output<typeof checklistCreate>,
): Promise<Outcome<Checklist>> {
  return outcomeFrom(unwrap(await client.rpc("create_checklist", { payload: body })), toChecklist);
}

export async function updateChecklist(
  client: Client,
  orgId: string,
  id: string,
  expected: number | null,
  body: z.output<typeof checklistUpdate>,
): Promise<Checklist> {
  let update = client
    .from("checklist_templates")
    .update(body)
    .eq("org_id", orgId)
    .eq("id", id)
    .is("deleted_at", null);
  if (expected !== null) update = update.eq("version", expected);
  const row = unwrap(await update.select(CHECKLIST_COLUMNS).maybeSingle());
  return row ? toChecklist(row) : explainNoRow(expected, () => findChecklist(client, orgId, id));
}

export async function removeChecklist(
  client: Client,
  orgId: string,
  id: string,
  expected: number | null,
): Promise<Checklist> {
  const answer = await withCurrent(
    async () => unwrap(await client.rpc("delete_checklist", { id, expected_version: nullable(expected) })),
    () => getChecklist(client, orgId, id),
  );
  return rowFrom(answer, toChecklist);
}

export async function restoreChecklist(client: Client, id: string): Promise<Outcome<Checklist>> {
  return outcomeFrom(unwrap(await client.rpc("restore_checklist", { payload: { id } })), toChecklist);
}

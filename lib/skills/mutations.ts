import "server-only";
import type { z } from "zod";
import { SKILL_COLUMNS, findSkill, getSkill, toSkill } from "@/lib/skills/queries";
import type { Skill, skillCreate, skillUpdate } from "@/lib/skills/schema";
import type { Outcome } from "@/lib/http/answer";
import { explainNoRow, outcomeFrom, rowFrom, withCurrent } from "@/lib/http/writing";
import { nullable } from "@/lib/supabase/nullable";
import { unwrap } from "@/lib/supabase/unwrap";
import type { Client } from "@/lib/supabase/user-client";

export async function createSkill(
  client: Client,
  body: z.output<typeof skillCreate>,
): Promise<Outcome<Skill>> {
  return outcomeFrom(unwrap(await client.rpc("create_skill", { payload: body })), toSkill);
}

export async function updateSkill(
  client: Client,
  orgId: string,
  id: string,
  expected: number | null,
  body: z.output<typeof skillUpdate>,
): Promise<Skill> {
  let update = client.from("skills").update(body).eq("org_id", orgId).eq("id", id).is("deleted_at", null);
  if (expected !== null) update = update.eq("version", expected);
  const row = unwrap(await update.select(SKILL_COLUMNS).maybeSingle());
  return row ? toSkill(row) : explainNoRow(expected, () => findSkill(client, orgId, id));
}

export async function removeSkill(
  client: Client,
  orgId: string,
  id: string,
  expected: number | null,
): Promise<Skill> {
  const answer = await withCurrent(
    async () => unwrap(await client.rpc("delete_skill", { id, expected_version: nullable(expected) })),
    () => getSkill(client, orgId, id),
  );
  return rowFrom(answer, toSkill);
}

export async function restoreSkill(client: Client, id: string): Promise<Outcome<Skill>> {
  return outcomeFrom(unwrap(await client.rpc("restore_skill", { payload: { id } })), toSkill);
}

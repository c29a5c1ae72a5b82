import "server-only";
import { z } from "zod";
import { skill, type Skill, type skillListQuery } from "@/lib/skills/schema";
import { notFoundError } from "@/lib/errors";
import { decodeCursor, pageFrom } from "@/lib/http/cursor";
import type { Page } from "@/lib/http/fields";
import { unwrap } from "@/lib/supabase/unwrap";
import type { Client } from "@/lib/supabase/user-client";

export const SKILL_COLUMNS =
  "id, name, description, requires_certificate, version, created_at, updated_at, deleted_at";

export function toSkill(row: unknown): Skill {
  return skill.parse(row);
}

export async function findSkill(client: Client, orgId: string, id: string): Promise<Skill | null> {
  const answer = await client
    .from("skills")
    .select(SKILL_COLUMNS)
    .eq("org_id", orgId)
    .eq("id", id)
    .maybeSingle();
  const row = unwrap(answer);
  return row ? toSkill(row) : null;
}

export async function getSkill(client: Client, orgId: string, id: string): Promise<Skill> {
  const found = await findSkill(client, orgId, id);
  if (!found) throw notFoundError();
  return found;
}

const keyOfList = z.object({ id: z.guid() });

/** In the order they were made: ids rise with time, so the key is the id alone. They are few; screens sort by name. */
export async function listSkills(
  client: Client,
  orgId: string,
  { limit, cursor, updated_after, include_deleted }: z.output<typeof skillListQuery>,
): Promise<Page<Skill>> {
  let query = client.from("skills").select(SKILL_COLUMNS).eq("org_id", orgId);
  const after = decodeCursor(cursor, keyOfList);
  if (after) query = query.gt("id", after.id);
  if (updated_after) query = query.gt("updated_at", updated_after);
  if (!include_deleted) query = query.is("deleted_at", null);
  const rows = unwrap(await query.order("id").limit(limit + 1)) as unknown[];
  return pageFrom(
    rows.map(toSkill),
    limit,
    ({ id }) => ({ id }),
    (row) => row,
  );
}

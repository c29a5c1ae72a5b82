import "server-only";
import { z } from "zod";
import { decodeCursor, pageFrom } from "@/lib/http/cursor";
import type { Page } from "@/lib/http/fields";
import { role, type CustomRole, type roleListQuery } from "@/lib/roles/schema";
import { nullable } from "@/lib/supabase/nullable";
import { unwrap } from "@/lib/supabase/unwrap";
import type { Client } from "@/lib/supabase/user-client";

export function toRole(data: unknown): CustomRole {
  return role.parse(data);
}

export async function getRole(client: Client, id: string): Promise<CustomRole> {
  return toRole(unwrap(await client.rpc("get_role", { id })));
}

const keyOfList = z.object({ id: z.guid() });

/** Roles of the company's own, in the order they were made, with their rights and people. */
export async function listRoles(
  client: Client,
  { limit, cursor, ...filters }: z.output<typeof roleListQuery>,
): Promise<Page<CustomRole>> {
  const answer = await client.rpc("list_roles", {
    filters,
    page_limit: limit + 1,
    after_key: nullable(decodeCursor(cursor, keyOfList)),
  });
  return pageFrom(
    (unwrap(answer) as unknown[]).map(toRole),
    limit,
    ({ id }) => ({ id }),
    (row) => row,
  );
}

import "server-only";
import type { z } from "zod";
import type { Outcome } from "@/lib/http/answer";
import { outcomeFrom } from "@/lib/http/writing";
import { personalPermission, type PersonalPermission, type personalCreate } from "@/lib/permissions/schema";
import { unwrap } from "@/lib/supabase/unwrap";
import type { Client } from "@/lib/supabase/user-client";

export async function givePermission(
  client: Client,
  userId: string,
  body: z.output<typeof personalCreate>,
): Promise<Outcome<PersonalPermission>> {
  const payload = { ...body, user_id: userId };
  return outcomeFrom(unwrap(await client.rpc("grant_permission", { payload })), (data) =>
    personalPermission.parse(data),
  );
}

export async function takePermissionBack(client: Client, userId: string, id: string): Promise<void> {
  unwrap(await client.rpc("revoke_permission", { user_id: userId, id }));
}

import "server-only";
import { z } from "zod";
import {
  explanation,
  holder,
  memberPermissions,
  permissionOverview,
  type Explanation,
  type explanationQuery,
  type Holder,
  type MemberPermissions,
  type PermissionOverview,
  type rightQuery,
} from "@/lib/permissions/schema";
import { unwrap } from "@/lib/supabase/unwrap";
import type { Client } from "@/lib/supabase/user-client";

export async function getPermissions(client: Client): Promise<PermissionOverview> {
  return permissionOverview.parse(unwrap(await client.rpc("get_permissions")));
}

export async function getMemberPermissions(client: Client, userId: string): Promise<MemberPermissions> {
  return memberPermissions.parse(unwrap(await client.rpc("get_member_permissions", { user_id: userId })));
}

export async function explainPermission(
  client: Client,
  query: z.output<typeof explanationQuery>,
): Promise<Explanation> {
  return explanation.parse(unwrap(await client.rpc("explain_permission", query)));
}

export async function listHolders(client: Client, query: z.output<typeof rightQuery>): Promise<Holder[]> {
  return z.array(holder).parse(unwrap(await client.rpc("who_can", query)));
}

import "server-only";
import type { z } from "zod";
import { rowFrom, withCurrent } from "@/lib/http/writing";
import { getMember } from "@/lib/members/queries";
import { member, type memberUpdate, type OrganizationMember } from "@/lib/members/schema";
import { nullable } from "@/lib/supabase/nullable";
import { unwrap } from "@/lib/supabase/unwrap";
import type { Client } from "@/lib/supabase/user-client";

export async function updateMember(
  client: Client,
  orgId: string,
  userId: string,
  expected: number | null,
  changes: z.output<typeof memberUpdate>,
): Promise<OrganizationMember> {
  const answer = await withCurrent(
    async () =>
      unwrap(
        await client.rpc("update_member", { user_id: userId, expected_version: nullable(expected), changes }),
      ),
    () => getMember(client, orgId, userId),
  );
  return rowFrom(answer, (data) => member.parse(data));
}

/** The row stays, for records that name the person; the membership decides at the very next statement. */
export async function removeMember(
  client: Client,
  orgId: string,
  userId: string,
  expected: number | null,
): Promise<void> {
  await withCurrent(
    async () =>
      unwrap(await client.rpc("remove_member", { user_id: userId, expected_version: nullable(expected) })),
    () => getMember(client, orgId, userId),
  );
}

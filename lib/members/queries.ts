import "server-only";
import { z } from "zod";
import { notFoundError } from "@/lib/errors";
import { decodeCursor, pageFrom } from "@/lib/http/cursor";
import type { Page } from "@/lib/http/fields";
import { member, type memberListQuery, type OrganizationMember } from "@/lib/members/schema";
import { unwrap } from "@/lib/supabase/unwrap";
import type { Client } from "@/lib/supabase/user-client";

const COLUMNS =
  "user_id, role, status, last_used_at, joined_at, version, profiles (name, email, phone), " +
  "departments!organization_members_org_id_department_id_fkey (id, name, deleted_at), " +
  "user_roles!user_roles_org_id_user_id_fkey (custom_roles (id, name))";

const rowWithProfile = z.looseObject({
  profiles: z
    .object({ name: z.string().nullable(), email: z.string().nullable(), phone: z.string().nullable() })
    .nullable(),
  departments: z.object({ id: z.guid(), name: z.string(), deleted_at: z.string().nullable() }).nullable(),
  user_roles: z.array(z.object({ custom_roles: z.object({ id: z.guid(), name: z.string() }).nullable() })),
});

/** Who was removed keeps his row, but his profile is no longer the company's to see: name and address are null. */
function toMember(row: unknown): OrganizationMember {
  const { profiles, departments, user_roles, ...columns } = rowWithProfile.parse(row);
  const department = departments?.deleted_at === null ? departments : null;
  const custom_roles = user_roles.flatMap((each) => each.custom_roles ?? []);
  return member.parse({
    name: null,
    email: null,
    phone: null,
    ...columns,
    ...profiles,
    department,
    custom_roles: custom_roles.sort((one, other) => one.name.localeCompare(other.name)),
  });
}

export async function findMember(
  client: Client,
  orgId: string,
  userId: string,
): Promise<OrganizationMember | null> {
  const answer = await client
    .from("organization_members")
    .select(COLUMNS)
    .eq("org_id", orgId)
    .eq("user_id", userId)
    .maybeSingle();
  const row = unwrap(answer);
  return row ? toMember(row) : null;
}

export async function getMember(client: Client, orgId: string, userId: string): Promise<OrganizationMember> {
  const found = await findMember(client, orgId, userId);
  if (!found) throw notFoundError();
  return found;
}

const keyOfList = z.object({ joined_at: z.iso.datetime({ offset: true }), user_id: z.guid() });

/** In the order people joined. Removed members appear only when asked for by their status. */
export async function listMembers(
  client: Client,
  orgId: string,
  { limit, cursor, role, status }: z.output<typeof memberListQuery>,
): Promise<Page<OrganizationMember>> {
  let query = client.from("organization_members").select(COLUMNS).eq("org_id", orgId);
  const after = decodeCursor(cursor, keyOfList);
  if (after) {
    const { joined_at, user_id } = after;
    query = query.or(`joined_at.gt."${joined_at}",and(joined_at.eq."${joined_at}",user_id.gt.${user_id})`);
  }
  if (role) query = query.eq("role", role);
  query = status ? query.eq("status", status) : query.neq("status", "removed");
  const rows = unwrap(
    await query
      .order("joined_at")
      .order("user_id")
      .limit(limit + 1),
  ) as unknown[];
  return pageFrom(
    rows.map(toMember),
    limit,
    ({ joined_at, user_id }) => ({ joined_at, user_id }),
    (row) => row,
  );
}

/** The active members one may see, for choosing a person: the first 200 who joined, by name. */
export async function listColleagues(client: Client, orgId: string): Promise<{ id: string; name: string }[]> {
  const { data } = await listMembers(client, orgId, { limit: 200, status: "active" });
  const people = data.map(({ user_id, name, email: address }) => ({
    id: user_id,
    name: name ?? address ?? "",
  }));
  return people.sort((a, b) => a.name.localeCompare(b.name));
}

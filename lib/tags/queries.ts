import "server-only";
import { z } from "zod";
import { customerTags, tag, type CustomerTags, type Tag, type tagListQuery } from "@/lib/tags/schema";
import { notFoundError } from "@/lib/errors";
import { decodeCursor, pageFrom } from "@/lib/http/cursor";
import type { Page } from "@/lib/http/fields";
import { unwrap } from "@/lib/supabase/unwrap";
import type { Client } from "@/lib/supabase/user-client";

export const TAG_COLUMNS = "id, name, color, version, created_at, updated_at, deleted_at";

export function toTag(row: unknown): Tag {
  return tag.parse(row);
}

export async function findTag(client: Client, orgId: string, id: string): Promise<Tag | null> {
  const answer = await client.from("tags").select(TAG_COLUMNS).eq("org_id", orgId).eq("id", id).maybeSingle();
  const row = unwrap(answer);
  return row ? toTag(row) : null;
}

export async function getTag(client: Client, orgId: string, id: string): Promise<Tag> {
  const found = await findTag(client, orgId, id);
  if (!found) throw notFoundError();
  return found;
}

const keyOfList = z.object({ id: z.guid() });

/** In the order they were made: ids rise with time, so the key is the id alone. They are few; screens sort by name. */
export async function listTags(
  client: Client,
  orgId: string,
  { limit, cursor, updated_after, include_deleted }: z.output<typeof tagListQuery>,
): Promise<Page<Tag>> {
  let query = client.from("tags").select(TAG_COLUMNS).eq("org_id", orgId);
  const after = decodeCursor(cursor, keyOfList);
  if (after) query = query.gt("id", after.id);
  if (updated_after) query = query.gt("updated_at", updated_after);
  if (!include_deleted) query = query.is("deleted_at", null);
  const rows = unwrap(await query.order("id").limit(limit + 1)) as unknown[];
  return pageFrom(
    rows.map(toTag),
    limit,
    ({ id }) => ({ id }),
    (row) => row,
  );
}

export function toCustomerTags(data: unknown): CustomerTags {
  return customerTags.parse(data);
}

const withTags = z.object({
  version: z.int(),
  customer_tags: z.array(z.object({ tags: tag.pick({ id: true, name: true, color: true }).nullable() })),
});

/** By name. A tag that was deleted is no longer on anybody. */
export async function getCustomerTags(
  client: Client,
  orgId: string,
  customerId: string,
): Promise<CustomerTags> {
  const row = unwrap(
    await client
      .from("customers")
      .select("version, customer_tags(tags(id, name, color))")
      .eq("org_id", orgId)
      .eq("id", customerId)
      .is("customer_tags.tags.deleted_at", null)
      .maybeSingle(),
  );
  if (!row) throw notFoundError();
  const { version, customer_tags } = withTags.parse(row);
  const tags = customer_tags
    .flatMap((link) => (link.tags ? [link.tags] : []))
    .sort((one, other) => one.name.localeCompare(other.name));
  return { customer_id: customerId, version, tags };
}

import "server-only";
import type { z } from "zod";
import { TAG_COLUMNS, findTag, getCustomerTags, getTag, toCustomerTags, toTag } from "@/lib/tags/queries";
import type { CustomerTags, customerTagsUpdate, Tag, tagCreate, tagUpdate } from "@/lib/tags/schema";
import type { Outcome } from "@/lib/http/answer";
import { explainNoRow, outcomeFrom, rowFrom, withCurrent } from "@/lib/http/writing";
import { nullable } from "@/lib/supabase/nullable";
import { unwrap } from "@/lib/supabase/unwrap";
import type { Client } from "@/lib/supabase/user-client";

export async function createTag(client: Client, body: z.output<typeof tagCreate>): Promise<Outcome<Tag>> {
  return outcomeFrom(unwrap(await client.rpc("create_tag", { payload: body })), toTag);
}

export async function updateTag(
  client: Client,
  orgId: string,
  id: string,
  expected: number | null,
  body: z.output<typeof tagUpdate>,
): Promise<Tag> {
  let update = client.from("tags").update(body).eq("org_id", orgId).eq("id", id).is("deleted_at", null);
  if (expected !== null) update = update.eq("version", expected);
  const row = unwrap(await update.select(TAG_COLUMNS).maybeSingle());
  return row ? toTag(row) : explainNoRow(expected, () => findTag(client, orgId, id));
}

export async function removeTag(
  client: Client,
  orgId: string,
  id: string,
  expected: number | null,
): Promise<Tag> {
  const answer = await withCurrent(
    async () => unwrap(await client.rpc("delete_tag", { id, expected_version: nullable(expected) })),
    () => getTag(client, orgId, id),
  );
  return rowFrom(answer, toTag);
}

export async function restoreTag(client: Client, id: string): Promise<Outcome<Tag>> {
  return outcomeFrom(unwrap(await client.rpc("restore_tag", { payload: { id } })), toTag);
}

export async function setCustomerTags(
  client: Client,
  orgId: string,
  customerId: string,
  expected: number | null,
  { tag_ids }: z.output<typeof customerTagsUpdate>,
): Promise<CustomerTags> {
  const call = { customer_id: customerId, expected_version: nullable(expected), tag_ids };
  const answer = await withCurrent(
    async () => unwrap(await client.rpc("set_customer_tags", call)),
    () => getCustomerTags(client, orgId, customerId),
  );
  return rowFrom(answer, toCustomerTags);
}

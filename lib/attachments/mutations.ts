import "server-only";
import type { z } from "zod";
import {
  attachment,
  type Attachment,
  type attachmentCreate,
  type attachmentUpdate,
} from "@/lib/attachments/schema";
import type { Outcome } from "@/lib/http/answer";
import { outcomeFrom, rowFrom } from "@/lib/http/writing";
import { nullable } from "@/lib/supabase/nullable";
import { unwrap } from "@/lib/supabase/unwrap";
import type { Client } from "@/lib/supabase/user-client";

export async function createAttachment(
  client: Client,
  body: z.output<typeof attachmentCreate>,
): Promise<Outcome<Attachment>> {
  const answer = unwrap(await client.rpc("create_attachment", { payload: body }));
  return outcomeFrom(answer, (data) => attachment.parse(data));
}

/** `expected` is the version the caller saw, null for any. */
export async function updateAttachment(
  client: Client,
  id: string,
  expected: number | null,
  body: z.output<typeof attachmentUpdate>,
): Promise<Attachment> {
  const answer = await client.rpc("update_attachment", {
    attachment: id,
    expected_version: nullable(expected),
    changes: body,
  });
  return rowFrom(unwrap(answer), (data) => attachment.parse(data));
}

export async function removeAttachment(client: Client, id: string, expected: number | null): Promise<void> {
  unwrap(await client.rpc("delete_attachment", { attachment: id, expected_version: nullable(expected) }));
}

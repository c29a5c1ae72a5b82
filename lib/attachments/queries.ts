import "server-only";
import { z } from "zod";
import { attachment, type Attachment, type attachmentListQuery } from "@/lib/attachments/schema";
import { decodeCursor, pageFrom } from "@/lib/http/cursor";
import type { Page } from "@/lib/http/fields";
import { unwrap } from "@/lib/supabase/unwrap";
import type { Client } from "@/lib/supabase/user-client";

const keyOfList = z.object({ at: z.iso.datetime({ offset: true }), id: z.guid() });

/** Latest first. The function asks for the right to read the record, and answers 404 without. */
export async function listAttachments(
  client: Client,
  { limit, cursor, ...target }: z.output<typeof attachmentListQuery>,
): Promise<Page<Attachment>> {
  const answer = await client.rpc("list_attachments", {
    target,
    before: decodeCursor(cursor, keyOfList),
    page_limit: limit + 1,
  });
  const rows = z.array(attachment).parse(unwrap(answer));
  return pageFrom(
    rows,
    limit,
    ({ created_at, id }) => ({ at: created_at, id }),
    (row) => row,
  );
}

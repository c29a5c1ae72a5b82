import "server-only";
import { z } from "zod";
import { decodeCursor, pageFrom } from "@/lib/http/cursor";
import { id, instant, type Page } from "@/lib/http/fields";
import { personPreview, privacyRequest } from "@/lib/privacy/schema";
import type { PersonKind, PersonPreview, PrivacyRequest, privacyListQuery } from "@/lib/privacy/schema";
import { unwrap } from "@/lib/supabase/unwrap";
import type { Client } from "@/lib/supabase/user-client";

const columns =
  "id, kind, person_kind, person_id, reason, summary, is_account_kept, kept_until, file_count, files_removed_at, requested_by, created_at";
const keyOfList = z.object({ at: instant, id });

/** Latest first. */
export async function listPrivacyRequests(
  client: Client,
  orgId: string,
  { limit, cursor }: z.output<typeof privacyListQuery>,
): Promise<Page<PrivacyRequest>> {
  let query = client
    .from("privacy_requests")
    .select(columns)
    .eq("org_id", orgId)
    .order("created_at", { ascending: false })
    .order("id", { ascending: false })
    .limit(limit + 1);
  const after = decodeCursor(cursor, keyOfList);
  if (after) {
    query = query.or(`created_at.lt.${after.at},and(created_at.eq.${after.at},id.lt.${after.id})`);
  }
  const rows = z.array(privacyRequest).parse(unwrap(await query));
  return pageFrom(
    rows,
    limit,
    (row) => ({ at: row.created_at, id: row.id }),
    (row) => row,
  );
}

export async function previewPerson(
  client: Client,
  kind: PersonKind,
  person: string,
): Promise<PersonPreview> {
  return personPreview.parse(unwrap(await client.rpc("preview_person", { kind, id: person })));
}

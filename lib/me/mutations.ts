import "server-only";
import type { z } from "zod";
import { explainNoRow } from "@/lib/http/writing";
import { findProfile, PROFILE_COLUMNS, toProfile } from "@/lib/me/queries";
import type { meUpdate, Profile } from "@/lib/me/schema";
import { normalizePhone } from "@/lib/organizations/queries";
import { unwrap } from "@/lib/supabase/unwrap";
import type { Client } from "@/lib/supabase/user-client";

/** The e-mail address is changed through Auth, which asks the new mailbox first. */
export async function updateMe(
  client: Client,
  { userId, orgId }: { userId: string; orgId: string },
  expected: number | null,
  body: z.output<typeof meUpdate>,
): Promise<Profile> {
  const changes = { ...body, ...(await normalizePhone(client, orgId, body)) };
  let update = client.from("profiles").update(changes).eq("id", userId);
  if (expected !== null) update = update.eq("version", expected);
  const row = unwrap(await update.select(PROFILE_COLUMNS).maybeSingle());
  return row ? toProfile(row) : explainNoRow(expected, () => findProfile(client, userId));
}

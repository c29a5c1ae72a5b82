import "server-only";
import { z } from "zod";
import { decodeCursor, pageFrom } from "@/lib/http/cursor";
import { id, instant, type Page } from "@/lib/http/fields";
import { unwrap } from "@/lib/supabase/unwrap";
import type { Client } from "@/lib/supabase/user-client";
import { memberSession, userActivity } from "@/lib/user-activity/schema";
import type { MemberSession, UserActivity, userActivityQuery } from "@/lib/user-activity/schema";

const keyOfList = z.object({ at: instant, id });

/** Latest first. One's own, or anybody's for who may read the audit log. */
export async function listUserActivity(
  client: Client,
  person: string,
  { limit, cursor }: z.output<typeof userActivityQuery>,
): Promise<Page<UserActivity>> {
  const after_key = decodeCursor(cursor, keyOfList);
  const answer = await client.rpc("list_user_activity", { person, page_limit: limit + 1, after_key });
  return pageFrom(
    z.array(userActivity).parse(unwrap(answer)),
    limit,
    ({ at, id: lineId }) => ({ at, id: lineId }),
    (row) => row,
  );
}

/** The last used first, at most a hundred. */
export async function listMemberSessions(client: Client, person: string): Promise<Page<MemberSession>> {
  const data = z.array(memberSession).parse(unwrap(await client.rpc("list_member_sessions", { person })));
  return { data, next_cursor: null };
}

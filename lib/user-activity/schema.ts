import { z } from "zod";
import { id, instant, pageQuery } from "@/lib/http/fields";

/** What a person did with the account; `detail` is how somebody signed in, or the right that was missing and where. */
export const userActivity = z.object({
  id,
  at: instant,
  activity: z.string(),
  entity: z.string(),
  entity_id: id.nullable(),
  /** What the record is called now; only for who may read the audit log. */
  title: z.string().nullable(),
  detail: z.string().nullable(),
  ip: z.string().nullable(),
  user_agent: z.string().nullable(),
  session_id: id.nullable(),
});
export type UserActivity = z.infer<typeof userActivity>;

export const userActivityQuery = z.strictObject(pageQuery);

/** A device or browser that is signed in and works in this organization. */
export const memberSession = z.object({
  id,
  signed_in_at: instant,
  last_seen_at: instant,
  ip: z.string().nullable(),
  user_agent: z.string().nullable(),
  is_current: z.boolean(),
});
export type MemberSession = z.infer<typeof memberSession>;

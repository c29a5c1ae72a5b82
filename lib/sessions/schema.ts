import { z } from "zod";
import { instant } from "@/lib/http/fields";

/** A device somebody is signed in on. */
export const session = z.object({
  id: z.guid(),
  is_current: z.boolean(),
  started_at: instant,
  /** When its token was renewed last: a device in use does that every ten minutes. */
  seen_at: instant,
  user_agent: z.string().nullable(),
  ip: z.string().nullable(),
  has_code: z.boolean(),
  organization: z.object({ name: z.string(), slug: z.string() }).nullable(),
});
export type Session = z.infer<typeof session>;

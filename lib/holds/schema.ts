import { z } from "zod";
import { id, instant, optional } from "@/lib/http/fields";

/** A time kept free for a few minutes while somebody is on the phone. */
export const hold = z.object({
  id,
  resource_ids: z.array(id),
  job_id: id.nullable(),
  starts_at: instant,
  ends_at: instant,
  expires_at: instant,
});
export type Hold = z.infer<typeof hold>;

export const holdCreate = z
  .strictObject({
    resource_ids: z.array(id).min(1).max(20),
    starts_at: instant,
    ends_at: instant,
    job_id: optional(id),
  })
  .refine(({ starts_at, ends_at }) => Date.parse(starts_at) < Date.parse(ends_at), {
    error: "The end lies after the beginning.",
    path: ["ends_at"],
    params: { code: "not_after_start" },
  });
export type HoldCreate = z.input<typeof holdCreate>;

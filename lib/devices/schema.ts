import { z } from "zod";
import { id, instant, pageQuery } from "@/lib/http/fields";

export const devicePlatform = z.enum(["android", "ios", "desktop", "other"]);

/** A phone that syncs: what the office sees of work that has not arrived yet. */
export const device = z.object({
  id,
  user: z.object({ id, name: z.string().nullable() }),
  name: z.string(),
  platform: devicePlatform,
  app_version: z.string().nullable(),
  last_seen_at: instant,
  /** How far the phone's clock is ahead of ours. */
  clock_offset_ms: z.number().int(),
  unsent_count: z.number().int(),
  unsent_bytes: z.number().int(),
  oldest_unsent_at: instant.nullable(),
  revoked_at: instant.nullable(),
});
export type Device = z.infer<typeof device>;

export const deviceListQuery = z.strictObject({ ...pageQuery, user_id: id.optional() });
export type DeviceFilters = Omit<z.output<typeof deviceListQuery>, "limit" | "cursor">;

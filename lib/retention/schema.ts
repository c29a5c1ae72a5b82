import { z } from "zod";
import { date, instant, version } from "@/lib/http/fields";
import { RETENTION_LIMITS } from "@/lib/settings/rules";
import type { RetentionName } from "@/lib/settings/rules";

const names = Object.keys(RETENTION_LIMITS) as [RetentionName, ...RetentionName[]];

const wantedDays = z.coerce.number().int().min(1).max(3650).optional();

/** Days by name: the answer then says what they would remove now. Nothing is changed. */
export const retentionQuery = z.strictObject(
  Object.fromEntries(names.map((name) => [name, wantedDays])) as Record<RetentionName, typeof wantedDays>,
);

export const retentionKind = z.object({
  /** The setting's name in the category `retention`. */
  name: z.string(),
  days: z.int(),
  default: z.int(),
  least: z.int(),
  most: z.int(),
  /** Whether a month is written to the archive before it goes. */
  is_archived: z.boolean(),
  /** Whether whole months go, or row by row. */
  is_monthly: z.boolean(),
  oldest_at: instant.nullable(),
  /** Rows there are; counted up to a million, as are the others. */
  held: z.int(),
  /** When the oldest go, and how many that is. */
  next: z.object({ at: instant, rows: z.int() }).nullable(),
  /** What the days asked about would remove; null where none were. */
  lost: z.int().nullable(),
  archived: z.object({ rows: z.int(), from: date, to: date }).nullable(),
});
export type RetentionKind = z.infer<typeof retentionKind>;

export const retention = z.object({ version, kinds: z.array(retentionKind) });
export type Retention = z.infer<typeof retention>;

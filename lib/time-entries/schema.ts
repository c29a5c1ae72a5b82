import { z } from "zod";
import { changes, flag, id, instant, optionalProse, pageQuery, version } from "@/lib/http/fields";

export const timeEntryKind = z.enum(["travel", "on_site", "break"]);
export type TimeEntryKind = z.infer<typeof timeEntryKind>;

/** `step`: made by the steps of a visit; `manual`: written by a person. */
export const timeEntrySource = z.enum(["step", "manual"]);

/** What one person did from when to when. Of one person no two overlap. */
export const timeEntry = z.object({
  id,
  booking: z.object({ id, number: z.string() }).nullable(),
  resource: z.object({ id, name: z.string() }),
  kind: timeEntryKind,
  starts_at: instant,
  /** Null while it runs. */
  ends_at: instant.nullable(),
  minutes: z.number().int().nullable(),
  source: timeEntrySource,
  note: z.string().nullable(),
  correction_reason: z.string().nullable(),
  corrected_at: instant.nullable(),
  corrected_by: z.object({ id, name: z.string().nullable() }).nullable(),
  version,
  created_at: instant,
  updated_at: instant,
  deleted_at: instant.nullable(),
});
export type TimeEntry = z.infer<typeof timeEntry>;

const isOrdered = ({
  starts_at,
  ends_at,
}: {
  starts_at?: string | undefined;
  ends_at?: string | null | undefined;
}) => !starts_at || !ends_at || Date.parse(starts_at) < Date.parse(ends_at);
const notAfterStart = {
  error: "The end lies after the beginning.",
  path: ["ends_at"],
  params: { code: "not_after_start" },
};

export const timeEntryCreate = z
  .strictObject({
    booking_id: id.nullish(),
    resource_id: id,
    kind: timeEntryKind,
    starts_at: instant,
    ends_at: instant.nullish(),
    note: optionalProse(500),
  })
  .refine(isOrdered, notAfterStart);
export type TimeEntryCreate = z.input<typeof timeEntryCreate>;

/** A correction says why: hours are paid and invoiced by what stands here. */
export const timeEntryUpdate = changes({
  kind: timeEntryKind.optional(),
  starts_at: instant.optional(),
  ends_at: instant.nullish(),
  booking_id: id.nullish(),
  note: optionalProse(500),
  reason: z.string().trim().min(1).max(1_000),
}).refine(isOrdered, notAfterStart);
export type TimeEntryUpdate = z.input<typeof timeEntryUpdate>;

export const timeEntryListQuery = z.strictObject({
  ...pageQuery,
  booking_id: id.optional(),
  resource_id: id.optional(),
  from: instant.optional(),
  to: instant.optional(),
  include_deleted: flag.optional(),
});
export type TimeEntryFilters = Omit<z.output<typeof timeEntryListQuery>, "limit" | "cursor">;

import { z } from "zod";
import { changes, id, instant, listQuery, optionalProse, version } from "@/lib/http/fields";
import { visitAhead } from "@/lib/resources/schema";

export const timeOffKind = z.enum(["vacation", "sick", "training", "other"]);
export type TimeOffKind = z.infer<typeof timeOffKind>;

/** A resource is not there. It occupies it like a visit does, so that nothing is planned into it. */
export const timeOff = z.object({
  id,
  resource_id: id,
  resource_name: z.string(),
  starts_at: instant,
  ends_at: instant,
  kind: timeOffKind,
  /** Null also for who may neither change time off nor asked for this one: reasons are personal. */
  note: z.string().nullable(),
  version,
  created_at: instant,
  updated_at: instant,
  deleted_at: instant.nullable(),
});
export type TimeOff = z.infer<typeof timeOff>;

const fields = {
  starts_at: instant,
  ends_at: instant,
  kind: timeOffKind.optional(),
  note: optionalProse(2000),
};

type Span = { starts_at?: string | undefined; ends_at?: string | undefined };
const inOrder = ({ starts_at, ends_at }: Span) =>
  !starts_at || !ends_at || Date.parse(starts_at) < Date.parse(ends_at);
const outOfOrder = {
  error: "It ends after it starts.",
  path: ["ends_at"],
  params: { code: "ends_before_start" },
};

export const timeOffCreate = z
  .strictObject({
    resource_id: id,
    ...fields,
    /** Only says which visits are in the way; nothing is written. */
    check_only: z.boolean().optional(),
  })
  .refine(inOrder, outOfOrder);
export type TimeOffCreate = z.input<typeof timeOffCreate>;

export const timeOffUpdate = changes(fields).refine(inOrder, outOfOrder);
export type TimeOffUpdate = z.input<typeof timeOffUpdate>;

export const timeOffCheck = z.object({ conflicts: z.array(visitAhead) });
export type TimeOffCheck = z.infer<typeof timeOffCheck>;

export const timeOffListQuery = z.strictObject({
  ...listQuery,
  resource_id: id.optional(),
  /** Time off that touches this span. */
  from: instant.optional(),
  to: instant.optional(),
});
export type TimeOffFilters = Omit<z.output<typeof timeOffListQuery>, "limit" | "cursor">;

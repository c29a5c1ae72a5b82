import { z } from "zod";
import { booking, resourceKind } from "@/lib/bookings/schema";
import { date, id, instant } from "@/lib/http/fields";
import { timeRange } from "@/lib/slots/schema";

const MOST_BOARD_DAYS = 14;
/** Two weeks of wall time may have an hour more than fourteen times twenty-four. */
const MOST_BOARD_MS = (MOST_BOARD_DAYS * 24 + 1) * 3_600_000;

export const boardQuery = z
  .strictObject({ from: instant, to: instant, resource_id: id.optional() })
  .refine(({ from, to }) => Date.parse(from) < Date.parse(to), {
    error: "The end lies after the beginning.",
    path: ["to"],
    params: { code: "not_after_start" },
  })
  .refine(({ from, to }) => Date.parse(to) - Date.parse(from) <= MOST_BOARD_MS, {
    error: `At most ${MOST_BOARD_DAYS} days are shown at once.`,
    path: ["to"],
    params: { code: "too_big" },
  });
export type BoardQuery = z.output<typeof boardQuery>;

export const boardResource = z.object({
  id,
  kind: resourceKind,
  name: z.string(),
  color: z.number().int(),
  skills: z.array(z.string()),
  crew_ids: z.array(id),
  shifts: z.array(timeRange),
  booked_min: z.number().int(),
  shift_min: z.number().int(),
});
export type BoardResource = z.infer<typeof boardResource>;

/** Everything one look at the schedule needs. Visits without assignments are those nobody goes to. */
export const board = z.object({
  resources: z.array(boardResource),
  crews: z.array(z.object({ id, name: z.string(), resource_ids: z.array(id) })),
  bookings: z.array(booking),
  time_off: z.array(timeRange.extend({ id, resource_id: id, kind: z.string() })),
  holds: z.array(timeRange.extend({ id, resource_ids: z.array(id), expires_at: instant })),
  closures: z.array(z.object({ name: z.string(), date })),
  /** More visits than are shown: then the board says so instead of looking complete. */
  truncated: z.boolean(),
});
export type Board = z.infer<typeof board>;

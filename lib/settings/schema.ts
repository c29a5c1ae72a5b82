import { z } from "zod";
import { changes, version } from "@/lib/http/fields";

const most = z.int().min(1).max(100_000);

/** What a resource may be given on a day unless it has a limit of its own; null in a field is no limit. */
const dailyLimit = z.strictObject({
  max_minutes: most.nullable(),
  max_visits: most.nullable(),
  /** Minutes of the day that only urgent work may take. */
  urgent_reserve_min: z.int().min(0).max(1440).nullable(),
});

/** Every setting there is, with the limits the database has for it as well. */
const schedulingFields = {
  /** Not on the way so long after the window's start less travel: late. */
  late_departure_min: z.int().min(0).max(240),
  /** On site so long past the planned end: late. */
  late_arrival_min: z.int().min(0).max(240),
  slot_step_min: z.int().min(5).max(240),
  hold_min: z.int().min(1).max(60),
  arrival_window_min: z.int().min(15).max(720),
  /** How far back a technician's own visits reach. */
  own_reach_days: z.int().min(1).max(730),
  daily_limit: dailyLimit.nullable(),
  travel_speed_kmh: z.int().min(5).max(130),
  /** Roads are longer than the straight line by this factor. */
  travel_circuity: z.number().min(1).max(3),
};

/** Own values, else the shipped ones. `version` is a digest of all, for If-Match. */
export const settings = z.object({ version, scheduling: z.object(schedulingFields) });
export type Settings = z.infer<typeof settings>;

export const settingsUpdate = changes({ scheduling: changes(schedulingFields) });
export type SettingsUpdate = z.input<typeof settingsUpdate>;

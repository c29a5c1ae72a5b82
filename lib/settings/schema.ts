import { z } from "zod";
import { changes, version } from "@/lib/http/fields";
import {
  HIGHEST_NUMBER,
  ONLINE_BOOKING_LIMITS,
  PORTAL_LIMITS,
  RETENTION_LIMITS,
  SETTING_LIMITS,
} from "@/lib/settings/rules";
import type { NumberSetting, RetentionName } from "@/lib/settings/rules";

const most = z.int().min(1).max(100_000);

/** What a resource may be given on a day unless it has a limit of its own; null in a field is no limit. */
const dailyLimit = z.strictObject({
  max_minutes: most.nullable(),
  max_visits: most.nullable(),
  /** Minutes of the day that only urgent work may take. */
  urgent_reserve_min: z.int().min(0).max(1440).nullable(),
});

const whole = (name: NumberSetting) => z.int().min(SETTING_LIMITS[name].least).max(SETTING_LIMITS[name].most);

/** Every setting there is, with the limits the database has for it as well. */
export const schedulingFields = {
  /** Not on the way so long after the window's start less travel: late. */
  late_departure_min: whole("late_departure_min"),
  /** On site so long past the planned end: late. */
  late_arrival_min: whole("late_arrival_min"),
  slot_step_min: whole("slot_step_min"),
  hold_min: whole("hold_min"),
  arrival_window_min: whole("arrival_window_min"),
  /** How far back a technician's own visits reach. */
  own_reach_days: whole("own_reach_days"),
  daily_limit: dailyLimit.nullable(),
  travel_speed_kmh: whole("travel_speed_kmh"),
  /** Roads are longer than the straight line by this factor. */
  travel_circuity: z
    .number()
    .min(SETTING_LIMITS.travel_circuity.least)
    .max(SETTING_LIMITS.travel_circuity.most),
};

const fieldFields = {
  /** Whether a visit is done only with a signature, or with the reason why there is none. */
  signature_required: z.boolean(),
};

const messagesFields = {
  /** Whether customers are told by itself that somebody comes late. */
  late_automatic: z.boolean(),
};

export const portalFields = {
  /** Until so many hours before the window a customer moves or calls off his visit himself. */
  change_notice_h: z.int().min(PORTAL_LIMITS.change_notice_h.least).max(PORTAL_LIMITS.change_notice_h.most),
};

export const onlineBookingFields = {
  enabled: z.boolean(),
  /** The first time offered is at least so far away. */
  min_notice_h: z
    .int()
    .min(ONLINE_BOOKING_LIMITS.min_notice_h.least)
    .max(ONLINE_BOOKING_LIMITS.min_notice_h.most),
  horizon_days: z
    .int()
    .min(ONLINE_BOOKING_LIMITS.horizon_days.least)
    .max(ONLINE_BOOKING_LIMITS.horizon_days.most),
  /** Whether somebody outside of the zones may leave a request. */
  requests_outside: z.boolean(),
};

const days = (name: RetentionName) =>
  z.int().min(RETENTION_LIMITS[name].least).max(RETENTION_LIMITS[name].most);

/** Days that records are kept; GET /retention says what a shorter time removes. */
export const retentionFields = {
  audit_log_days: days("audit_log_days"),
  user_activity_days: days("user_activity_days"),
  api_request_days: days("api_request_days"),
  message_days: days("message_days"),
  sync_journal_days: days("sync_journal_days"),
};

/** What is off is in no menu, page or answer, and nobody's right; its data stays. */
const featureFields = {
  online_booking: z.boolean(),
  customer_links: z.boolean(),
  messages: z.boolean(),
  feedback: z.boolean(),
  imports: z.boolean(),
  departments: z.boolean(),
};
export const features = z.object(featureFields);

/** Own values, else the shipped ones. `version` is a digest of all, for If-Match. */
export const settings = z.object({
  version,
  scheduling: z.object(schedulingFields),
  field: z.object(fieldFields),
  messages: z.object(messagesFields),
  portal: z.object(portalFields),
  online_booking: z.object(onlineBookingFields),
  retention: z.object(retentionFields),
  features,
});
export type Settings = z.infer<typeof settings>;

export const settingsUpdate = changes({
  scheduling: changes(schedulingFields).optional(),
  field: changes(fieldFields).optional(),
  messages: changes(messagesFields).optional(),
  portal: changes(portalFields).optional(),
  online_booking: changes(onlineBookingFields).optional(),
  retention: changes(retentionFields).optional(),
  features: changes(featureFields).optional(),
});
export type SettingsUpdate = z.input<typeof settingsUpdate>;

const prefix = z.string().regex(/^[A-Z]{1,5}$/);
const nextNumber = z.int().min(1).max(HIGHEST_NUMBER);
export const numberingFields = {
  /** Letters before the number. Those of one kind never become those of another. */
  job_prefix: prefix,
  /** What the next one gets; others may take it meanwhile. */
  job_next: nextNumber,
  booking_prefix: prefix,
  booking_next: nextNumber,
  request_prefix: prefix,
  request_next: nextNumber,
};

/** How jobs, visits and requests are numbered from now on. `version` is of the letters alone, for If-Match. */
export const numbering = z.object({ version, ...numberingFields });
export type Numbering = z.infer<typeof numbering>;
export const numberingUpdate = changes(numberingFields);
export type NumberingUpdate = z.input<typeof numberingUpdate>;

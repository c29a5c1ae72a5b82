/** The settings that are one number, with the least and the most each may be; the database has the same. */
export const SETTING_LIMITS = {
  late_departure_min: { least: 0, most: 240 },
  late_arrival_min: { least: 0, most: 240 },
  slot_step_min: { least: 5, most: 240 },
  hold_min: { least: 1, most: 60 },
  arrival_window_min: { least: 15, most: 720 },
  own_reach_days: { least: 1, most: 730 },
  travel_speed_kmh: { least: 5, most: 130 },
  travel_circuity: { least: 1, most: 3 },
} as const;
export type NumberSetting = keyof typeof SETTING_LIMITS;

/** The same for what visitors of the booking page are offered. */
export const ONLINE_BOOKING_LIMITS = {
  min_notice_h: { least: 0, most: 720 },
  horizon_days: { least: 1, most: 365 },
} as const;
export type OnlineBookingNumber = keyof typeof ONLINE_BOOKING_LIMITS;

/** The same for what customers do through their link. */
export const PORTAL_LIMITS = { change_notice_h: { least: 0, most: 336 } } as const;

/** The same for how many days records are kept. */
export const RETENTION_LIMITS = {
  audit_log_days: { least: 90, most: 3650 },
  user_activity_days: { least: 7, most: 400 },
  api_request_days: { least: 7, most: 400 },
  message_days: { least: 7, most: 400 },
  sync_journal_days: { least: 30, most: 400 },
} as const;
export type RetentionName = keyof typeof RETENTION_LIMITS;

/** Null in a field is no limit. */
export type DailyLimit = {
  max_minutes: number | null;
  max_visits: number | null;
  urgent_reserve_min: number | null;
};
export const NO_DAILY_LIMIT: DailyLimit = { max_minutes: null, max_visits: null, urgent_reserve_min: null };

const hasLimit = (limit: DailyLimit) => Object.values(limit).some((value) => value !== null);

/** Three empty numbers are no limit at all. */
export function limitOrNone(limit: DailyLimit | null): DailyLimit | null {
  return limit && hasLimit(limit) ? limit : null;
}

/** As the database has it: nine digits fit on every paper. */
export const HIGHEST_NUMBER = 999_999_999;
export const NUMBERED = ["job", "booking", "request"] as const;
export type Numbered = (typeof NUMBERED)[number];

/** Zones of the map whose clocks are never changed, from eleven hours behind UTC to twelve before it. */
const ZONES = [
  "Pacific/Pago_Pago",
  "Pacific/Honolulu",
  "Pacific/Gambier",
  "Pacific/Pitcairn",
  "America/Phoenix",
  "America/Guatemala",
  "America/Bogota",
  "America/La_Paz",
  "America/Sao_Paulo",
  "Atlantic/South_Georgia",
  "Atlantic/Cape_Verde",
  "Africa/Abidjan",
  "Africa/Lagos",
  "Africa/Johannesburg",
  "Asia/Riyadh",
  "Asia/Dubai",
  "Asia/Karachi",
  "Asia/Dhaka",
  "Asia/Bangkok",
  "Asia/Manila",
  "Asia/Tokyo",
  "Pacific/Port_Moresby",
  "Pacific/Guadalcanal",
  "Pacific/Tarawa",
];
const MORNING = 10;

/**
 * Where it is between ten and eleven in the morning: there the browser tests' own companies and browsers are. In a
 * fixed place a run before midnight would begin on one day and end on the next, and what is planned "in a quarter of
 * an hour" would be tomorrow's.
 */
export function zoneOfMorning(nowMs: number): string {
  const utc = new Date(nowMs).getUTCHours();
  return ZONES[(MORNING - utc + 11 + 24) % 24] ?? "UTC";
}

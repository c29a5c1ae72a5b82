import postgres from "postgres";
import { installation } from "./installation";

/**
 * The booking page counts by address, and all visitors of all files come from one: who tries its limits, or sets them
 * back, does so alone. Waits until nobody else does; answers what ends the turn.
 */
export async function takeBookingTurn(): Promise<() => Promise<void>> {
  // A connection of its own that no idle time closes: with it the turn would end.
  const sql = postgres(installation.adminUrl, { max: 1, idle_timeout: 0 });
  await sql`select pg_advisory_lock(hashtextextended('tests of the booking page', 0))`;
  return () => sql.end();
}

import "server-only";
import type { Sql } from "@/lib/worker/database";

/** Forgets visitors of booking pages: what they typed after two hours, that they were there after two days. */
export async function sweepOnlineBookings(sql: Sql): Promise<void> {
  await sql`select ops.sweep_online_bookings()`;
}

import "server-only";
import { visitReport, type VisitReport } from "@/lib/service-reports/schema";
import { unwrap } from "@/lib/supabase/unwrap";
import type { Client } from "@/lib/supabase/user-client";

/** The report of a visit now, and the newest PDF of it. Throws 404. */
export async function getVisitReport(client: Client, bookingId: string): Promise<VisitReport> {
  return visitReport.parse(unwrap(await client.rpc("get_visit_report", { id: bookingId })));
}

import "server-only";
import type { Outcome } from "@/lib/http/answer";
import { outcomeFrom } from "@/lib/http/writing";
import { serviceReport, type ServiceReport } from "@/lib/service-reports/schema";
import { unwrap } from "@/lib/supabase/unwrap";
import type { Client } from "@/lib/supabase/user-client";

/** Asks the worker for a PDF; one that already waits is the answer. */
export async function makeVisitReport(client: Client, bookingId: string): Promise<Outcome<ServiceReport>> {
  const answer = unwrap(await client.rpc("make_visit_report", { payload: { id: bookingId } }));
  return outcomeFrom(answer, (row) => serviceReport.parse(row));
}

import "server-only";
import { unwrap } from "@/lib/supabase/unwrap";
import type { Client } from "@/lib/supabase/user-client";
import { visitWork, type VisitWork } from "@/lib/visit-work/schema";

/** What was done during a visit. Throws 404. */
export async function getVisitWork(client: Client, bookingId: string): Promise<VisitWork> {
  return visitWork.parse(unwrap(await client.rpc("get_visit_work", { id: bookingId })));
}

import "server-only";
import type { Signature } from "@/lib/signatures/schema";
import type { Client } from "@/lib/supabase/user-client";
import { getVisitWork } from "@/lib/visit-work/queries";

/** In the order they were given. Throws 404 for a visit the caller may not see. */
export async function listSignatures(client: Client, bookingId: string): Promise<Signature[]> {
  return (await getVisitWork(client, bookingId)).signatures;
}

import "server-only";
import type { Outcome } from "@/lib/http/answer";
import { outcomeFrom } from "@/lib/http/writing";
import { signature, type Signature } from "@/lib/signatures/schema";
import { unwrap } from "@/lib/supabase/unwrap";
import type { Client } from "@/lib/supabase/user-client";

export async function verifySignature(
  client: Client,
  bookingId: string,
  id: string,
): Promise<Outcome<Signature>> {
  const payload = { id, booking_id: bookingId };
  const answer = unwrap(await client.rpc("verify_signature", { payload }));
  return outcomeFrom(answer, (row) => signature.parse(row));
}

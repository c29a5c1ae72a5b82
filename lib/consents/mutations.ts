import "server-only";
import type { z } from "zod";
import { consent, type Consent, type consentCreate } from "@/lib/consents/schema";
import type { Outcome } from "@/lib/http/answer";
import { outcomeFrom } from "@/lib/http/writing";
import { unwrap } from "@/lib/supabase/unwrap";
import type { Client } from "@/lib/supabase/user-client";

export async function createConsent(
  client: Client,
  customerId: string,
  body: z.output<typeof consentCreate>,
): Promise<Outcome<Consent>> {
  const payload = { ...body, customer_id: customerId };
  return outcomeFrom(unwrap(await client.rpc("create_consent", { payload })), (data) => consent.parse(data));
}

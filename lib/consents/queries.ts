import "server-only";
import { z } from "zod";
import { consent, type Consent } from "@/lib/consents/schema";
import type { Page } from "@/lib/http/fields";
import { unwrap } from "@/lib/supabase/unwrap";
import type { Client } from "@/lib/supabase/user-client";

/** The latest first, at most two hundred. */
export async function listConsents(client: Client, customer: string): Promise<Page<Consent>> {
  const rows = unwrap(await client.rpc("list_consents", { customer }));
  return { data: z.array(consent).parse(rows), next_cursor: null };
}

import "server-only";
import type { Outcome } from "@/lib/http/answer";
import { outcomeFrom } from "@/lib/http/writing";
import { toSampleData } from "@/lib/sample-data/queries";
import type { SampleData } from "@/lib/sample-data/schema";
import { unwrap } from "@/lib/supabase/unwrap";
import type { Client } from "@/lib/supabase/user-client";

export async function createSampleData(client: Client): Promise<Outcome<SampleData>> {
  return outcomeFrom(unwrap(await client.rpc("create_sample_data", {})), toSampleData);
}

export async function removeSampleData(client: Client): Promise<Outcome<SampleData>> {
  return outcomeFrom(unwrap(await client.rpc("remove_sample_data", {})), toSampleData);
}

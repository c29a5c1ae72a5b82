import "server-only";
import { sampleData, type SampleData } from "@/lib/sample-data/schema";
import { unwrap } from "@/lib/supabase/unwrap";
import type { Client } from "@/lib/supabase/user-client";

export function toSampleData(data: unknown): SampleData {
  return sampleData.parse(data);
}

export async function getSampleData(client: Client): Promise<SampleData> {
  return toSampleData(unwrap(await client.rpc("get_sample_data")));
}

import { api } from "@/lib/http/fetch";
import type { SampleData } from "@/lib/sample-data/schema";

export const sampleDataKeys = {
  all: ["sample-data"] as const,
  count: () => ["sample-data", "count"] as const,
};

export async function fetchSampleData(signal?: AbortSignal): Promise<SampleData> {
  return (await api<{ data: SampleData }>("/sample-data", { signal })).data;
}

export async function createSampleData(): Promise<SampleData> {
  return (await api<{ data: SampleData }>("/sample-data", { method: "POST" })).data;
}

/** For good; the answer says how much it was. */
export async function removeSampleData(): Promise<SampleData> {
  return (await api<{ data: SampleData }>("/sample-data/removals", { method: "POST" })).data;
}

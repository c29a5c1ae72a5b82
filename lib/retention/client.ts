import { api } from "@/lib/http/fetch";
import type { Retention } from "@/lib/retention/schema";

export const retentionKeys = {
  all: ["retention"] as const,
  preview: (wanted: Record<string, number>) => ["retention", wanted] as const,
};

export async function fetchRetention(
  wanted: Record<string, number> = {},
  signal?: AbortSignal,
): Promise<Retention> {
  const query = new URLSearchParams(Object.entries(wanted).map(([name, days]) => [name, String(days)]));
  const path = query.size > 0 ? `/retention?${query}` : "/retention";
  return (await api<{ data: Retention }>(path, { signal })).data;
}

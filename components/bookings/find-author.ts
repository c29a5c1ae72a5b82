import { fetchHistory } from "@/lib/history/client";

/** Who made the newest version; null where nobody knows. */
export async function findAuthor(id: string): Promise<string | null> {
  const latest = await fetchHistory("bookings", id, { limit: 1 });
  return latest.data[0]?.actor?.name ?? null;
}

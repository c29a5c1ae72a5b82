import { api } from "@/lib/http/fetch";
import type { Hold, HoldCreate } from "@/lib/holds/schema";

/** Taken meanwhile by somebody else: 409 `double_booking`, read with `conflictOf` of lib/bookings/client. */
export async function createHold(body: HoldCreate): Promise<Hold> {
  return (await api<{ data: Hold }>("/holds", { method: "POST", body })).data;
}

/** One that has expired is released already; that is no error. */
export function releaseHold(id: string): Promise<void> {
  return api(`/holds/${id}`, { method: "DELETE" });
}

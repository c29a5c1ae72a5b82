import type { Availability, AvailabilityUpdate } from "@/lib/availability/schema";
import { api } from "@/lib/http/fetch";

export const availabilityKeys = {
  all: ["availability"] as const,
  week: (resourceId: string) => ["availability", resourceId] as const,
};

export async function fetchAvailability(resourceId: string, signal?: AbortSignal): Promise<Availability> {
  return (await api<{ data: Availability }>(`/availability/${resourceId}`, { signal })).data;
}

/** The week as a whole; somebody else's newer change answers 412 with the week in `current`. */
export async function updateAvailability(
  resourceId: string,
  version: number,
  body: AvailabilityUpdate,
): Promise<Availability> {
  const options = { method: "PATCH", body, ifMatch: version } as const;
  return (await api<{ data: Availability }>(`/availability/${resourceId}`, options)).data;
}

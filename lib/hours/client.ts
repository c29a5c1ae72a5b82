import type { BusinessHours, BusinessHoursUpdate, HoursCheck, HoursChecked } from "@/lib/hours/schema";
import { api } from "@/lib/http/fetch";

export const hoursKeys = {
  all: ["hours"] as const,
  week: () => ["hours", "week"] as const,
};

export async function fetchHours(signal?: AbortSignal): Promise<BusinessHours> {
  return (await api<{ data: BusinessHours }>("/hours", { signal })).data;
}

/** The week as a whole; somebody else's newer change answers 412 with the week in `current`. */
export async function updateHours(version: number, body: BusinessHoursUpdate): Promise<BusinessHours> {
  return (await api<{ data: BusinessHours }>("/hours", { method: "PATCH", body, ifMatch: version })).data;
}

/** Asked before saving: which visits these hours would leave outside. */
export async function checkHours(body: HoursCheck): Promise<HoursChecked> {
  return (await api<{ data: HoursChecked }>("/hours/check", { method: "POST", body })).data;
}

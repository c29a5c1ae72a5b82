import { api } from "@/lib/http/fetch";
import type { Me, MeUpdate, Profile } from "@/lib/me/schema";

export const meKeys = { all: ["me"] as const };

export async function fetchMe(signal?: AbortSignal): Promise<Me> {
  return (await api<{ data: Me }>("/me", { signal })).data;
}

export async function updateMe(version: number, body: MeUpdate): Promise<Profile> {
  return (await api<{ data: Profile }>("/me", { method: "PATCH", body, ifMatch: version })).data;
}

import { api } from "@/lib/http/fetch";
import type { Session } from "@/lib/sessions/schema";

export const sessionKeys = { all: ["sessions"] as const };

export async function fetchSessions(signal?: AbortSignal): Promise<Session[]> {
  return (await api<{ data: Session[] }>("/sessions", { signal })).data;
}

export async function endSession(id: string): Promise<void> {
  await api(`/sessions/${id}`, { method: "DELETE" });
}

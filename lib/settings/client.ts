import { api } from "@/lib/http/fetch";
import type { Settings, SettingsUpdate } from "@/lib/settings/schema";

export const settingsKeys = {
  all: ["settings"] as const,
  record: () => ["settings", "record"] as const,
};

export async function fetchSettings(signal?: AbortSignal): Promise<Settings> {
  return (await api<{ data: Settings }>("/settings", { signal })).data;
}

export async function updateSettings(version: number, body: SettingsUpdate): Promise<Settings> {
  return (await api<{ data: Settings }>("/settings", { method: "PATCH", body, ifMatch: version })).data;
}

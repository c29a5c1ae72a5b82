import { api } from "@/lib/http/fetch";
import type { Settings, SettingsUpdate } from "@/lib/settings/schema";

export const settingKeys = {
  all: ["settings"] as const,
};

export async function fetchSettings(signal?: AbortSignal): Promise<Settings> {
  return (await api<{ data: Settings }>("/settings", { signal })).data;
}

/** What is not named stays; somebody else's newer change answers 412 with the settings in `current`. */
export async function updateSettings(version: number, body: SettingsUpdate): Promise<Settings> {
  return (await api<{ data: Settings }>("/settings", { method: "PATCH", body, ifMatch: version })).data;
}

import { api } from "@/lib/http/fetch";
import type { Numbering, NumberingUpdate, Settings, SettingsUpdate } from "@/lib/settings/schema";

export const settingKeys = {
  all: ["settings"] as const,
  numbering: ["settings", "numbering"] as const,
};

export async function fetchSettings(signal?: AbortSignal): Promise<Settings> {
  return (await api<{ data: Settings }>("/settings", { signal })).data;
}

/** What is not named stays; somebody else's newer change answers 412 with the settings in `current`. */
export async function updateSettings(version: number, body: SettingsUpdate): Promise<Settings> {
  return (await api<{ data: Settings }>("/settings", { method: "PATCH", body, ifMatch: version })).data;
}

export async function fetchNumbering(signal?: AbortSignal): Promise<Numbering> {
  return (await api<{ data: Numbering }>("/settings/numbering", { signal })).data;
}

export async function updateNumbering(version: number, body: NumberingUpdate): Promise<Numbering> {
  return (await api<{ data: Numbering }>("/settings/numbering", { method: "PATCH", body, ifMatch: version }))
    .data;
}

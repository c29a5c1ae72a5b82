"use client";

import { useQueryClient } from "@tanstack/react-query";
import { settingKeys, updateSettings } from "@/lib/settings/client";
import type { Settings } from "@/lib/settings/schema";
import { slotKeys } from "@/lib/slots/client";

/** Writes some settings of scheduling; what was computed with the old ones is read again. */
export function useSettingsStore() {
  const client = useQueryClient();
  return {
    send: (version: number, scheduling: Partial<Settings["scheduling"]>) =>
      updateSettings(version, { scheduling }),
    store: (saved: Settings) => {
      client.setQueryData(settingKeys.all, saved);
      void client.invalidateQueries({ queryKey: slotKeys.all });
    },
  };
}

"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl/react";
import type { ReactNode } from "react";
import { useCan } from "@/components/shared/member";
import { knownCode, problemOf } from "@/components/shared/problem";
import { Switch } from "@/components/ui/switch";
import { useToast } from "@/components/ui/toast";
import { settingKeys, updateSettings } from "@/lib/settings/client";
import type { Settings, SettingsUpdate } from "@/lib/settings/schema";

type SettingSwitchProps = {
  settings: Settings;
  isOn: boolean;
  changes: (isOn: boolean) => SettingsUpdate;
  hint: string;
  /** Said when it was refused, with the reason behind it. */
  failed: string;
  onSaved?: (settings: Settings) => void;
  children: ReactNode;
};

/** One setting that is on or off. Takes effect at once. */
export function SettingSwitch({
  settings,
  isOn,
  changes,
  hint,
  failed,
  onSaved,
  children,
}: SettingSwitchProps) {
  const shared = useTranslations("shared");
  const mayChange = useCan()("update", "settings");
  const client = useQueryClient();
  const toast = useToast();
  const save = useMutation({
    mutationFn: (wanted: boolean) => updateSettings(settings.version, changes(wanted)),
    onSuccess: (saved) => {
      client.setQueryData(settingKeys.all, saved);
      onSaved?.(saved);
    },
    onError: (error) =>
      toast.show({ title: failed, description: shared(`problems.${knownCode(problemOf(error))}`) }),
  });
  return (
    <Switch
      checked={save.isPending ? save.variables : isOn}
      disabled={!mayChange || save.isPending}
      hint={hint}
      onCheckedChange={(checked) => save.mutate(checked)}
    >
      {children}
    </Switch>
  );
}

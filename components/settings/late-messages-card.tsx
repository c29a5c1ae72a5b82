"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl/react";
import { useCan } from "@/components/shared/member";
import { knownCode, problemOf } from "@/components/shared/problem";
import { Switch } from "@/components/ui/switch";
import { useToast } from "@/components/ui/toast";
import { fetchSettings, settingKeys, updateSettings } from "@/lib/settings/client";
import { SettingsPanel } from "./settings-card";

/** Whether customers are told by itself that somebody comes late. Takes effect at once. */
export function LateMessagesCard() {
  const t = useTranslations("templates.late");
  const shared = useTranslations("shared");
  const may = useCan();
  const client = useQueryClient();
  const toast = useToast();
  const { data } = useQuery({
    queryKey: settingKeys.all,
    queryFn: ({ signal }) => fetchSettings(signal),
    enabled: may("read", "settings"),
  });
  const save = useMutation({
    mutationFn: ({ version, isOn }: { version: number; isOn: boolean }) =>
      updateSettings(version, { messages: { late_automatic: isOn } }),
    onSuccess: (settings) => client.setQueryData(settingKeys.all, settings),
    onError: (error) =>
      toast.show({ title: t("notSaved"), description: shared(`problems.${knownCode(problemOf(error))}`) }),
  });
  if (!data) return null;
  const isOn = save.isPending ? save.variables.isOn : data.messages.late_automatic;
  return (
    <SettingsPanel title={t("title")}>
      <Switch
        checked={isOn}
        disabled={!may("update", "settings")}
        hint={t("hint")}
        onCheckedChange={(checked) => save.mutate({ version: data.version, isOn: checked })}
      >
        {t("automatic")}
      </Switch>
    </SettingsPanel>
  );
}

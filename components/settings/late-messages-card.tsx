"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl/react";
import { useCan } from "@/components/shared/member";
import { fetchSettings, settingKeys } from "@/lib/settings/client";
import { SettingSwitch } from "./setting-switch";
import { SettingsPanel } from "./settings-card";

/** Whether customers are told by itself that somebody comes late. */
export function LateMessagesCard() {
  const t = useTranslations("templates.late");
  const { data } = useQuery({
    queryKey: settingKeys.all,
    queryFn: ({ signal }) => fetchSettings(signal),
    enabled: useCan()("read", "settings"),
  });
  if (!data) return null;
  return (
    <SettingsPanel title={t("title")}>
      <SettingSwitch
        settings={data}
        isOn={data.messages.late_automatic}
        changes={(isOn) => ({ messages: { late_automatic: isOn } })}
        hint={t("hint")}
        failed={t("notSaved")}
      >
        {t("automatic")}
      </SettingSwitch>
    </SettingsPanel>
  );
}

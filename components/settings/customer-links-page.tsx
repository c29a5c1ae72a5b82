"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl/react";
import { ErrorCard } from "@/components/shared/error-card";
import { useCan } from "@/components/shared/member";
import { SkeletonLines } from "@/components/shared/skeleton";
import { fetchSettings, settingKeys } from "@/lib/settings/client";
import { ChangeNoticeCard } from "./change-notice-card";
import { LateMessagesCard } from "./late-messages-card";
import { SettingSwitch } from "./setting-switch";
import { SettingsPanel } from "./settings-card";
import { SettingsFrame } from "./settings-frame";

/** What customers can do through their link: changed by owners and admins, read by the office. */
export function CustomerLinksPage() {
  const t = useTranslations("settings.customerLinks");
  const mayChange = useCan()("update", "settings");
  const { data, error, refetch } = useQuery({
    queryKey: settingKeys.all,
    queryFn: ({ signal }) => fetchSettings(signal),
  });
  return (
    <SettingsFrame page="customer-links" about={mayChange ? t("about") : t("aboutReader")}>
      {data ? (
        <>
          <ChangeNoticeCard settings={data} />
          <SettingsPanel title={t("signature.title")}>
            <SettingSwitch
              settings={data}
              isOn={data.field.signature_required}
              changes={(isOn) => ({ field: { signature_required: isOn } })}
              hint={t("signature.hint")}
              failed={t("notSaved")}
            >
              {t("signature.required")}
            </SettingSwitch>
          </SettingsPanel>
          <LateMessagesCard />
        </>
      ) : error ? (
        <ErrorCard title={t("error")} error={error} onRetry={() => void refetch()} />
      ) : (
        <SkeletonLines lines={6} />
      )}
    </SettingsFrame>
  );
}

"use client";

import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "use-intl/react";
import { ErrorCard } from "@/components/shared/error-card";
import { useCan } from "@/components/shared/member";
import { SkeletonLines } from "@/components/shared/skeleton";
import { fetchSettings, settingKeys } from "@/lib/settings/client";
import { FEATURES } from "@/lib/auth/rules";
import { SettingSwitch } from "./setting-switch";
import { SettingsFrame } from "./settings-frame";
import { SettingsPanel } from "./settings-card";

/** The parts of the product a company may do without. What each switch takes away stands beside it. */
export function ModulesPage() {
  const t = useTranslations("settings.modules");
  const mayChange = useCan()("update", "settings");
  const router = useRouter();
  const { data, error, refetch } = useQuery({
    queryKey: settingKeys.all,
    queryFn: ({ signal }) => fetchSettings(signal),
  });
  return (
    <SettingsFrame page="modules" about={mayChange ? t("about") : t("aboutReader")}>
      {data ? (
        <SettingsPanel title={t("title")}>
          {FEATURES.map((feature) => (
            <SettingSwitch
              key={feature}
              settings={data}
              isOn={data.features[feature]}
              changes={(isOn) => ({ features: { [feature]: isOn } })}
              hint={t(`${feature}.hint`)}
              failed={t("notSaved")}
              // The menu around this page follows.
              onSaved={() => router.refresh()}
            >
              {t(`${feature}.name`)}
            </SettingSwitch>
          ))}
        </SettingsPanel>
      ) : error ? (
        <ErrorCard title={t("error")} error={error} onRetry={() => void refetch()} />
      ) : (
        <SkeletonLines lines={12} />
      )}
    </SettingsFrame>
  );
}

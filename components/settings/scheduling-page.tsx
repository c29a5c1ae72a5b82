"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl/react";
import { ErrorCard } from "@/components/shared/error-card";
import { Facts } from "@/components/shared/facts";
import { useCan } from "@/components/shared/member";
import { SkeletonLines } from "@/components/shared/skeleton";
import { fetchSettings, settingKeys } from "@/lib/settings/client";
import type { Settings } from "@/lib/settings/schema";
import { DailyLimitCard } from "./daily-limit-card";
import { GROUP_NAMES, NumberCard } from "./number-card";
import type { NumberGroup } from "./number-card";
import { SettingsPanel } from "./settings-card";
import { SettingsFrame } from "./settings-frame";
import { useSchedulingWords } from "./use-scheduling-words";

/** How times are found and when a visit counts as late: changed by owners and admins, read by the office. */
export function SchedulingPage() {
  const t = useTranslations("settings.scheduling");
  const mayChange = useCan()("update", "settings");
  const { data, error, refetch } = useQuery({
    queryKey: settingKeys.all,
    queryFn: ({ signal }) => fetchSettings(signal),
  });
  return (
    <SettingsFrame page="scheduling" about={mayChange ? t("about") : t("aboutReader")}>
      {data ? (
        mayChange ? (
          <SchedulingForms settings={data} />
        ) : (
          <SchedulingFacts settings={data} />
        )
      ) : error ? (
        <ErrorCard title={t("error")} error={error} onRetry={() => void refetch()} />
      ) : (
        <SkeletonLines lines={8} />
      )}
    </SettingsFrame>
  );
}

function SchedulingForms({ settings }: { settings: Settings }) {
  return (
    <>
      <NumberCard group="times" settings={settings} />
      <NumberCard group="late" settings={settings} />
      <NumberCard group="driving" settings={settings} />
      <DailyLimitCard settings={settings} />
      <NumberCard group="reach" settings={settings} />
    </>
  );
}

/** For who may read and not change: the same words without controls. */
function SchedulingFacts({ settings: { scheduling } }: { settings: Settings }) {
  const t = useTranslations("settings.scheduling");
  const words = useSchedulingWords();
  const numbersOf = (group: NumberGroup) =>
    GROUP_NAMES[group].map((name) => ({
      label: t(`name.${name}`),
      value: words.withUnit(name, scheduling[name]),
    }));
  return (
    <>
      {(["times", "late", "driving"] as const).map((group) => (
        <SettingsPanel key={group} title={t(`group.${group}.title`)}>
          <Facts facts={numbersOf(group)} />
        </SettingsPanel>
      ))}
      <SettingsPanel title={t("group.limit.title")}>
        <p>{words.limit(scheduling.daily_limit) ?? t("limit.none")}</p>
      </SettingsPanel>
      <SettingsPanel title={t("group.reach.title")}>
        <Facts facts={numbersOf("reach")} />
      </SettingsPanel>
    </>
  );
}

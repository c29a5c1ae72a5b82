"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl/react";
import { CopyField } from "@/components/shared/copy-field";
import { ErrorCard } from "@/components/shared/error-card";
import { useCan } from "@/components/shared/member";
import { SkeletonLines } from "@/components/shared/skeleton";
import { ButtonLink } from "@/components/ui/button";
import { fetchSettings, settingKeys } from "@/lib/settings/client";
import type { Settings } from "@/lib/settings/schema";
import { BookableServicesCard } from "./bookable-services-card";
import { BookingTimesCard } from "./booking-times-card";
import { SettingSwitch } from "./setting-switch";
import { SettingsPanel } from "./settings-card";
import { SettingsFrame } from "./settings-frame";

/** Whether and how customers book themselves, and where: changed by owners and admins, read by the office. */
export function OnlineBookingPage({ address }: { address: string }) {
  const t = useTranslations("settings.onlineBooking");
  const mayChange = useCan()("update", "settings");
  const { data, error, refetch } = useQuery({
    queryKey: settingKeys.all,
    queryFn: ({ signal }) => fetchSettings(signal),
  });
  return (
    <SettingsFrame page="online-booking" about={mayChange ? t("about") : t("aboutReader")}>
      {data ? (
        <>
          <AddressPanel address={address} isOpen={data.online_booking.enabled} />
          <RulesPanel settings={data} />
          <BookingTimesCard settings={data} />
          <BookableServicesCard />
        </>
      ) : error ? (
        <ErrorCard title={t("error")} error={error} onRetry={() => void refetch()} />
      ) : (
        <SkeletonLines lines={8} />
      )}
    </SettingsFrame>
  );
}

function AddressPanel({ address, isOpen }: { address: string; isOpen: boolean }) {
  const t = useTranslations("settings.onlineBooking.address");
  return (
    <SettingsPanel title={t("title")}>
      <p className="text-text-2">{isOpen ? t("hint") : t("closed")}</p>
      <CopyField value={address} label={t("label")} />
      {isOpen ? (
        <div>
          <ButtonLink href={address} target="_blank" rel="noreferrer">
            {t("open")}
          </ButtonLink>
        </div>
      ) : null}
    </SettingsPanel>
  );
}

type Rule = "enabled" | "requests_outside";
const RULES: readonly Rule[] = ["enabled", "requests_outside"];

function RulesPanel({ settings }: { settings: Settings }) {
  const t = useTranslations("settings.onlineBooking");
  return (
    <SettingsPanel title={t("rules.title")}>
      {RULES.map((rule) => (
        <SettingSwitch
          key={rule}
          settings={settings}
          isOn={settings.online_booking[rule]}
          changes={(isOn) => ({ online_booking: { [rule]: isOn } })}
          hint={t(`rules.${rule}Hint`)}
          failed={t("notSaved")}
        >
          {t(`rules.${rule}`)}
        </SettingSwitch>
      ))}
    </SettingsPanel>
  );
}

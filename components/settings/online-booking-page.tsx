"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl/react";
import { CopyField } from "@/components/shared/copy-field";
import { ErrorCard } from "@/components/shared/error-card";
import { useCan } from "@/components/shared/member";
import { knownCode, problemOf } from "@/components/shared/problem";
import { SkeletonLines } from "@/components/shared/skeleton";
import { ButtonLink } from "@/components/ui/button";
import { Switch } from "@/components/ui/switch";
import { useToast } from "@/components/ui/toast";
import { fetchSettings, settingKeys, updateSettings } from "@/lib/settings/client";
import type { Settings } from "@/lib/settings/schema";
import { BookableServicesCard } from "./bookable-services-card";
import { BookingTimesCard } from "./booking-times-card";
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
          <RulesPanel settings={data} mayChange={mayChange} />
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

/** Each takes effect at once. */
function RulesPanel({ settings, mayChange }: { settings: Settings; mayChange: boolean }) {
  const t = useTranslations("settings.onlineBooking");
  const shared = useTranslations("shared");
  const client = useQueryClient();
  const toast = useToast();
  const save = useMutation({
    mutationFn: ({ rule, isOn }: { rule: Rule; isOn: boolean }) =>
      updateSettings(settings.version, { online_booking: { [rule]: isOn } }),
    onSuccess: (saved) => client.setQueryData(settingKeys.all, saved),
    onError: (error) =>
      toast.show({ title: t("notSaved"), description: shared(`problems.${knownCode(problemOf(error))}`) }),
  });
  const isOn = (rule: Rule) =>
    save.isPending && save.variables.rule === rule ? save.variables.isOn : settings.online_booking[rule];
  return (
    <SettingsPanel title={t("rules.title")}>
      {RULES.map((rule) => (
        <Switch
          key={rule}
          checked={isOn(rule)}
          disabled={!mayChange || save.isPending}
          hint={t(`rules.${rule}Hint`)}
          onCheckedChange={(checked) => save.mutate({ rule, isOn: checked })}
        >
          {t(`rules.${rule}`)}
        </Switch>
      ))}
    </SettingsPanel>
  );
}

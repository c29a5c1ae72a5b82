"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl/react";
import { CompareVersions } from "@/components/shared/compare-versions";
import { Facts } from "@/components/shared/facts";
import { useCan } from "@/components/shared/member";
import { parseWith } from "@/components/shared/parse-with";
import { Field } from "@/components/ui/field";
import { settingKeys, updateSettings } from "@/lib/settings/client";
import { ONLINE_BOOKING_LIMITS, type OnlineBookingNumber } from "@/lib/settings/rules";
import type { Settings } from "@/lib/settings/schema";
import { NumberInput, toNumber } from "./number-input";
import { SettingsCard, SettingsPanel } from "./settings-card";
import { useCardForm } from "./use-card-form";

const NAMES = ["min_notice_h", "horizon_days"] as const;
const parse = parseWith(() => import("./card-schemas").then((schemas) => schemas.bookingTimesCard));
type Numbers = Record<OnlineBookingNumber, number>;

const isNumberName = (name: string): name is OnlineBookingNumber => name in ONLINE_BOOKING_LIMITS;

/** How soon and how far ahead visitors are offered times. */
export function BookingTimesCard({ settings }: { settings: Settings }) {
  const t = useTranslations("settings.onlineBooking");
  const mayChange = useCan()("update", "settings");
  const value = (name: OnlineBookingNumber) => `${settings.online_booking[name]} ${t(`unit.${name}`)}`;
  if (mayChange) return <BookingTimesForm settings={settings} />;
  return (
    <SettingsPanel title={t("times.title")}>
      <Facts facts={NAMES.map((name) => ({ label: t(`name.${name}`), value: value(name) }))} />
    </SettingsPanel>
  );
}

function useTimesForm(settings: Settings) {
  const t = useTranslations("settings.onlineBooking");
  const client = useQueryClient();
  const range = (name: OnlineBookingNumber) => t("range", ONLINE_BOOKING_LIMITS[name]);
  const refusals = NAMES.flatMap((name) =>
    ["too_small", "too_big", "invalid"].map((code) => [`${name}:${code}`, range(name)]),
  );
  const form = useCardForm<Settings, Numbers, Numbers>({
    name: "online-booking.times",
    parse,
    record: settings,
    fieldsOf: ({ online_booking: { min_notice_h: notice, horizon_days: horizon } }) => ({
      min_notice_h: notice,
      horizon_days: horizon,
    }),
    send: (version, changed) => updateSettings(version, { online_booking: changed }),
    onSaved: (saved) => client.setQueryData(settingKeys.all, saved),
    words: {
      label: (name) => (isNumberName(name) ? t(`name.${name}`) : name),
      value: (name, value) => (isNumberName(name) ? `${String(value)} ${t(`unit.${name}`)}` : null),
    },
    sentences: Object.fromEntries(refusals) as Record<string, string>,
  });
  return { ...form, range };
}

function BookingTimesForm({ settings }: { settings: Settings }) {
  const t = useTranslations("settings.onlineBooking");
  const { state, saves, conflict, range } = useTimesForm(settings);
  return (
    <>
      <SettingsCard title={t("times.title")} saveLabel={t("times.save")} state={state} saves={saves}>
        {NAMES.map((name) => (
          <Field
            key={name}
            label={t(`name.${name}`)}
            hint={`${t(`hint.${name}`)} ${range(name)}`}
            error={state.errorOf(name)}
          >
            <NumberInput
              {...state.field(name, toNumber)}
              unit={t(`unit.${name}`)}
              min={ONLINE_BOOKING_LIMITS[name].least}
              max={ONLINE_BOOKING_LIMITS[name].most}
              step={1}
            />
          </Field>
        ))}
      </SettingsCard>
      <CompareVersions {...conflict} />
    </>
  );
}

"use client";

import { useTranslations } from "use-intl/react";
import { CompareVersions } from "@/components/shared/compare-versions";
import { useMember } from "@/components/shared/member";
import { parseWith } from "@/components/shared/parse-with";
import { TimeZonePicker } from "@/components/shared/place-pickers";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { rememberLocale, useFormats } from "@/lib/i18n/client";
import { LOCALES, toLocale } from "@/lib/i18n/locales";
import { updateMe } from "@/lib/me/client";
import type { Profile } from "@/lib/me/schema";
import { townOf } from "@/lib/places";
import type { RegionFields, RegionWrite } from "./card-schemas";
import type { ProfileCardProps } from "./profile-card";
import { SettingsCard } from "./settings-card";
import { useCardForm } from "./use-card-form";

const parse = parseWith(() => import("./card-schemas").then((schemas) => schemas.regionCard));

/** One choice for screens and mails: the device follows the profile when it is changed here. */
function useRegionForm({ profile, onSaved }: ProfileCardProps) {
  const t = useTranslations("settings");
  const formats = useFormats();
  return useCardForm<Profile, RegionFields, RegionWrite>({
    name: "profile.region",
    parse,
    record: profile,
    fieldsOf: ({ locale, time_zone }) => ({ locale: toLocale(locale) ?? "en", time_zone }),
    send: updateMe,
    onSaved: (saved, changes) => {
      const locale = changes.locale ? toLocale(changes.locale) : null;
      if (locale) rememberLocale(locale);
      onSaved(saved);
    },
    words: {
      label: (name) => (name === "locale" ? t("profile.language") : t("profile.timeZone")),
      value: (name, value) => {
        if (typeof value !== "string") return null;
        return name === "locale" ? formats.language(value) : formats.zone(value);
      },
    },
  });
}

export function RegionCard(props: ProfileCardProps) {
  const t = useTranslations("settings");
  const formats = useFormats();
  const { organization } = useMember();
  const { state, saves, conflict } = useRegionForm(props);
  const { values, set, errorOf } = state;
  return (
    <>
      <SettingsCard
        title={t("profile.region")}
        saveLabel={t("profile.saveRegion")}
        state={state}
        saves={saves}
      >
        <Field label={t("profile.language")} hint={t("profile.languageHint")} error={errorOf("locale")}>
          <Select<string>
            value={values.locale ?? null}
            onValueChange={(locale) => set({ locale })}
            options={LOCALES.map((value) => ({ value, label: formats.language(value) }))}
          />
        </Field>
        <Field label={t("profile.timeZone")} hint={t("profile.timeZoneHint")} error={errorOf("time_zone")}>
          <TimeZonePicker
            value={values.time_zone ?? null}
            onValueChange={(zone) => set({ time_zone: zone })}
            empty={t("profile.timeZoneNone")}
            clearLabel={t("profile.timeZoneClear")}
            placeholder={t("profile.timeZoneCompany", { zone: townOf(organization.time_zone) })}
          />
        </Field>
      </SettingsCard>
      <CompareVersions {...conflict} />
    </>
  );
}

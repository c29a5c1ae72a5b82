"use client";

import { Controller } from "react-hook-form";
import { useTranslations } from "use-intl/react";
import { z } from "zod";
import { CompareVersions } from "@/components/shared/compare-versions";
import { useMember } from "@/components/shared/member";
import { TimeZonePicker } from "@/components/shared/place-pickers";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { rememberLocale, useFormats } from "@/lib/i18n/client";
import { LOCALES, toLocale } from "@/lib/i18n/locales";
import { updateMe } from "@/lib/me/client";
import { meUpdate } from "@/lib/me/schema";
import type { Profile } from "@/lib/me/schema";
import { zoneLabel } from "@/lib/places";
import type { ProfileCardProps } from "./profile-card";
import { SettingsCard } from "./settings-card";
import { useCardForm } from "./use-card-form";

const schema = z.strictObject({ locale: meUpdate.shape.locale, time_zone: meUpdate.shape.time_zone });
type Fields = z.input<typeof schema>;
type Write = z.output<typeof schema>;

/** One choice for screens and mails: the device follows the profile when it is changed here. */
function useRegionForm({ profile, onSaved }: ProfileCardProps) {
  const t = useTranslations("settings");
  const formats = useFormats();
  return useCardForm<Profile, Fields, Write>({
    name: "profile.region",
    schema,
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
        return name === "locale" ? formats.language(value) : zoneLabel(value);
      },
    },
  });
}

export function RegionCard(props: ProfileCardProps) {
  const t = useTranslations("settings");
  const formats = useFormats();
  const { organization } = useMember();
  const { state, saves, conflict } = useRegionForm(props);
  const { form, errorOf } = state;
  return (
    <>
      <SettingsCard
        title={t("profile.region")}
        saveLabel={t("profile.saveRegion")}
        state={state}
        saves={saves}
      >
        <Field label={t("profile.language")} hint={t("profile.languageHint")} error={errorOf("locale")}>
          <Controller
            control={form.control}
            name="locale"
            render={({ field }) => (
              <Select
                value={field.value ?? null}
                onValueChange={field.onChange}
                options={LOCALES.map((value) => ({
                  value: value as string,
                  label: formats.language(value),
                }))}
              />
            )}
          />
        </Field>
        <Field label={t("profile.timeZone")} hint={t("profile.timeZoneHint")} error={errorOf("time_zone")}>
          <Controller
            control={form.control}
            name="time_zone"
            render={({ field }) => (
              <TimeZonePicker
                value={field.value ?? null}
                onValueChange={field.onChange}
                empty={t("profile.timeZoneNone")}
                clearLabel={t("profile.timeZoneClear")}
                placeholder={t("profile.timeZoneCompany", { zone: zoneLabel(organization.time_zone) })}
              />
            )}
          />
        </Field>
      </SettingsCard>
      <CompareVersions {...conflict} />
    </>
  );
}

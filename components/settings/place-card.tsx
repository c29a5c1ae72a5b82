"use client";

import { useTranslations } from "use-intl/react";
import { CompareVersions } from "@/components/shared/compare-versions";
import { parseWith } from "@/components/shared/parse-with";
import { CountryPicker, TimeZonePicker } from "@/components/shared/place-pickers";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { useFormats } from "@/lib/i18n/client";
import { LOCALES } from "@/lib/i18n/locales";
import { updateOrganization } from "@/lib/organizations/client";
import type { Organization } from "@/lib/organizations/schema";
import type { PlaceFields, PlaceWrite } from "./card-schemas";
import type { OrganizationCardProps } from "./company-card";
import { SettingsCard } from "./settings-card";
import { useCardForm } from "./use-card-form";

const parse = parseWith(() => import("./card-schemas").then((schemas) => schemas.placeCard));

const LABELS = { country: "country", time_zone: "timeZone", locale: "language" } as const;
const isLabelled = (field: string): field is keyof typeof LABELS => field in LABELS;

function usePlaceForm({ organization, onSaved }: OrganizationCardProps) {
  const t = useTranslations("settings");
  const formats = useFormats();
  return useCardForm<Organization, PlaceFields, PlaceWrite>({
    name: "organization.place",
    parse,
    record: organization,
    fieldsOf: (record) => ({
      country: record.country,
      time_zone: record.time_zone,
      locale: record.locale,
    }),
    send: (version, changes) => updateOrganization(organization.id, version, changes),
    onSaved,
    words: {
      label: (field) => (isLabelled(field) ? t(`organization.${LABELS[field]}`) : field),
      value: (field, value) => {
        if (typeof value !== "string") return null;
        if (field === "country") return formats.country(value);
        return field === "locale" ? formats.language(value) : formats.zone(value);
      },
    },
  });
}

type PlaceForm = ReturnType<typeof usePlaceForm>["state"];

export function PlaceCard(props: OrganizationCardProps) {
  const t = useTranslations("settings");
  const formats = useFormats();
  const { organization } = props;
  const { state, saves, conflict } = usePlaceForm(props);
  return (
    <>
      <SettingsCard
        title={t("organization.place")}
        saveLabel={t("organization.savePlace")}
        state={state}
        saves={saves}
      >
        <PlaceChoices state={state} />
        <ZoneChange from={organization.time_zone} to={state.values.time_zone} />
        <LanguageField state={state} stored={organization.locale} />
        <Field label={t("organization.currency")} hint={t("organization.currencyHint")}>
          <Input readOnly value={`${formats.currency(organization.currency)} (${organization.currency})`} />
        </Field>
      </SettingsCard>
      <CompareVersions {...conflict} />
    </>
  );
}

function PlaceChoices({ state: { values, set, errorOf } }: { state: PlaceForm }) {
  const t = useTranslations("settings");
  return (
    <>
      <Field
        label={t("organization.country")}
        hint={t("organization.countryHint")}
        error={errorOf("country")}
      >
        <CountryPicker
          value={values.country}
          onValueChange={(country) => set({ country: country ?? "" })}
          empty={t("organization.countryNone")}
        />
      </Field>
      <Field
        label={t("organization.timeZone")}
        hint={t("organization.timeZoneHint")}
        error={errorOf("time_zone")}
      >
        <TimeZonePicker
          value={values.time_zone}
          onValueChange={(zone) => set({ time_zone: zone ?? "" })}
          empty={t("organization.timeZoneNone")}
        />
      </Field>
    </>
  );
}

/** Said before it is saved: which clocks move and which do not. */
function ZoneChange({ from, to }: { from: string; to: string }) {
  const t = useTranslations("settings.organization");
  const formats = useFormats();
  const isOther = to !== "" && to !== from;
  return (
    <p
      role="status"
      className={isOther ? "rounded-control bg-warning-tint px-3 py-2 text-13 text-warning" : "sr-only"}
    >
      {isOther ? t("zoneChange", { from: formats.zone(from), to: formats.zone(to) }) : null}
    </p>
  );
}

function LanguageField({ state: { values, set, errorOf }, stored }: { state: PlaceForm; stored: string }) {
  const t = useTranslations("settings");
  const formats = useFormats();
  // A locale set up elsewhere is kept although no screen offers it.
  const languages = [...new Set<string>([...LOCALES, stored])];
  return (
    <Field label={t("organization.language")} hint={t("organization.languageHint")} error={errorOf("locale")}>
      <Select
        value={values.locale}
        onValueChange={(locale) => set({ locale })}
        options={languages.map((value) => ({ value, label: formats.language(value) }))}
      />
    </Field>
  );
}

"use client";

import { Controller } from "react-hook-form";
import { useTranslations } from "use-intl/react";
import { useMember } from "@/components/shared/member";
import { CountryPicker, TimeZonePicker } from "@/components/shared/place-pickers";
import type { RecordForm } from "@/components/shared/use-record-form";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import { townOf } from "@/lib/places";
import { FormPosition } from "./form-position";
import type { PropertyForm, PropertyWrite } from "./property-form";

export type PropertyFormState = RecordForm<PropertyForm, PropertyWrite>;

/** In the order an address is dictated. */
export function AddressFields({ state }: { state: PropertyFormState }) {
  const t = useTranslations("properties");
  const { form, errorOf } = state;
  return (
    <>
      <Field label={t("form.line1")} error={errorOf("address.line1")}>
        <Input {...form.register("address.line1")} autoComplete="off" />
      </Field>
      <Field label={t("form.line2")} error={errorOf("address.line2")}>
        <Input {...form.register("address.line2")} autoComplete="off" />
      </Field>
      <div className="grid gap-4 sm:grid-cols-[9rem_minmax(0,1fr)]">
        <Field label={t("form.postcode")} error={errorOf("address.postcode")}>
          <Input {...form.register("address.postcode")} autoComplete="off" />
        </Field>
        <Field label={t("form.city")} error={errorOf("address.city")}>
          <Input {...form.register("address.city")} autoComplete="off" />
        </Field>
      </div>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t("form.region")} error={errorOf("address.region")}>
          <Input {...form.register("address.region")} autoComplete="off" />
        </Field>
        <Field label={t("form.country")} error={errorOf("address.country")}>
          <Controller
            control={form.control}
            name="address.country"
            render={({ field }) => (
              <CountryPicker
                value={field.value}
                onValueChange={(value) => field.onChange(value ?? "")}
                empty={t("form.countryNone")}
              />
            )}
          />
        </Field>
      </div>
    </>
  );
}

export function PlaceFields({ state }: { state: PropertyFormState }) {
  const t = useTranslations("properties");
  const { form, errorOf } = state;
  return (
    <>
      <FormPosition state={state} />
      <Field label={t("form.access")} hint={t("form.accessHint")} error={errorOf("access_notes")}>
        <Textarea {...form.register("access_notes")} />
      </Field>
      <Field label={t("form.name")} hint={t("form.nameHint")} error={errorOf("name")}>
        <Input {...form.register("name")} autoComplete="off" />
      </Field>
      <ZoneField state={state} />
      <Controller
        control={form.control}
        name="is_primary"
        render={({ field }) => (
          <Checkbox checked={field.value ?? false} onCheckedChange={field.onChange}>
            {t("form.isPrimary")}
          </Checkbox>
        )}
      />
    </>
  );
}

function ZoneField({ state }: { state: PropertyFormState }) {
  const t = useTranslations("properties");
  const { organization } = useMember();
  return (
    <Field label={t("form.timeZone")} hint={t("form.timeZoneHint")} error={state.errorOf("time_zone")}>
      <Controller
        control={state.form.control}
        name="time_zone"
        render={({ field }) => (
          <TimeZonePicker
            value={field.value ?? null}
            onValueChange={field.onChange}
            empty={t("form.timeZoneNone")}
            placeholder={t("form.timeZoneDefault", { zone: townOf(organization.time_zone) })}
          />
        )}
      />
    </Field>
  );
}

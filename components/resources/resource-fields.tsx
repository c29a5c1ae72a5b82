"use client";

import { Controller, useWatch } from "react-hook-form";
import { useTranslations } from "use-intl/react";
import { ColorChoice } from "@/components/shared/color-choice";
import { useMember, usePeople } from "@/components/shared/member";
import { TimeZonePicker } from "@/components/shared/place-pickers";
import type { RecordForm } from "@/components/shared/use-record-form";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Segmented } from "@/components/ui/segmented";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { townOf } from "@/lib/places";
import { RESOURCE_KINDS } from "@/lib/resources/rules";
import { HomeFields } from "./home-fields";
import type { ResourceForm, ResourceWrite } from "./resource-form";

export type ResourceFormState = RecordForm<ResourceForm, ResourceWrite>;

const NO_ACCOUNT = "none";

export function KindField({ state }: { state: ResourceFormState }) {
  const t = useTranslations("resources");
  return (
    <Controller
      control={state.form.control}
      name="kind"
      render={({ field }) => (
        <Segmented
          aria-label={t("form.kind")}
          value={field.value}
          onValueChange={(kind) => {
            field.onChange(kind);
            if (kind !== "technician") state.form.setValue("user_id", null);
          }}
          options={RESOURCE_KINDS.map((value) => ({ value, label: t(`kind.${value}`) }))}
        />
      )}
    />
  );
}

export function ResourceFields({ state, isNew }: { state: ResourceFormState; isNew: boolean }) {
  const t = useTranslations("resources");
  const { form, errorOf } = state;
  const isPerson = useWatch({ control: form.control, name: "kind" }) === "technician";
  return (
    <>
      {isPerson ? <AccountField state={state} /> : null}
      <Field label={t("form.name")} error={errorOf("name")}>
        <Input {...form.register("name")} autoComplete="off" />
      </Field>
      {isPerson ? (
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label={t("form.phone")} error={errorOf("phone")}>
            <Input {...form.register("phone")} type="tel" inputMode="tel" autoComplete="off" />
          </Field>
          <Field label={t("form.email")} error={errorOf("email")}>
            <Input {...form.register("email")} type="email" inputMode="email" autoComplete="off" />
          </Field>
        </div>
      ) : null}
      <HomeFields state={state} />
      <ZoneField state={state} />
      <ColorField state={state} />
      <Field label={t("form.notes")} hint={t("form.notesHint")} error={errorOf("notes")}>
        <Textarea {...form.register("notes")} />
      </Field>
      {isNew ? null : <ActiveField state={state} />}
    </>
  );
}

/** From a member, or without an account: a subcontractor is planned as well and never signs in. */
function AccountField({ state }: { state: ResourceFormState }) {
  const t = useTranslations("resources");
  const people = usePeople();
  const { form, errorOf } = state;
  const choose = (id: string) => {
    const person = people.find((each) => each.id === id);
    const { name } = form.getValues();
    const isOthersName = people.some((each) => each.name === name);
    if (person && (name === "" || isOthersName)) form.setValue("name", person.name, { shouldDirty: true });
  };
  return (
    <Field label={t("form.account")} hint={t("form.accountHint")} error={errorOf("user_id")}>
      <Controller
        control={form.control}
        name="user_id"
        render={({ field }) => (
          <Select
            value={field.value ?? NO_ACCOUNT}
            onValueChange={(value) => {
              field.onChange(value === NO_ACCOUNT ? null : value);
              choose(value);
            }}
            options={[
              { value: NO_ACCOUNT, label: t("form.noAccount") },
              ...people.map((person) => ({ value: person.id, label: person.name })),
            ]}
          />
        )}
      />
    </Field>
  );
}

function ZoneField({ state }: { state: ResourceFormState }) {
  const t = useTranslations("resources");
  const { organization } = useMember();
  return (
    <Field label={t("form.timeZone")} hint={t("form.timeZoneHint")} error={state.errorOf("time_zone")}>
      <Controller
        control={state.form.control}
        name="time_zone"
        render={({ field }) => (
          <TimeZonePicker
            value={field.value ?? null}
            onValueChange={(zone) => field.onChange(zone ?? undefined)}
            empty={t("form.timeZoneNone")}
            placeholder={t("form.timeZoneDefault", { zone: townOf(organization.time_zone) })}
          />
        )}
      />
    </Field>
  );
}

/** Tells it from its neighbours on the board. A new one that chooses none gets the next of the twelve. */
function ColorField({ state }: { state: ResourceFormState }) {
  return (
    <Controller
      control={state.form.control}
      name="color"
      render={({ field }) => <ColorChoice value={field.value ?? null} onValueChange={field.onChange} />}
    />
  );
}

function ActiveField({ state }: { state: ResourceFormState }) {
  const t = useTranslations("resources");
  return (
    <Controller
      control={state.form.control}
      name="is_active"
      render={({ field }) => (
        <Checkbox
          checked={field.value ?? true}
          onCheckedChange={field.onChange}
          hint={t("form.isActiveHint")}
        >
          {t("form.isActive")}
        </Checkbox>
      )}
    />
  );
}

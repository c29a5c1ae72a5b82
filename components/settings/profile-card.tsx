"use client";

import { useTranslations } from "use-intl/react";
import { z } from "zod";
import { CompareVersions } from "@/components/shared/compare-versions";
import { useMember } from "@/components/shared/member";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { updateMe } from "@/lib/me/client";
import { meUpdate } from "@/lib/me/schema";
import type { Profile } from "@/lib/me/schema";
import { formatPhone } from "@/lib/phone";
import { SettingsCard } from "./settings-card";
import { useCardForm } from "./use-card-form";

const schema = z.strictObject({ name: meUpdate.shape.name.unwrap(), phone: meUpdate.shape.phone });
type Fields = z.input<typeof schema>;

export type ProfileCardProps = { profile: Profile; onSaved: (profile: Profile) => void };

export function ProfileCard({ profile, onSaved }: ProfileCardProps) {
  const t = useTranslations("settings");
  const shared = useTranslations("shared");
  const { country } = useMember().organization;
  const { state, saves, conflict } = useCardForm<Profile, Fields, z.output<typeof schema>>({
    name: "profile.you",
    schema,
    record: profile,
    fieldsOf: ({ name, phone }) => ({ name: name ?? "", phone: phone ? formatPhone(phone, country) : "" }),
    send: updateMe,
    onSaved,
    sentences: { "phone:too_small": shared("fields.invalid_phone") },
    words: {
      label: (name) => (name === "phone" ? t("profile.phone") : t("profile.name")),
      value: (_name, value) => (typeof value === "string" && value !== "" ? value : null),
    },
  });
  const { form, errorOf } = state;
  return (
    <>
      <SettingsCard title={t("profile.you")} saveLabel={t("profile.saveYou")} state={state} saves={saves}>
        <Field label={t("profile.name")} error={errorOf("name")}>
          <Input {...form.register("name")} autoComplete="name" />
        </Field>
        <Field label={t("profile.phone")} hint={t("profile.phoneHint")} error={errorOf("phone")}>
          <Input {...form.register("phone")} type="tel" autoComplete="tel" />
        </Field>
        <Field label={t("profile.email")} hint={t("profile.emailHint")}>
          <Input value={profile.email ?? ""} readOnly />
        </Field>
      </SettingsCard>
      <CompareVersions {...conflict} />
    </>
  );
}

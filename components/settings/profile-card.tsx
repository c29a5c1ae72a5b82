"use client";

import { useTranslations } from "use-intl/react";
import { CompareVersions } from "@/components/shared/compare-versions";
import { useMember } from "@/components/shared/member";
import { parseWith } from "@/components/shared/parse-with";
import { usePhoneFormat } from "@/components/shared/use-phone-format";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { updateMe } from "@/lib/me/client";
import type { Profile } from "@/lib/me/schema";
import type { ProfileFields, ProfileWrite } from "./card-schemas";
import { SettingsCard } from "./settings-card";
import { useCardForm } from "./use-card-form";

const parse = parseWith(() => import("./card-schemas").then((schemas) => schemas.profileCard));

export type ProfileCardProps = { profile: Profile; onSaved: (profile: Profile) => void };

export function ProfileCard({ profile, onSaved }: ProfileCardProps) {
  const t = useTranslations("settings");
  const shared = useTranslations("shared");
  const { country } = useMember().organization;
  const formatPhone = usePhoneFormat();
  const { state, saves, conflict } = useCardForm<Profile, ProfileFields, ProfileWrite>({
    name: "profile.you",
    parse,
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
  const { field, errorOf } = state;
  return (
    <>
      <SettingsCard title={t("profile.you")} saveLabel={t("profile.saveYou")} state={state} saves={saves}>
        <Field label={t("profile.name")} error={errorOf("name")}>
          <Input {...field("name")} autoComplete="name" />
        </Field>
        <Field label={t("profile.phone")} hint={t("profile.phoneHint")} error={errorOf("phone")}>
          <Input {...field("phone")} type="tel" autoComplete="tel" />
        </Field>
        <Field label={t("profile.email")} hint={t("profile.emailHint")}>
          <Input value={profile.email ?? ""} readOnly />
        </Field>
      </SettingsCard>
      <CompareVersions {...conflict} />
    </>
  );
}

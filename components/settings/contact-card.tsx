"use client";

import { useTranslations } from "use-intl/react";
import { CompareVersions } from "@/components/shared/compare-versions";
import { parseWith } from "@/components/shared/parse-with";
import { usePhoneFormat } from "@/components/shared/use-phone-format";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import { updateOrganization } from "@/lib/organizations/client";
import type { Organization } from "@/lib/organizations/schema";
import type { ContactFields, ContactWrite } from "./card-schemas";
import type { OrganizationCardProps } from "./company-card";
import { SettingsCard } from "./settings-card";
import { useCardForm } from "./use-card-form";

const parse = parseWith(() => import("./card-schemas").then((schemas) => schemas.contactCard));
const FIELDS = ["phone", "email", "address"] as const;

const isField = (field: string): field is keyof ContactFields => FIELDS.some((each) => each === field);

/** What stands under the company's name on a paper. */
export function ContactCard({ organization, onSaved }: OrganizationCardProps) {
  const t = useTranslations("settings");
  const formatPhone = usePhoneFormat();
  const { state, saves, conflict } = useCardForm<Organization, ContactFields, ContactWrite>({
    name: "branding.contact",
    parse,
    record: organization,
    fieldsOf: (record) => ({
      phone: record.phone ? formatPhone(record.phone, record.country) : "",
      email: record.email ?? "",
      address: record.address ?? "",
    }),
    send: (version, changes) => updateOrganization(organization.id, version, changes),
    onSaved,
    words: {
      label: (field) => (isField(field) ? t(`branding.${field}`) : field),
      value: (_, value) => (typeof value === "string" && value !== "" ? value : null),
    },
  });
  const { field, errorOf } = state;
  return (
    <>
      <SettingsCard
        title={t("branding.contact")}
        saveLabel={t("branding.saveContact")}
        state={state}
        saves={saves}
      >
        <Field label={t("branding.phone")} hint={t("branding.phoneHint")} error={errorOf("phone")}>
          <Input {...field("phone")} type="tel" inputMode="tel" autoComplete="off" />
        </Field>
        <Field label={t("branding.email")} error={errorOf("email")}>
          <Input {...field("email")} type="email" inputMode="email" autoComplete="off" />
        </Field>
        <Field label={t("branding.address")} hint={t("branding.addressHint")} error={errorOf("address")}>
          <Textarea {...field("address")} rows={3} autoComplete="off" />
        </Field>
      </SettingsCard>
      <CompareVersions {...conflict} />
    </>
  );
}
